package org.jdance.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Bounded waits on a condition. */
final class Wait {

  /** How long anything of a test's surroundings may take that is not a fault. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long STEP_MILLIS = 5;

  private Wait() {}

  /** Whether the condition came true within the time. */
  static boolean until(BooleanSupplier condition, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
