package org.jdance.internal.node.memcached;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jspecify.annotations.Nullable;

/** The mark of what is under a key: by its client flags, and where those do not tell, by a second request for the value. */
final class MarkPending implements Pending<Long> {

  private final MarkRequest flags;
  private final Supplier<Pending<ReadReply>> reading;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Pending<ReadReply> look;

  MarkPending(MarkRequest flags, Supplier<Pending<ReadReply>> reading) {
    this.flags = flags;
    this.reading = reading;
  }

  @Override
  public Long await(Deadline within) {
    long mark = flags.await(within);
    if (mark != MarkRequest.LOOK) {
      return mark;
    }
    byte[] value = look().await(within).value();
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
      look().abandon();
    }
  }

  /** The second request, made once. Submitting does not wait. */
  private Pending<ReadReply> look() {
    lock.lock();
    try {
      Pending<ReadReply> second = look;
      if (second == null) {
        second = reading.get();
        look = second;
      }
      return second;
    } finally {
      lock.unlock();
    }
  }
}
