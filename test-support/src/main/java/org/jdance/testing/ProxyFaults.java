package org.jdance.testing;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What is wrong with a {@link TcpProxy}'s network now. */
final class ProxyFaults {

  /** Which way data goes. */
  enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private static final long NO_CUT = Long.MAX_VALUE;

  private final Set<Direction> lost = EnumSet.noneOf(Direction.class);
  private Duration delay = Duration.ZERO;
  private long bytesUntilCut = NO_CUT;

  synchronized void delay(Duration time) {
    delay = time;
    notifyAll();
  }

  synchronized void lose(Direction direction) {
    lost.add(direction);
  }

  synchronized void cutAfter(long bytes) {
    bytesUntilCut = bytes;
  }

  synchronized void clear() {
    lost.clear();
    delay = Duration.ZERO;
    bytesUntilCut = NO_CUT;
    notifyAll();
  }

  /** Waits while the direction is lost, and the delay. */
  void awaitPassage(Direction direction) throws InterruptedException {
    synchronized (this) {
      long end = System.nanoTime() + delay.toNanos();
      long left = delay.toNanos();
      while (left > 0 && !delay.isZero()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
      while (lost.contains(direction)) {
        wait();
      }
    }
  }

  /** How many of so many bytes may go; fewer than asked means that the connection is to be cut after them, and that this fault is over. */
  synchronized int passing(Direction direction, int bytes) {
    if (direction == Direction.TO_SERVER || bytesUntilCut == NO_CUT) {
      return bytes;
    }
    if (bytes <= bytesUntilCut) {
      bytesUntilCut -= bytes;
      return bytes;
    }
    int before = (int) bytesUntilCut;
    bytesUntilCut = NO_CUT;
    return before;
  }
}
