package org.jdance.internal.transport.oneshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.jdance.internal.base.ManualTime;
import org.junit.jupiter.api.Test;

class ConnectBackoffTest {

  private static final long ATTEMPT_MILLIS = 250;

  private final ManualTime time = new ManualTime();
  private final ConnectBackoff backoff = new ConnectBackoff(time, Duration.ofMillis(ATTEMPT_MILLIS));

  @Test
  void nobodyWaitsBeforeAFailureOrAfterASuccess() {
    assertEquals(0, backoff.nanosToWait());
    backoff.failed(time.nanos());
    assertTrue(backoff.nanosToWait() > 0);
    backoff.succeeded();
    assertEquals(0, backoff.nanosToWait());
  }

  @Test
  void afterAFailureOneTriesAndTheOthersWaitForIt() {
    backoff.failed(time.nanos());
    time.advance(ConnectBackoff.FIRST.toMillis());
    assertEquals(0, backoff.nanosToWait());
    assertTrue(backoff.nanosToWait() > 0);
    // One whose attempt was never told to have ended is not waited for longer than an attempt takes.
    time.advance(ATTEMPT_MILLIS);
    assertEquals(0, backoff.nanosToWait());
  }

  @Test
  void theTimeDoublesUpToItsBoundAndBeginsAnewAfterASuccess() {
    long expected = ConnectBackoff.FIRST.toNanos();
    for (int i = 0; i < 100; i++) {
      long begun = time.nanos();
      backoff.failed(begun);
      long wait = backoff.nanosToWait();
      assertTrue(wait >= expected / 2 && wait <= expected, "failure " + i + ": " + wait);
      expected = Math.min(2 * expected, ConnectBackoff.LONGEST.toNanos());
      time.advance(1000);
    }
    backoff.succeeded();
    backoff.failed(time.nanos());
    assertTrue(backoff.nanosToWait() <= ConnectBackoff.FIRST.toNanos());
  }

  @Test
  void attemptsThatWereUnderWayTogetherCountOnce() {
    long begun = time.nanos();
    time.advance(1);
    for (int i = 0; i < 32; i++) {
      backoff.failed(begun);
    }
    assertTrue(backoff.nanosToWait() <= ConnectBackoff.FIRST.toNanos());
  }
}
