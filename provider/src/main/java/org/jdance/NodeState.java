package org.jdance;

/** What a fleet thinks of one of its servers; the same in every JVM, up to the moment that a change takes to be heard of. */
public enum NodeState {

  /** It is read and written. */
  UP,

  /** It is neither read nor written: it could not be reached, or has lost what it held. */
  OUT,

  /** It is back and is written, but not read until it has been filled from the other servers. */
  COLD
}
