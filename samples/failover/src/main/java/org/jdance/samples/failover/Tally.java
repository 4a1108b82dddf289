package org.jdance.samples.failover;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What all threads count together. */
final class Tally {

  private final LongAdder operations = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder stale = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAccumulator slowestBefore = new LongAccumulator(Math::max, 0);
  private final LongAccumulator slowestAfter = new LongAccumulator(Math::max, 0);
  private final AtomicBoolean killed = new AtomicBoolean();
  private final AtomicReference<@Nullable RuntimeException> firstError = new AtomicReference<>();

  /** From now on, calls that end count as after the kill. */
  void killed() {
    killed.set(true);
  }

  void operation(long nanos) {
    operations.increment();
    (killed.get() ? slowestAfter : slowestBefore).accumulate(nanos);
  }

  void error(RuntimeException error) {
    errors.increment();
    firstError.compareAndSet(null, error);
  }

  /** An entry was read that is not the one last acknowledged. */
  void stale() {
    stale.increment();
  }

  /** At the end an acknowledged entry was not there, or was another one. */
  void lost() {
    lost.increment();
  }

  long operations() {
    return operations.sum();
  }

  long errors() {
    return errors.sum();
  }

  long staleReads() {
    return stale.sum();
  }

  long lostEntries() {
    return lost.sum();
  }

  long slowestBeforeNanos() {
    return slowestBefore.get();
  }

  long slowestAfterNanos() {
    return slowestAfter.get();
  }

  @Nullable RuntimeException firstError() {
    return firstError.get();
  }

  boolean isClean() {
    return errors() == 0 && staleReads() == 0 && lostEntries() == 0;
  }
}
