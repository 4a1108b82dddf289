package org.jdance.internal.node.sharedance;

import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.Pending;

/** A request and the question for the stamp's mark, each over a connection of its own, so that they run in any order. */
final class MarkedExchange<T> implements Pending<T> {

  /** Puts a mark on a reply. */
  @FunctionalInterface
  interface Marking<T> {
    T under(T reply, long mark);
  }

  private final Pending<T> request;
  private final Pending<Long> mark;
  private final Marking<T> marking;

  MarkedExchange(Pending<T> request, Pending<Long> mark, Marking<T> marking) {
    this.request = request;
    this.mark = mark;
    this.marking = marking;
  }

  @Override
  public T await(Deadline within) {
    T reply = request.await(within);
    try {
      return marking.under(reply, mark.await(within));
    } catch (NodeException e) {
      // What was asked for has run, whatever became of the question.
      throw e.besideOneThatRan();
    }
  }

  @Override
  public boolean isDone() {
    return request.isDone() && mark.isDone();
  }

  @Override
  public void abandon() {
    request.abandon();
    mark.abandon();
  }
}
