package org.jdance.internal.semantics.run;

/** Refuses values that the cache's value type does not allow. */
@FunctionalInterface
public interface ValueCheck {

  /** Throws {@code NullPointerException} or {@code ClassCastException}, or returns. */
  void check(Object value);
}
