package org.jdance.internal.node.memory;

/** A request as the server runs it. */
@FunctionalInterface
interface Command<T> {

  /**
   * Runs on the server, one command at a time.
   *
   * @param origin what marks the tokens that are good for the requester
   */
  T run(Items items, Object origin);
}
