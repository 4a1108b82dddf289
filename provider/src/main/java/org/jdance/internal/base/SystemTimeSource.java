package org.jdance.internal.base;

/** The machine's own clocks. */
enum SystemTimeSource implements TimeSource {
  INSTANCE;

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
