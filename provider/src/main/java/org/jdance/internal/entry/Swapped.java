package org.jdance.internal.entry;

import org.jspecify.annotations.Nullable;

/**
 * What is there after a compare-and-set that was done.
 *
 * @param isKnown whether the store can say it; only then can another compare-and-set begin with it
 * @param entry the entry, good as what that compare-and-set expects; null for none
 */
public record Swapped(boolean isKnown, @Nullable StoredEntry entry) {

  /** It was done, and has to be looked at again before the next. */
  public static final Swapped UNKNOWN = new Swapped(false, null);
}
