package org.jdance.internal.semantics.run;

import java.util.concurrent.atomic.LongAdder;

/** The counts of one cache as {@code javax.cache.management.CacheStatisticsMXBean} defines them. */
public final class CacheStatistics {

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final LongAdder getNanos = new LongAdder();
  private final LongAdder putNanos = new LongAdder();
  private final LongAdder removeNanos = new LongAdder();
  private volatile boolean enabled;

  /** Whether operations are counted. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Switches counting on or off; the counts stay. */
  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /** Adds what one operation, or a bulk operation as a whole, did. */
  public void add(long hits, long misses, long puts, long removals) {
    addNonZero(this.hits, hits);
    addNonZero(this.misses, misses);
    addNonZero(this.puts, puts);
    addNonZero(this.removals, removals);
  }

  /** Adds entries that the store gave up to stay within its bound, while counting is on. */
  public void addEvictions(long count) {
    if (enabled) {
      addNonZero(evictions, count);
    }
  }

  /** Adds the time spent in gets. */
  public void addGetNanos(long nanos) {
    getNanos.add(nanos);
  }

  /** Adds the time spent in puts. */
  public void addPutNanos(long nanos) {
    putNanos.add(nanos);
  }

  /** Adds the time spent in removals. */
  public void addRemoveNanos(long nanos) {
    removeNanos.add(nanos);
  }

  public long hits() {
    return hits.sum();
  }

  public long misses() {
    return misses.sum();
  }

  public long puts() {
    return puts.sum();
  }

  public long removals() {
    return removals.sum();
  }

  public long evictions() {
    return evictions.sum();
  }

  public long getNanos() {
    return getNanos.sum();
  }

  public long putNanos() {
    return putNanos.sum();
  }

  public long removeNanos() {
    return removeNanos.sum();
  }

  /** Sets all counts to zero. */
  public void clear() {
    for (LongAdder adder : new LongAdder[] {hits, misses, puts, removals, evictions, getNanos, putNanos, removeNanos}) {
      adder.reset();
    }
  }

  private static void addNonZero(LongAdder adder, long count) {
    if (count != 0) {
      adder.add(count);
    }
  }
}
