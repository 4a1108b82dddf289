package org.jdance.internal.client.view;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of nodes in trouble: out, while every key keeps a copy that is up. Where one would not, a cold copy may become up as it is, since
 * what it has is the latest, though not all: at once for a node that has lost its memory, after a while for one that does not answer. A node that
 * has lost its memory and cannot be spared even so begins a new life. Decides, and does nothing.
 */
final class LastCopies {

  private LastCopies() {}

  /**
   * Decides.
   *
   * @param wanted the view as it would be without the troubles
   * @param givenUp of the nodes that do not answer those that have not for so long that nobody waits for them any more
   * @param lostFor whether nodes that have lost their memory have waited long enough for those that do not answer and might have kept theirs
   */
  static Outcome of(View wanted, Troubles troubles, Set<String> givenUp, boolean lostFor) {
    Outcome outcome = new Outcome(wanted);
    if (lostFor) {
      outcome.failed(troubles, givenUp);
    }
    if (outcome.stuckAt == null) {
      outcome.lost(troubles);
    }
    if (!lostFor && outcome.stuckAt == null) {
      outcome.failed(troubles, givenUp);
    }
    return outcome;
  }

  /** What was decided. */
  static final class Outcome {

    /** Nodes that have lost their memory and cannot be spared. */
    final Set<String> reborn = new LinkedHashSet<>();

    /** The view with the others out. */
    View view;

    /** Whether the last copies of entries are lost, or given up. */
    boolean loses;

    /** A node that does not answer and cannot be spared, so that nothing can be done; or null. */
    @Nullable String stuckAt;

    private Outcome(View wanted) {
      this.view = wanted;
    }

    @SuppressWarnings("ReferenceEquality") // whether the very view came back, for which nothing had to be done
    private void lost(Troubles troubles) {
      for (Map.Entry<String, Version> lost : troubles.lost.entrySet()) {
        int at = view.indexOf(lost.getKey());
        if (at >= 0 && !view.members().get(at).isOut() && view.members().get(at).incarnation().equals(lost.getValue())) {
          View sparing = sparing(at, troubles, true);
          if (sparing != null) {
            loses |= sparing != view;
            view = sparing.with(at, member -> member.with(MemberState.OUT));
          } else {
            loses = true;
            reborn.add(lost.getKey());
          }
        }
      }
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private void failed(Troubles troubles, Set<String> givenUp) {
      for (String name : troubles.failed) {
        int at = view.indexOf(name);
        if (at >= 0 && !view.members().get(at).isOut()) {
          View sparing = sparing(at, troubles, givenUp.contains(name));
          if (sparing == null) {
            stuckAt = name;
            return;
          }
          loses |= sparing != view;
          view = sparing.with(at, member -> member.with(MemberState.OUT));
        }
      }
    }

    /** The view in which every key has a copy that is up without this node, or null. */
    private @Nullable View sparing(int at, Troubles troubles, boolean withCold) {
      if (view.canSpare(List.of(at))) {
        return view;
      }
      View warm = view;
      for (int i = 0; withCold && i < warm.members().size(); i++) {
        if (i != at && warm.members().get(i).isCold() && !troubles.has(warm.members().get(i).name())) {
          warm = warm.with(i, member -> member.with(MemberState.UP));
        }
      }
      return warm.canSpare(List.of(at)) ? warm : null;
    }
  }
}
