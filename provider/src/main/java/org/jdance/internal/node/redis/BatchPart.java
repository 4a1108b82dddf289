package org.jdance.internal.node.redis;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.Pending;
import org.jspecify.annotations.Nullable;

/**
 * One of several that went in one command.
 *
 * @param <T> its reply
 */
final class BatchPart<T> implements Pending<T> {

  private final RedisRequest<Object[]> whole;
  private final int index;
  private final AtomicInteger wanted;
  private volatile @Nullable NodeException abandoned;

  /**
   * A part.
   *
   * @param index its place among the replies, each of which is a T or a NodeException
   * @param wanted how many parts of the whole nobody has abandoned
   */
  BatchPart(RedisRequest<Object[]> whole, int index, AtomicInteger wanted) {
    this.whole = whole;
    this.index = index;
    this.wanted = wanted;
  }

  @Override
  public T await(Deadline within) {
    NodeException given = abandoned;
    if (given != null) {
      throw given.forWaiter();
    }
    Object mine = whole.await(within)[index];
    if (mine instanceof NodeException failure) {
      throw failure.forWaiter();
    }
    @SuppressWarnings("unchecked") // The command gives each part a reply of its kind.
    T reply = (T) mine;
    return reply;
  }

  @Override
  public boolean isDone() {
    return abandoned != null || whole.isDone();
  }

  @Override
  public void abandon() {
    if (isDone()) {
      return;
    }
    abandoned = NodeException.mayHaveRun(Kind.ABANDONED, whole.nodeName(), "the request was abandoned");
    if (wanted.decrementAndGet() == 0) {
      whole.abandon();
    }
  }
}
