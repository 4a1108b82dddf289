package org.jdance.internal.node.memcached;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jspecify.annotations.Nullable;

/** The mark of what is under a key: by its client flags, and where those do not tell, by a second request for the value. */
final class MarkPending implements Pending<Long> {

  private final String node;
  private final MarkRequest flags;
  private final Supplier<Pending<ReadReply>> reading;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Pending<ReadReply> look;

  MarkPending(String node, MarkRequest flags, Supplier<Pending<ReadReply>> reading) {
    this.node = node;
    this.flags = flags;
    this.reading = reading;
  }

  @Override
  public Long await(Deadline within) {
    long mark = flags.await(within);
    if (mark != MarkRequest.LOOK) {
      return mark;
    }
    byte[] value = look(reading).await(within).value();
    return value == null ? EnvelopeMark.NONE : EnvelopeMark.of(value);
  }

  @Override
  public boolean isDone() {
    Pending<ReadReply> second = look;
    Long mark = flags.replyIfThere();
    return flags.isDone() && (mark == null || mark != MarkRequest.LOOK || (second != null && second.isDone()));
  }

  @Override
  public void abandon() {
    flags.abandon();
    Long mark = flags.replyIfThere();
    if (mark != null && mark == MarkRequest.LOOK) {
      look(() -> Pending.failed(NodeException.notRun(Kind.ABANDONED, node, "the request was abandoned"))).abandon();
    }
  }

  /** The second request, made once. Submitting does not wait. */
  private Pending<ReadReply> look(Supplier<Pending<ReadReply>> making) {
    lock.lock();
    try {
      Pending<ReadReply> second = look;
      if (second == null) {
        second = making.get();
        look = second;
      }
      return second;
    } finally {
      lock.unlock();
    }
  }
}
