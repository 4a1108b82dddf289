package org.jdance.internal.semantics.decide;

/** What an operation wants to happen to its entry. */
public enum Action {
  /** Nothing, and the entry does not count as accessed. */
  KEEP,
  /** Nothing but what the expiry policy makes of an access. */
  ACCESS,
  /** The end of the entry's life, because an access made it expire at once. */
  EXPIRE,
  /** A value that a loader brought: stored, but not a put, and never sent back to the writer. */
  LOAD,
  /** A value of the user: created or updated. */
  STORE,
  /** Removal, which reaches the writer even when there is no entry. */
  REMOVE
}
