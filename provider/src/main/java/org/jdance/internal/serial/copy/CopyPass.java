package org.jdance.internal.serial.copy;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The copying of one graph of objects: what has been copied already, and how deep we are.
 *
 * <p>Beyond {@link #DEFER_DEPTH} levels objects are made at once and filled later, so that a long chain does not use up the stack. An
 * object that someone else's code may look at before the pass is over (a key that is hashed, an argument of a record's constructor) must
 * not be one of these: it is copied as a whole, and where that is impossible the pass is abandoned in favour of Java serialization.
 */
final class CopyPass {

  /** From this level on objects are filled later. */
  private static final int DEFER_DEPTH = 64;
  /** Where nothing can be filled later, no more than this many levels. */
  private static final int MAX_DEPTH = 400;

  private final CopyTable table = new CopyTable();
  private @Nullable CopyArrayViews arrayViews;
  private @Nullable ArrayDeque<Deferred> deferred;
  private int depth;
  private int wholes;

  /** A shell that is still to be filled. */
  private record Deferred(CopyShell plan, Object original, Object shell) {}

  /** Copies the whole graph. */
  Object run(CopyPlan plan, Object root) {
    Object copy = plan.deep(root, this);
    while (deferred != null && !deferred.isEmpty()) {
      Deferred next = deferred.removeLast();
      depth = 1;
      next.plan.fill(next.original, next.shell, this);
    }
    if (arrayViews != null) {
      arrayViews.check(table);
    }
    // Final fields were set by reflection, and whoever gets the copy through a race must see them as if a constructor had.
    VarHandle.storeStoreFence();
    return copy;
  }

  /** The copy of a part of the graph. */
  @Nullable Object copy(@Nullable Object original) {
    if (original == null || original.getClass() == String.class) {
      return original;
    }
    CopyPlan plan = CopyPlans.of(original.getClass());
    return plan.immutable(original, CopyPlan.LEVELS) ? original : mutableCopy(plan, original);
  }

  /** The copy of a part that is complete when it is returned, but for what leads back to objects that are being filled right now. */
  @Nullable Object copyWhole(@Nullable Object original) {
    if (original == null || original.getClass() == String.class) {
      return original;
    }
    CopyPlan plan = CopyPlans.of(original.getClass());
    if (plan.immutable(original, CopyPlan.LEVELS)) {
      return original;
    }
    beginWhole();
    Object copy = mutableCopy(plan, original);
    endWhole();
    return copy;
  }

  /** From here to {@link #endWhole} nothing is left to be filled later. */
  void beginWhole() {
    if (deferred != null && !deferred.isEmpty()) {
      throw new CopyAbandonedException();
    }
    wholes++;
    enter();
  }

  void endWhole() {
    wholes--;
    leave();
  }

  /** Goes down a level. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw new CopyAbandonedException();
    }
  }

  /** Goes up again; not needed after an exception, which ends the pass. */
  void leave() {
    depth--;
  }

  /** Whether what is met at this level is to be filled later. */
  boolean defers() {
    return depth >= DEFER_DEPTH && wholes == 0;
  }

  Object fillNowOrLater(CopyShell plan, Object original, Object shell) {
    table.put(original, shell);
    if (defers()) {
      if (deferred == null) {
        deferred = new ArrayDeque<>();
      }
      deferred.add(new Deferred(plan, original, shell));
    } else {
      enter();
      plan.fill(original, shell, this);
      leave();
    }
    return shell;
  }

  /** The copy of this original if it is there, {@link CopyTable#UNDER_WAY}, or null. */
  @Nullable Object known(Object original) {
    return table.get(original);
  }

  /** Notes the copy of an original and returns it. */
  Object note(Object original, Object copy) {
    table.put(original, copy);
    return copy;
  }

  /** Notes a list of {@link java.util.Arrays#asList}. */
  void noteArrayView(List<?> view) {
    if (arrayViews == null) {
      arrayViews = new CopyArrayViews();
    }
    arrayViews.add(view);
  }

  private Object mutableCopy(CopyPlan plan, Object original) {
    Object known = table.get(original);
    if (known != null) {
      return known == CopyTable.UNDER_WAY ? plan.early(original, this) : known;
    }
    Object shallow = plan.shallow(original);
    return shallow == null ? plan.deep(original, this) : note(original, shallow);
  }
}
