package org.jdance.internal.client;

import java.util.HashMap;
import java.util.Map;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.View;
import org.jdance.internal.entry.Version;

/** What keys begin with under one state, by the part that stands for the cache. Used by one thread. */
final class CacheLives {

  private final String namespace;
  private final FleetState state;
  private final Map<String, Version> generations = new HashMap<>();
  private final Map<String, byte[][]> prefixes = new HashMap<>();

  CacheLives(String namespace, FleetState state) {
    this.namespace = namespace;
    this.state = state;
    state.view().generations().forEach((cache, generation) -> generations.put(WireKeys.cachePart(cache), generation));
  }

  FleetState state() {
    return state;
  }

  /** What the keys of this cache's entries begin with on one node, now. */
  byte[] prefix(String cachePart, int index) {
    byte[][] all = prefixes.computeIfAbsent(cachePart, absent -> new byte[state.size()][]);
    if (all[index] == null) {
      Version own = generations.getOrDefault(cachePart, View.FIRST_GENERATION);
      Version common = state.view().commonGeneration();
      Version generation = common.isAfter(own) ? common : own;
      all[index] = WireKeys.prefixByPart(namespace, cachePart, state.view().members().get(index).incarnation(), generation);
    }
    return all[index];
  }
}
