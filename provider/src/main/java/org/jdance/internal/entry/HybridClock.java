package org.jdance.internal.entry;

import java.util.concurrent.atomic.AtomicLong;
import org.jdance.internal.base.TimeSource;

/**
 * The hybrid logical clock of one writer: every version that it makes is greater than all that it made or observed before.
 *
 * <p>It follows the wall clock while that is ahead, and otherwise counts on from the greatest stamp known; a full counter carries into the
 * milliseconds. A stamp observed is followed however far ahead of the wall clock it is, since an entry with such a version could never be
 * overwritten otherwise. Lock free.
 */
public final class HybridClock {

  private static final long MAX_MILLIS = (1L << (Long.SIZE - Version.COUNTER_BITS)) - 1;

  private final TimeSource time;
  private final long writer;
  private final AtomicLong greatest = new AtomicLong();

  /**
   * A clock that has seen nothing yet.
   *
   * @param time the wall clock
   * @param writer an id that no other clock has, random as a rule
   */
  public HybridClock(TimeSource time, long writer) {
    this.time = time;
    this.writer = writer;
  }

  /**
   * The next version.
   *
   * @throws IllegalStateException if the greatest possible stamp was observed, which no clock makes before the year 10889
   */
  public Version next() {
    return new Version(greatest.accumulateAndGet(wallStamp(), HybridClock::next), writer);
  }

  /** Makes sure that every version from now on is greater than this one. */
  public void observe(Version seen) {
    observe(seen.stamp());
  }

  /** Makes sure that every version from now on is greater than any with this stamp. */
  public void observe(long stamp) {
    if (Long.compareUnsigned(stamp, greatest.get()) > 0) {
      greatest.accumulateAndGet(stamp, HybridClock::greater);
    }
  }

  private long wallStamp() {
    long millis = Math.max(0, Math.min(time.millis(), MAX_MILLIS));
    return millis << Version.COUNTER_BITS;
  }

  private static long next(long last, long wall) {
    if (last == -1) {
      throw new IllegalStateException("No version can follow the one that was found: its stamp is the greatest possible, so it is forged");
    }
    return greater(last + 1, wall);
  }

  private static long greater(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }
}
