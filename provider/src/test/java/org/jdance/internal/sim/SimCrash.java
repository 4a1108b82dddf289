package org.jdance.internal.sim;

/** Ends the thread of a client that has crashed; nothing of the client catches it. */
final class SimCrash extends Error {

  private static final long serialVersionUID = 1L;

  SimCrash() {
    super("crashed", null, false, false);
  }
}
