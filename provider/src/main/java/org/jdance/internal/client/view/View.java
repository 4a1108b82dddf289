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
 * @param members the nodes of both lists in their order, and those that left a moment ago
 * @param generations the generation of each cache that was ever cleared; others are in {@link #FIRST_GENERATION}
 * @param lastLoss when the last copies of entries were lost that could be told, by the change that says so; zero if never
 * @param plan the list of nodes that is to follow the present one, if there is one
 */
public record View(
    Version epoch, Layout layout, List<Member> members, Map<String, Version> generations, Version lastLoss, @Nullable Plan plan) {

  /** The generation of a cache that was never cleared. */
  public static final Version FIRST_GENERATION = new Version(0, 0);

  /** When nothing was ever lost. */
  public static final Version NEVER = new Version(0, 0);

  /** Under this name, which no application gives a cache, stands the generation that every cache is at least in. */
  static final String EVERY_CACHE = "\0";

  public View {
    members = List.copyOf(members);
    generations = Map.copyOf(generations);
  }

  /** The generation that a cache is in. */
  public Version generationOf(String cache) {
    Version own = generations.getOrDefault(cache, FIRST_GENERATION);
    Version common = commonGeneration();
    return common.isAfter(own) ? common : own;
  }

  /** The generation that every cache is at least in. */
  public Version commonGeneration() {
    return generations.getOrDefault(EVERY_CACHE, FIRST_GENERATION);
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
    if (nodes.stream().noneMatch(index -> members.get(index).isUp() && members.get(index).isSeated())) {
      return true;
    }
    int notUp = 0;
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).isSeated() && (!members.get(i).isUp() || nodes.contains(i))) {
        notUp++;
      }
    }
    return notUp < layout.copies();
  }

  /** This view with one node changed, not yet with an epoch of its own. */
  View with(int index, UnaryOperator<Member> change) {
    List<Member> changed = new ArrayList<>(members);
    changed.set(index, change.apply(changed.get(index)));
    return changed(changed, plan);
  }

  /** This view with a cache in another generation, not yet with an epoch of its own. */
  View withGeneration(String cache, Version generation) {
    Map<String, Version> changed = new TreeMap<>(generations);
    changed.put(cache, generation);
    return new View(epoch, layout, members, changed, lastLoss, plan);
  }

  /** This view with other nodes, not yet with an epoch of its own. */
  View changed(List<Member> newMembers, @Nullable Plan newPlan) {
    return new View(epoch, layout, newMembers, generations, lastLoss, newPlan);
  }

  /** This view, in which the last copies of entries may be lost. */
  View withLoss(Version when) {
    return new View(epoch, layout, members, generations, when, plan);
  }

  /** This view with every cache that there is or will be in this generation, not yet with an epoch of its own. */
  View withGenerationOfAll(Version generation) {
    Map<String, Version> later = new TreeMap<>(generations);
    later.values().removeIf(known -> !known.isAfter(generation));
    later.put(EVERY_CACHE, generation);
    return new View(epoch, layout, members, later, lastLoss, plan);
  }

  View at(Version newEpoch) {
    return new View(newEpoch, layout, members, generations, lastLoss, plan);
  }

  /** Whether this view is the later one of the two, or the only one. */
  boolean isAfter(@Nullable View other) {
    return other == null || epoch.isAfter(other.epoch);
  }
}
