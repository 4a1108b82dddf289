package org.jdance.internal.client.view;

/** What the view says of a node. */
public enum MemberState {
  /** Read and written. */
  UP,
  /** Neither read nor written: it may have missed writes, or lost what it held. */
  OUT,
  /** Written but not read: it has come back and is being filled. */
  COLD
}
