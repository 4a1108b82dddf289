package org.jdance.internal.client.view;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jspecify.annotations.Nullable;

/** Nodes that are met in trouble while one change of the view is made. */
final class Troubles {

  /** Those that lost their memory, with the incarnation that they lost. */
  final Map<String, Version> lost = new LinkedHashMap<>();

  /** Those that do not answer. */
  final Set<String> failed = new LinkedHashSet<>();

  /** The incarnations that begin with this change, so that their nodes have no view yet. */
  final Set<Version> born = new HashSet<>();

  private @Nullable NodeException lastFailure;

  @Nullable NodeException lastFailure() {
    return lastFailure;
  }

  boolean has(String name) {
    return failed.contains(name) || lost.containsKey(name);
  }

  void lost(String name, FleetState state) {
    failed.remove(name);
    lost.put(name, state.view().members().get(state.view().indexOf(name)).incarnation());
  }

  void add(FleetState state, int index, NodeException failure, long patienceNanos) {
    if (failure.kind() == Kind.ABANDONED || failure.kind() == Kind.UNSUPPORTED) {
      throw failure;
    }
    lastFailure = failure;
    if (failure.kind() == Kind.RESTARTED) {
      lost(state.name(index), state);
    } else if (state.node(index).isTold(failure, patienceNanos)) {
      lost.remove(state.name(index));
      failed.add(state.name(index));
    }
  }
}
