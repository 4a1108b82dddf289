package org.jdance.internal.node.memcached;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;

/** The reply to one key of a {@link BatchRequest}. */
final class BatchPart implements Pending<ReadReply> {

  private final String node;
  private final BatchRequest batch;
  private final int index;
  private final AtomicInteger wanted;
  private volatile boolean abandoned;

  /**
   * A part.
   *
   * @param wanted how many parts of the batch are not abandoned, all of them at first
   */
  BatchPart(String node, BatchRequest batch, int index, AtomicInteger wanted) {
    this.node = node;
    this.batch = batch;
    this.index = index;
    this.wanted = wanted;
  }

  @Override
  public ReadReply await(Deadline within) {
    if (abandoned) {
      throw NodeException.mayHaveRun(Kind.ABANDONED, node, "the request was abandoned");
    }
    List<ReadReply> replies = batch.await(within);
    return replies.get(index);
  }

  @Override
  public boolean isDone() {
    return abandoned || batch.isDone();
  }

  @Override
  public void abandon() {
    if (!isDone()) {
      abandoned = true;
      if (wanted.decrementAndGet() == 0) {
        batch.abandon();
      }
    }
  }
}
