package org.jdance.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.TimeSource;
import org.junit.jupiter.api.Test;

/** When a server is tried again. */
class BackoffTest {

  private static final Death DEATH = new Death(FailureKind.UNREACHABLE, "nobody there", null);

  /** A clock that the test moves. */
  private static final class Clock implements TimeSource {

    private long nanos;

    @Override
    public long millis() {
      return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }

  private final Clock clock = new Clock();
  private final Backoff backoff = new Backoff(clock);

  @Test
  void aServerThatNeverFailedIsTriedAtOnce() {
    assertNull(backoff.current());
  }

  @Test
  void pausesGrowUpToTheLongestAndEndBySuccess() {
    long before = 0;
    for (int i = 0; i < 50; i++) {
      backoff.failed(DEATH);
      Backoff.Pause pause = backoff.current();
      assertNotNull(pause);
      long nanos = pause.untilNanos() - clock.nanos;
      long full = Math.min(Backoff.LONGEST_PAUSE_NANOS, Backoff.FIRST_PAUSE_NANOS << Math.min(i, 20));
      assertTrue(nanos >= full / 2 && nanos <= full, nanos + " ns after " + (i + 1) + " failures");
      before = nanos;
      clock.nanos += nanos;
      assertNull(backoff.current());
    }
    assertTrue(before >= Backoff.LONGEST_PAUSE_NANOS / 2);
    backoff.failed(DEATH);
    backoff.succeeded();
    assertNull(backoff.current());
  }

  @Test
  void whatFailsInAPauseSaysWhyAndWhenItIsTriedAgain() {
    backoff.failed(DEATH);
    backoff.failed(DEATH);
    Death death = backoff.during(backoff.current());
    assertEquals(FailureKind.UNREACHABLE, death.kind());
    assertTrue(death.what().matches("nobody there; this was the last of 2 attempts, the next is made in \\d+ ms"), death.what());
  }
}
