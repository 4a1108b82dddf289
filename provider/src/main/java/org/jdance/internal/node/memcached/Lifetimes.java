package org.jdance.internal.node.memcached;

import org.jdance.internal.node.Node;

/**
 * Times to live in memcached's terms: whole seconds of a clock that ticks once a second, so that an item goes up to a second early.
 *
 * <p>What is sent is longer than what is asked by what makes up for that, so that nothing goes before its time; it goes at most
 * {@link #GRANULARITY_MILLIS} after it.
 */
final class Lifetimes {

  /** How much longer an item may live than asked. */
  static final long GRANULARITY_MILLIS = 2_500;

  /** What stands for a life without end. */
  static final long ETERNAL = 0;

  /** A greater number is taken for a moment of the epoch. */
  static final long MAX_RELATIVE_SECONDS = 30L * 24 * 60 * 60;

  /** The last moment that fits into the server's number. What lives longer than this lives for ever. */
  static final long MAX_MOMENT_SECONDS = Integer.MAX_VALUE;

  private static final long MILLIS = 1_000;

  /** By how much the server's clock may be behind: a tick, and what a busy server's tick may be late. */
  private static final long EARLY_MILLIS = 1_100;

  private Lifetimes() {}

  /**
   * The number to send for a time to live.
   *
   * @param serverSeconds what the server's clock says now, in seconds since the epoch
   */
  static long toSend(long timeToLiveMillis, long serverSeconds) {
    if (timeToLiveMillis >= MAX_MOMENT_SECONDS * MILLIS) {
      return ETERNAL;
    }
    long seconds = (timeToLiveMillis + EARLY_MILLIS + MILLIS - 1) / MILLIS;
    if (seconds <= MAX_RELATIVE_SECONDS) {
      return seconds;
    }
    long moment = serverSeconds + seconds;
    return moment > MAX_MOMENT_SECONDS ? ETERNAL : moment;
  }

  /** What is certainly left of a life by the server's number, which is negative for one without end: within a second, as its clock is. */
  static long remainingMillis(long seconds) {
    return seconds < 0 ? Node.NO_EXPIRY : Math.max(1, (seconds - 1) * MILLIS);
  }
}
