package org.jdance.internal.base;

import java.util.concurrent.locks.LockSupport;

/** The clocks of a manager, so that tests move time instead of waiting for it. */
public interface TimeSource {

  /** Milliseconds since the epoch; may jump. Entry deadlines are measured with it. */
  long millis();

  /** A monotonic nanosecond count. Waiting and latencies are measured with it. */
  long nanos();

  /** Lets the calling thread rest for about this long, or less when it is interrupted. */
  default void pause(long nanos) {
    LockSupport.parkNanos(nanos);
  }

  /** The clocks of this machine. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }
}
