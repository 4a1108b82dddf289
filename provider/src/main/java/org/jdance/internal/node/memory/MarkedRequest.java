package org.jdance.internal.node.memory;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.Pending;
import org.jspecify.annotations.Nullable;

/**
 * A request and the question for the stamp's mark right behind it, in two steps of the server, between which others may come: the second is
 * taken when the first is awaited.
 */
final class MarkedRequest<T> implements Pending<T> {

  /** Puts a mark on a reply. */
  @FunctionalInterface
  interface Marking<T> {
    T under(T reply, long mark);
  }

  private final Pending<T> request;
  private final Supplier<Pending<Long>> asking;
  private final Marking<T> marking;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Pending<Long> asked;

  MarkedRequest(Pending<T> request, Supplier<Pending<Long>> asking, Marking<T> marking) {
    this.request = request;
    this.asking = asking;
    this.marking = marking;
  }

  @Override
  public T await(Deadline within) {
    T reply = request.await(within);
    try {
      return marking.under(reply, question().await(within));
    } catch (NodeException e) {
      throw e.besideOneThatRan();
    }
  }

  @Override
  public boolean isDone() {
    lock.lock();
    try {
      return request.isDone() && asked != null && asked.isDone();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void abandon() {
    request.abandon();
  }

  private Pending<Long> question() {
    lock.lock();
    try {
      Pending<Long> pending = asked;
      if (pending == null) {
        pending = asking.get();
        asked = pending;
      }
      return pending;
    } finally {
      lock.unlock();
    }
  }
}
