package org.jdance.internal.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whether one key's history is that of a register, by the search of Wing and Gong with Lowe's memory of what was tried: some order of the operations,
 * each between its beginning and its end, explains every answer. One whose outcome nobody knows may have happened at any time after its beginning,
 * or never.
 */
final class Linearizability {

  private static final int MAX = Long.SIZE - 2;

  private final List<SimOperation> operations = new ArrayList<>();
  private final boolean mayEvict;
  private final Set<State> tried = new HashSet<>();
  private final long known;

  private Linearizability(List<SimOperation> history, boolean mayEvict) {
    long knownOnes = 0;
    for (SimOperation operation : history) {
      boolean tellsNothing =
          operation.kind == SimOperation.Kind.READ ? !operation.isKnown() : operation.kind == SimOperation.Kind.CAS && operation.isKnown() && !operation.done;
      if (!tellsNothing) {
        if (operation.isKnown()) {
          knownOnes |= 1L << operations.size();
        }
        operations.add(operation);
      }
    }
    if (operations.size() > MAX) {
      throw new IllegalArgumentException("A history of one key has at most " + MAX + " operations, not " + operations.size());
    }
    this.known = knownOnes;
    this.mayEvict = mayEvict;
  }

  /**
   * Whether some order explains all.
   *
   * @param mayEvict whether what is there may turn absent by itself
   */
  static boolean holds(List<SimOperation> history, boolean mayEvict) {
    return new Linearizability(history, mayEvict).search(0, null);
  }

  private boolean search(long done, Integer value) {
    if ((done & known) == known) {
      return true;
    }
    if (!tried.add(new State(done, value))) {
      return false;
    }
    long firstEnd = SimOperation.NEVER;
    for (int i = 0; i < operations.size(); i++) {
      if ((done & 1L << i) == 0) {
        firstEnd = Math.min(firstEnd, operations.get(i).ended);
      }
    }
    for (int i = 0; i < operations.size(); i++) {
      SimOperation next = operations.get(i);
      if ((done & 1L << i) == 0 && next.begun < firstEnd && fits(next, value)) {
        if (search(done | 1L << i, next.kind == SimOperation.Kind.READ ? next.found : next.value)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean fits(SimOperation next, Integer value) {
    return switch (next.kind) {
      case PUT -> true;
      case READ -> Objects.equals(next.found, value) || (next.found == null && mayEvict);
      case CAS -> Objects.equals(next.expected, value) || (next.expected == null && mayEvict);
    };
  }

  private record State(long done, Integer value) {}
}
