package org.jdance.internal.node;

/** What of an entry's life a server can change without the entry being written again. */
public enum TouchKind {
  /** Nothing. */
  NONE,
  /** Its own time to live. */
  TIME_TO_LIVE,
  /** Its own time to live, and the deadline inside the envelope. */
  DEADLINE
}
