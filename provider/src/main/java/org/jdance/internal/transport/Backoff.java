package org.jdance.internal.transport;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * When a server that could not be reached is tried again: at once after a loss, then after pauses that double up to a second, with
 * jitter.
 */
final class Backoff {

  static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What failed last, and until when it is not tried again. */
  record Pause(Death death, int failures, long untilNanos) {}

  private final TimeSource time;
  private volatile @Nullable Pause pause;

  Backoff(TimeSource time) {
    this.time = time;
  }

  /** An attempt succeeded. */
  void succeeded() {
    pause = null;
  }

  /** An attempt failed. */
  void failed(Death death) {
    Pause before = pause;
    int failures = before == null ? 1 : Math.min(before.failures() + 1, Long.SIZE / 2);
    long full = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << (failures - 1));
    long jittered = ThreadLocalRandom.current().nextLong(full / 2, full + 1);
    pause = new Pause(death, failures, time.nanos() + jittered);
  }

  /** The pause that lasts still, or null if an attempt may be made. */
  @Nullable Pause current() {
    Pause last = pause;
    return last == null || time.nanos() - last.untilNanos() >= 0 ? null : last;
  }

  /** What a request that was not sent because of the pause fails with. */
  Death during(Pause pause) {
    long millis = Math.max(0, TimeUnit.NANOSECONDS.toMillis(pause.untilNanos() - time.nanos()));
    String what = pause.death().what() + "; this was the last of " + pause.failures() + " attempts, the next is made in " + millis + " ms";
    return new Death(pause.death().kind(), what, pause.death().cause());
  }
}
