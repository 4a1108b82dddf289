package org.jdance.internal.node;

import org.jdance.internal.base.Deadline;

/**
 * A request that was submitted to a node, and in time its reply. There are no callbacks: whoever wants the reply awaits it.
 *
 * <p>Pendings of one node may be awaited in any order, by any thread, more than once.
 *
 * @param <T> the reply
 */
public interface Pending<T> {

  /**
   * Waits for the reply; a reply that is there is answered even if the deadline has passed.
   *
   * <p>{@link NodeException.Kind#TIMEOUT} by this deadline does not end the request: it may be awaited again with a later one, so that a caller
   * can turn to another node and come back. An interrupt ends the waiting only, with {@link NodeException.Kind#ABANDONED}, and stays set.
   *
   * @throws NodeException if the request failed, the reply did not come in time, or the request was abandoned
   */
  T await(Deadline within);

  /** Whether {@link #await} would not wait. */
  boolean isDone();

  /**
   * Says that nobody will want the reply. Never waits. What is not sent yet is never sent; what is sent may still run. Does nothing to a
   * request that is done.
   */
  void abandon();

  /** A request whose reply is there. */
  static <T> Pending<T> done(T reply) {
    return new SettledPending<>(reply, null);
  }

  /** A request that has failed. */
  static <T> Pending<T> failed(NodeException failure) {
    return new SettledPending<>(null, failure);
  }
}
