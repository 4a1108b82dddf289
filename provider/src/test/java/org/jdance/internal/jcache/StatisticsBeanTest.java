package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jdance.internal.semantics.run.CacheStatistics;
import org.junit.jupiter.api.Test;

class StatisticsBeanTest {

  private final CacheStatistics statistics = new CacheStatistics();
  private final StatisticsBean bean = new StatisticsBean(statistics);

  @Test
  void withoutAnyCountEverythingIsZero() {
    statistics.addGetNanos(5);
    statistics.addPutNanos(5);
    statistics.addRemoveNanos(5);

    assertAllZero();
  }

  @Test
  void countsAreShownAsTheyAre() {
    statistics.setEnabled(true);
    count();

    assertEquals(3, bean.getCacheHits());
    assertEquals(1, bean.getCacheMisses());
    assertEquals(4, bean.getCacheGets());
    assertEquals(5, bean.getCachePuts());
    assertEquals(2, bean.getCacheRemovals());
    assertEquals(7, bean.getCacheEvictions());
  }

  @Test
  void percentagesAreOfAllGets() {
    count();

    assertEquals(75f, bean.getCacheHitPercentage());
    assertEquals(25f, bean.getCacheMissPercentage());
  }

  @Test
  void averagesAreMicrosecondsForEachOperationOfTheKind() {
    count();
    statistics.addGetNanos(6_000);
    statistics.addPutNanos(500);
    statistics.addRemoveNanos(5_000);

    assertEquals(1.5f, bean.getAverageGetTime());
    assertEquals(0.1f, bean.getAveragePutTime());
    assertEquals(2.5f, bean.getAverageRemoveTime());
  }

  @Test
  void manyCountsDoNotOverflowThePercentage() {
    statistics.add(Long.MAX_VALUE / 2, 0, 0, 0);

    assertEquals(100f, bean.getCacheHitPercentage());
  }

  @Test
  void clearSetsEverythingToZero() {
    count();
    statistics.addGetNanos(6_000);

    bean.clear();

    assertAllZero();
  }

  private void count() {
    statistics.add(3, 1, 5, 2);
    statistics.addEvictions(7);
  }

  private void assertAllZero() {
    assertEquals(0, bean.getCacheHits());
    assertEquals(0, bean.getCacheMisses());
    assertEquals(0, bean.getCacheGets());
    assertEquals(0, bean.getCachePuts());
    assertEquals(0, bean.getCacheRemovals());
    assertEquals(0, bean.getCacheEvictions());
    assertEquals(0f, bean.getCacheHitPercentage());
    assertEquals(0f, bean.getCacheMissPercentage());
    assertEquals(0f, bean.getAverageGetTime());
    assertEquals(0f, bean.getAveragePutTime());
    assertEquals(0f, bean.getAverageRemoveTime());
  }
}
