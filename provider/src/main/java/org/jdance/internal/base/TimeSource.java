package org.jdance.internal.base;

/** The clocks of a manager, so that tests move time instead of waiting for it. */
public interface TimeSource {

  /** Milliseconds since the epoch; may jump. Entry deadlines are measured with it. */
  long millis();

  /** A monotonic nanosecond count. Waiting and latencies are measured with it. */
  long nanos();

  /** The clocks of this machine. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }
}
