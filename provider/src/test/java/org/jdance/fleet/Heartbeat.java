package org.jdance.fleet;

import java.util.concurrent.locks.LockSupport;

/** Measures for how long this JVM stood still: a thread that wants to do nothing every few milliseconds, and is late. */
final class Heartbeat implements AutoCloseable {

  private static final long BEAT_NANOS = 2_000_000;

  private final Thread thread = new Thread(this::beat, "heartbeat");
  private volatile boolean stopped;
  private volatile long longestNanos;

  Heartbeat() {
    thread.setDaemon(true);
    thread.start();
  }

  /** The longest pause so far. */
  long longestMillis() {
    return longestNanos / 1_000_000;
  }

  @Override
  public void close() {
    stopped = true;
  }

  private void beat() {
    long last = System.nanoTime();
    while (!stopped) {
      LockSupport.parkNanos(BEAT_NANOS);
      long now = System.nanoTime();
      longestNanos = Math.max(longestNanos, now - last - BEAT_NANOS);
      last = now;
    }
  }
}
