package org.jdance.internal.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.TimeSource;
import org.junit.jupiter.api.Test;

class HybridClockTest {

  private static final long WRITER = 0xCAFEL;

  private long now = 1_735_689_600_123L;
  private final HybridClock clock = new HybridClock(
      new TimeSource() {
        @Override
        public long millis() {
          return now;
        }

        @Override
        public long nanos() {
          throw new AssertionError("Versions are made of wall time");
        }
      },
      WRITER);

  @Test
  void theFirstVersionIsTheWallTimeWithoutACount() {
    assertEquals(new Version(now << 16, WRITER), clock.next());
  }

  @Test
  void withinAMillisecondItCounts() {
    clock.next();
    assertEquals(new Version(now << 16 | 1, WRITER), clock.next());
    assertEquals(new Version(now << 16 | 2, WRITER), clock.next());
  }

  @Test
  void aNewMillisecondBeginsWithoutACount() {
    clock.next();
    clock.next();
    now++;
    assertEquals(new Version(now << 16, WRITER), clock.next());
  }

  @Test
  void aFullCounterCarriesIntoTheMilliseconds() {
    clock.observe(new Version(now << 16 | 0xFFFF, 1));
    assertEquals(new Version((now + 1) << 16, WRITER), clock.next());
    now++;
    assertEquals(new Version(now << 16 | 1, WRITER), clock.next());
  }

  @Test
  void itNeverGoesBackWithTheWallClock() {
    Version last = clock.next();
    now -= 60_000;
    for (int i = 0; i < 100; i++) {
      Version next = clock.next();
      assertTrue(next.isAfter(last));
      last = next;
    }
  }

  @Test
  void aVersionSeenIsFollowedHoweverFarAhead() {
    Version seen = new Version(0xFFFF_FFFF_FFFF_FFF0L, -1);
    clock.observe(seen);
    assertTrue(clock.next().isAfter(seen));
  }

  @Test
  void aVersionSeenOfAGreaterWriterIsExceeded() {
    Version seen = new Version(now << 16, -1);
    clock.observe(seen);
    assertTrue(clock.next().isAfter(seen));
  }

  @Test
  void anOlderVersionSeenChangesNothing() {
    clock.next();
    clock.observe(new Version(5, 5));
    assertEquals(new Version(now << 16 | 1, WRITER), clock.next());
  }

  @Test
  void afterTheGreatestStampThereIsNoneAndItNeverBeginsAgain() {
    clock.observe(new Version(-1, 1));
    assertThrows(IllegalStateException.class, clock::next);
    assertThrows(IllegalStateException.class, clock::next);
  }

  @Test
  void aWallClockBeforeTheEpochOrBeyond48BitsStillMakesVersions() {
    now = -5;
    assertEquals(new Version(1, WRITER), clock.next());
    now = Long.MAX_VALUE;
    assertEquals((1L << 48) - 1, clock.next().millis());
  }

  @Test
  void manyThreadsNeverGetTheSameVersionAndEachSeesThemRise() throws Exception {
    int threads = 8;
    int each = 20_000;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<List<Version>>> made = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        made.add(executor.submit(() -> {
          start.await(10, TimeUnit.SECONDS);
          List<Version> mine = new ArrayList<>();
          for (int i = 0; i < each; i++) {
            mine.add(clock.next());
          }
          return mine;
        }));
      }
      Set<Version> all = new HashSet<>();
      for (Future<List<Version>> future : made) {
        List<Version> mine = future.get(30, TimeUnit.SECONDS);
        for (int i = 1; i < mine.size(); i++) {
          assertTrue(mine.get(i).isAfter(mine.get(i - 1)));
        }
        all.addAll(mine);
      }
      assertEquals(threads * each, all.size());
    } finally {
      executor.shutdownNow();
    }
  }
}
