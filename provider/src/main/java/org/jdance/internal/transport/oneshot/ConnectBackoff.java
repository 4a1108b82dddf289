package org.jdance.internal.transport.oneshot;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.base.TimeSource;

/**
 * Keeps callers away from a server that could not be connected to: for a short time all fail at once, then one tries.
 *
 * <p>The time doubles with each attempt that fails, between {@link #FIRST} and {@link #LONGEST}, and is jittered so that clients do not come together.
 */
final class ConnectBackoff {

  static final Duration FIRST = Duration.ofMillis(10);
  static final Duration LONGEST = Duration.ofMillis(500);

  private final TimeSource time;
  private final long attemptNanos;
  private final ReentrantLock lock = new ReentrantLock();
  /** How many attempts failed one after the other; read without the lock, since it is mostly 0. */
  private volatile int failures;
  private long failedAt;
  private long closedUntil;

  ConnectBackoff(TimeSource time, Duration attempt) {
    this.time = time;
    this.attemptNanos = attempt.toNanos();
  }

  /** Zero if the caller is to connect now, else the nanoseconds until somebody may. Who is to connect after a failure is alone for an attempt's time. */
  long nanosToWait() {
    if (failures == 0) {
      return 0;
    }
    lock.lock();
    try {
      long now = time.nanos();
      if (failures == 0) {
        return 0;
      }
      long left = closedUntil - now;
      if (left > 0) {
        return left;
      }
      closedUntil = now + attemptNanos;
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /** An attempt that began then has failed. Those that were under way together count once. */
  void failed(long begunAt) {
    lock.lock();
    try {
      int before = failures;
      if (before > 0 && begunAt - failedAt < 0) {
        return;
      }
      failedAt = time.nanos();
      long longest = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(before, 20));
      failures = before + 1;
      closedUntil = failedAt + ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    } finally {
      lock.unlock();
    }
  }

  /** There is a connection. */
  void succeeded() {
    if (failures == 0) {
      return;
    }
    lock.lock();
    try {
      failures = 0;
    } finally {
      lock.unlock();
    }
  }
}
