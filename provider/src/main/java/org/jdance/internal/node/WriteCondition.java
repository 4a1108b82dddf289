package org.jdance.internal.node;

/** Under which condition a write is done. */
public sealed interface WriteCondition {

  /** A condition that needs nothing but what is written. */
  enum Simple implements WriteCondition {
    /** Whatever is there. */
    ALWAYS,
    /** If the server has nothing under the key; a tombstone or an expired envelope is something. */
    IF_ABSENT,
    /** If what is there is no envelope, or one of an earlier version. */
    IF_NEWER
  }

  /**
   * If what is there is still what was read or written.
   *
   * @param token the mark that the same node gave for it
   */
  record IfToken(NodeToken token) implements WriteCondition {}
}
