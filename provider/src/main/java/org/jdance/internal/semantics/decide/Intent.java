package org.jdance.internal.semantics.decide;

import org.jdance.internal.entry.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What one operation wants, given the live entry.
 *
 * @param action what shall happen to the entry
 * @param payload the value to store, for {@link Action#STORE} and {@link Action#LOAD} only
 * @param counted whether the operation asked for the entry, so that it counts as a hit or a miss
 * @param result what the operation answers
 */
public record Intent<R>(Action action, @Nullable Payload payload, boolean counted, @Nullable R result) {

  /** Leaves the entry alone. */
  public static <R> Intent<R> keep(boolean counted, @Nullable R result) {
    return new Intent<>(Action.KEEP, null, counted, result);
  }

  /** Accesses the entry. */
  public static <R> Intent<R> access(@Nullable R result) {
    return new Intent<>(Action.ACCESS, null, true, result);
  }

  /** Stores the user's value. */
  public static <R> Intent<R> store(Payload payload, boolean counted, @Nullable R result) {
    return new Intent<>(Action.STORE, payload, counted, result);
  }

  /** Stores a loaded value. */
  public static <R> Intent<R> load(Payload payload, boolean counted, @Nullable R result) {
    return new Intent<>(Action.LOAD, payload, counted, result);
  }

  /** Removes the entry. */
  public static <R> Intent<R> remove(boolean counted, @Nullable R result) {
    return new Intent<>(Action.REMOVE, null, counted, result);
  }

  /** Ends the entry's life now: the access that was counted already made it expire. */
  public static <R> Intent<R> expire() {
    return new Intent<>(Action.EXPIRE, null, false, null);
  }
}
