package org.jdance.internal.near;

import java.util.function.LongSupplier;
import org.jdance.NearCacheMXBean;

/** The figures of one near cache as the world sees them. */
final class NearFigures implements NearCacheMXBean {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Coherence coherence;
  private final NearCounts counts;
  private final LongSupplier entries;
  private final LongSupplier nanos;

  NearFigures(Coherence coherence, NearCounts counts, LongSupplier entries, LongSupplier nanos) {
    this.coherence = coherence;
    this.counts = counts;
    this.entries = entries;
    this.nanos = nanos;
  }

  @Override
  public boolean isTold() {
    return coherence.isTold();
  }

  @Override
  public boolean isHeard() {
    return coherence.isHeard();
  }

  @Override
  public long getStalenessBoundMillis() {
    long max = coherence.maxStaleness().toNanos();
    long bound = coherence.isHeard() ? Math.min(max, Math.max(0, nanos.getAsLong() - coherence.heardAt())) : max;
    return (bound + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }

  @Override
  public long getMaxStalenessMillis() {
    return coherence.maxStaleness().toMillis();
  }

  @Override
  public long getEntries() {
    return entries.getAsLong();
  }

  @Override
  public long getHits() {
    return counts.hits();
  }

  @Override
  public long getMisses() {
    return counts.misses();
  }

  @Override
  public long getFills() {
    return counts.fills();
  }

  @Override
  public long getEvictions() {
    return counts.evictions();
  }

  @Override
  public long getAnswersByAge() {
    return counts.answersByAge();
  }

  @Override
  public long getRevalidations() {
    return counts.revalidations();
  }

  @Override
  public long getNotices() {
    return coherence.notices();
  }

  @Override
  public long getFlushes() {
    return coherence.flushes();
  }
}
