package org.jdance.internal.node;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jdance.internal.base.TimeSource;

/** A clock that moves when a test says so. Its nanoseconds begin where they soon overflow, as those of a real clock may. */
public final class ManualTime implements TimeSource {

  private static final long START_MILLIS = 1_735_689_600_123L;
  private static final long START_NANOS = Long.MAX_VALUE - 1_000_000;

  private final AtomicLong passedNanos = new AtomicLong();

  @Override
  public long millis() {
    return START_MILLIS + passedNanos.get() / 1_000_000;
  }

  @Override
  public long nanos() {
    return START_NANOS + passedNanos.get();
  }

  /** Lets time pass. */
  public void advance(Duration time) {
    passedNanos.addAndGet(time.toNanos());
  }
}
