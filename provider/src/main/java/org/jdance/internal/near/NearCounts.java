package org.jdance.internal.near;

import java.util.concurrent.atomic.LongAdder;

/** What one near cache has done. These are not the cache's statistics, which count what the application asks, whoever answers. */
public final class NearCounts {

  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder fills = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder answersByAge = new LongAdder();
  final LongAdder revalidations = new LongAdder();

  NearCounts() {}

  /** Reads that were answered without a server. */
  public long hits() {
    return hits.sum();
  }

  /** Reads that a server answered. */
  public long misses() {
    return misses.sum();
  }

  /** Entries that were taken in. */
  public long fills() {
    return fills.sum();
  }

  /** Entries given up to stay within the bound. */
  public long evictions() {
    return evictions.sum();
  }

  /** Hits on entries that could have missed a change, as young as the configuration allows. */
  public long answersByAge() {
    return answersByAge.sum();
  }

  /** Entries that were found to be the latest by a look at their version. */
  public long revalidations() {
    return revalidations.sum();
  }
}
