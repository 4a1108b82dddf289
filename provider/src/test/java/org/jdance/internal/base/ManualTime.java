package org.jdance.internal.base;

import java.util.concurrent.atomic.AtomicLong;

/** Clocks that move when a test says so. They begin where overflow and sign mistakes show. */
public final class ManualTime implements TimeSource {

  private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  @Override
  public long millis() {
    return millis.get();
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /** Lets time pass. */
  public void advance(long byMillis) {
    millis.addAndGet(byMillis);
    nanos.addAndGet(byMillis * 1_000_000L);
  }
}
