package org.jdance.internal.base;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The moment after which an operation no longer waits for anything. */
public final class Deadline {

  /** For work that never waits, such as that of the embedded store. */
  public static final Deadline NONE = new Deadline(null, 0);

  private final @Nullable TimeSource time;
  private final long nanos;

  private Deadline(@Nullable TimeSource time, long nanos) {
    this.time = time;
    this.nanos = nanos;
  }

  /** A deadline {@code timeout} from now. */
  public static Deadline after(TimeSource time, Duration timeout) {
    return new Deadline(time, time.nanos() + timeout.toNanos());
  }

  /** A deadline that ends after one {@code parts}-th of what is left of this one. */
  public Deadline share(int parts) {
    if (time == null) {
      return this;
    }
    long now = time.nanos();
    return new Deadline(time, now + Math.max(0, nanos - now) / parts);
  }

  /** A deadline that much later: what went by was not spent on waiting. */
  public Deadline later(long byNanos) {
    return time == null || byNanos <= 0 ? this : new Deadline(time, nanos + byNanos);
  }

  /** The earlier of this deadline and one {@code limit} from now. */
  public Deadline atMost(TimeSource clock, Duration limit) {
    return remainingNanos() <= limit.toNanos() ? this : after(clock, limit);
  }

  /** What is left, in nanoseconds: zero or less when it has passed, {@link Long#MAX_VALUE} for {@link #NONE}. */
  public long remainingNanos() {
    return time == null ? Long.MAX_VALUE : nanos - time.nanos();
  }

  /** Whether the moment has passed. */
  public boolean hasPassed() {
    return remainingNanos() <= 0;
  }
}
