package org.jdance.internal.semantics.decide;

import org.jdance.internal.entry.StoredEntry;
import org.jspecify.annotations.Nullable;

/** One JCache operation on one key. May be asked more than once: after a conflict it decides anew on what is there then. */
@FunctionalInterface
public interface Operation<R> {

  /**
   * Decides.
   *
   * @param live the entry, or null if there is none or it has expired
   */
  Intent<R> decide(@Nullable StoredEntry live);

  /** Whether the application has to be told when it was not done, because it relies on what was there; else a store may be allowed to drop it. */
  default boolean isConditional() {
    return true;
  }

  /** Whether what it replaces or removes must not be seen again, also when the store may drop it; else there was nothing to replace. */
  default boolean isReplacing() {
    return true;
  }
}
