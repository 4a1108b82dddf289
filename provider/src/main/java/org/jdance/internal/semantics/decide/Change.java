package org.jdance.internal.semantics.decide;

/** What the store has to do. */
public enum Change {
  NONE,
  /** Store the outcome's payload under the outcome's deadline. */
  WRITE,
  /** Keep the value, move its deadline. */
  TOUCH,
  /** Take the entry away. */
  REMOVE;

  /** Whether the store does it only if the entry is still what was decided on. */
  public boolean isVerified() {
    return this == WRITE || this == REMOVE;
  }
}
