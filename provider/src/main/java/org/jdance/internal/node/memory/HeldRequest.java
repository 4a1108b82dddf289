package org.jdance.internal.node.memory;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.Pending;
import org.jspecify.annotations.Nullable;

/** A request that a paused server has received and not run; it runs when the server goes on, whether or not somebody still waits. */
final class HeldRequest<T> implements Pending<T> {

  /** How long a waiter goes without looking at its deadline, whose clock may be one that a test moves. */
  private static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final MemoryNode from;
  private final Object origin;
  private final Command<T> command;
  private final AtomicReference<@Nullable Pending<T>> settled = new AtomicReference<>();
  private final CountDownLatch settledSignal = new CountDownLatch(1);

  HeldRequest(MemoryNode from, Object origin, Command<T> command) {
    this.from = from;
    this.origin = origin;
    this.command = command;
  }

  boolean isFrom(MemoryNode node) {
    return from == node;
  }

  void run(Items items) {
    settle(runNow(command, items, origin));
  }

  void fail(Kind kind, String what) {
    settle(Pending.failed(NodeException.mayHaveRun(kind, from.name(), what)));
  }

  /** Runs a command and makes its reply or failure a settled request. */
  static <T> Pending<T> runNow(Command<T> command, Items items, Object origin) {
    try {
      return Pending.done(command.run(items, origin));
    } catch (NodeException e) {
      return Pending.failed(e);
    }
  }

  @Override
  public T await(Deadline within) {
    Pending<T> reply = settled.get();
    while (reply == null) {
      long remaining = within.remainingNanos();
      if (remaining <= 0) {
        throw NodeException.mayHaveRun(Kind.TIMEOUT, from.name(), "no reply within the deadline");
      }
      park(Math.min(remaining, MAX_PARK_NANOS));
      reply = settled.get();
    }
    return reply.await(within);
  }

  @Override
  public boolean isDone() {
    return settled.get() != null;
  }

  @Override
  public void abandon() {
    fail(Kind.ABANDONED, "the request was abandoned");
  }

  private void park(long nanos) {
    try {
      if (settledSignal.await(nanos, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(Kind.ABANDONED, from.name(), "interrupted while waiting for a reply", true, e);
    }
  }

  private void settle(Pending<T> reply) {
    if (settled.compareAndSet(null, reply)) {
      settledSignal.countDown();
    }
  }
}
