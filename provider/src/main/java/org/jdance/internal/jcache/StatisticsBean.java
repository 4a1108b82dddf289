package org.jdance.internal.jcache;

import javax.cache.management.CacheStatisticsMXBean;
import org.jdance.internal.semantics.run.CacheStatistics;

/** The statistics of one cache as JMX shows them: the counts, and the averages and percentages made from them. */
final class StatisticsBean implements CacheStatisticsMXBean {

  private static final float NANOS_PER_MICRO = 1000f;

  private final CacheStatistics statistics;

  StatisticsBean(CacheStatistics statistics) {
    this.statistics = statistics;
  }

  @Override
  public void clear() {
    statistics.clear();
  }

  @Override
  public long getCacheHits() {
    return statistics.hits();
  }

  @Override
  public float getCacheHitPercentage() {
    long hits = statistics.hits();
    return percentage(hits, hits + statistics.misses());
  }

  @Override
  public long getCacheMisses() {
    return statistics.misses();
  }

  @Override
  public float getCacheMissPercentage() {
    long misses = statistics.misses();
    return percentage(misses, misses + statistics.hits());
  }

  @Override
  public long getCacheGets() {
    return statistics.hits() + statistics.misses();
  }

  @Override
  public long getCachePuts() {
    return statistics.puts();
  }

  @Override
  public long getCacheRemovals() {
    return statistics.removals();
  }

  @Override
  public long getCacheEvictions() {
    return statistics.evictions();
  }

  @Override
  public float getAverageGetTime() {
    return averageMicros(statistics.getNanos(), getCacheGets());
  }

  @Override
  public float getAveragePutTime() {
    return averageMicros(statistics.putNanos(), statistics.puts());
  }

  @Override
  public float getAverageRemoveTime() {
    return averageMicros(statistics.removeNanos(), statistics.removals());
  }

  private static float percentage(long part, long whole) {
    return whole == 0 ? 0 : 100f * part / whole;
  }

  private static float averageMicros(long nanos, long count) {
    return count == 0 ? 0 : nanos / NANOS_PER_MICRO / count;
  }
}
