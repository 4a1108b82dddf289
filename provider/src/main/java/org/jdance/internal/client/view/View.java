package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are trusted, and which generation each cache is in: one record, the same on every node of the fleet. Immutable.
 *
 * <p>Epochs, incarnations and generations are fresh versions, never counts, so that no two clients ever mean different things by one.
 *
 * @param epoch the version of this view; where two meet, the later wins
 * @param layout how keys are placed
 * @param members the nodes, in the order in which they were configured when the fleet was new
 * @param generations the generation of each cache that was ever cleared; others are in {@link #FIRST_GENERATION}
 */
public record View(Version epoch, Layout layout, List<Member> members, Map<String, Version> generations) {

  /** The generation of a cache that was never cleared. */
  public static final Version FIRST_GENERATION = new Version(0, 0);

  public View {
    members = List.copyOf(members);
    generations = Map.copyOf(generations);
  }

  /** The generation that a cache is in. */
  public Version generationOf(String cache) {
    return generations.getOrDefault(cache, FIRST_GENERATION);
  }

  /** The place of the node of this name, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether every key that has a copy that is up keeps one when these nodes are not, whichever nodes hold it. */
  boolean canSpare(List<Integer> nodes) {
    if (nodes.stream().noneMatch(index -> members.get(index).isUp())) {
      return true;
    }
    int notUp = 0;
    for (int i = 0; i < members.size(); i++) {
      if (!members.get(i).isUp() || nodes.contains(i)) {
        notUp++;
      }
    }
    return notUp < layout.copies();
  }

  /** This view with one node changed, not yet with an epoch of its own. */
  View with(int index, UnaryOperator<Member> change) {
    List<Member> changed = new ArrayList<>(members);
    changed.set(index, change.apply(changed.get(index)));
    return new View(epoch, layout, changed, generations);
  }

  /** This view with a cache in another generation, not yet with an epoch of its own. */
  View withGeneration(String cache, Version generation) {
    Map<String, Version> changed = new TreeMap<>(generations);
    changed.put(cache, generation);
    return new View(epoch, layout, members, changed);
  }

  View at(Version newEpoch) {
    return new View(newEpoch, layout, members, generations);
  }

  /** Whether this view is the later one of the two, or the only one. */
  boolean isAfter(@Nullable View other) {
    return other == null || epoch.isAfter(other.epoch);
  }
}
