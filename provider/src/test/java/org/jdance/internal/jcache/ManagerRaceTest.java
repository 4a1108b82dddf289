package org.jdance.internal.jcache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.JDanceCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that meet: each test lists what may come out. A deadlock shows as a timeout. */
class ManagerRaceTest {

  private static final URI MEMORY = URI.create("jdance:memory");
  private static final URI FILE = URI.create("classpath:only-by-its-loader.properties");
  private static final int ROUNDS = 300;
  private static final int CACHES_THAT_TAKE_TIME_TO_LIST = 100;
  private static final int TIMEOUT_SECONDS = 30;

  /** Thousands of managers start here; what they log is of no use. */
  private final CapturedLog ignoredLog = new CapturedLog();

  private final FakeCacheFactory factory = new FakeCacheFactory();
  private final ManagerRegistry registry = new ManagerRegistry(new JDanceCachingProvider(), factory);
  private final ClassLoader loader = getClass().getClassLoader();
  private final MutableConfiguration<Object, Object> watched =
      new MutableConfiguration<>().setStatisticsEnabled(true).setManagementEnabled(true);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void nothingIsLeft() throws Exception {
    ignoredLog.close();
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(TIMEOUT_SECONDS, SECONDS));
    registry.closeAll();
    assertEquals(Set.of(), Beans.all());
  }

  @Test
  void concurrentCallsGetOneManager() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<CacheManager> got = together(Collections.nCopies(4, () -> registry.getOrCreate(MEMORY, loader, null)));
      assertEquals(1, distinct(got).size());
      got.get(0).close();
    }
  }

  @Test
  void callersThatReadTheConfigurationAtTheSameMomentGetOneManager() throws Exception {
    CyclicBarrier bothReading = new CyclicBarrier(2);
    ClassLoader meeting = new ResourceLoader(() -> bothReading.await(TIMEOUT_SECONDS, SECONDS));
    try (CapturedLog log = new CapturedLog()) {
      List<CacheManager> got = together(Collections.nCopies(2, () -> registry.getOrCreate(FILE, meeting, null)));

      assertSame(got.get(0), got.get(1));
      assertFalse(got.get(0).isClosed());
      assertEquals(2, log.text().split(" started with", -1).length, log.text());
    }
  }

  @Test
  void aConfigurationThatTakesLongToReadHoldsUpNothingElse() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    ClassLoader slow = new ResourceLoader(() -> {
      entered.countDown();
      await(mayGoOn);
      return null;
    });
    Future<CacheManager> slowly = threads.submit(() -> registry.getOrCreate(FILE, slow, null));
    await(entered);

    within(() -> {
      registry.getOrCreate(MEMORY, slow, null);
      registry.closeAll(slow);
      registry.closeAll();
      return null;
    });
    mayGoOn.countDown();
    assertFalse(slowly.get(TIMEOUT_SECONDS, SECONDS).isClosed());
  }

  @Test
  void whoHasSeenAManagerClosedGetsAnother() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
      for (int i = 0; i < CACHES_THAT_TAKE_TIME_TO_LIST; i++) {
        manager.createCache("c" + i, new MutableConfiguration<>());
      }
      CountDownLatch watching = new CountDownLatch(1);
      List<CacheManager> got = together(List.of(
          () -> {
            await(watching);
            manager.close();
            return manager;
          },
          () -> {
            watching.countDown();
            while (!manager.isClosed()) {
              Thread.onSpinWait();
            }
            return registry.getOrCreate(MEMORY, loader, null);
          }));
      assertNotSame(manager, got.get(1));
    }
  }

  @Test
  void oneOfConcurrentCreationsOfANameWins() throws Exception {
    CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
    for (int round = 0; round < ROUNDS; round++) {
      String name = "c" + round;
      List<Object> outcomes = together(Collections.nCopies(3, () -> outcome(() -> manager.createCache(name, watched))));

      assertEquals(1, outcomes.stream().filter(Cache.class::isInstance).count());
      assertEquals(2, outcomes.stream().filter(outcome -> outcome.getClass() == CacheException.class).count());
      assertTrue(outcomes.contains(manager.getCache(name)));
    }
    assertEquals(ROUNDS, factory.made.size());
  }

  @Test
  void aCacheCreatedWhileItsManagerClosesIsClosedWhateverComesFirst() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
      List<Object> outcomes = together(List.of(
          () -> outcome(() -> manager.createCache("a", watched)),
          () -> outcome(() -> manager.createCache("b", watched)),
          () -> outcome(() -> {
            manager.close();
            return "closed";
          })));

      for (Object created : outcomes.subList(0, 2)) {
        assertTrue(created instanceof Cache || created.getClass() == IllegalStateException.class, created.toString());
      }
      assertEquals("closed", outcomes.get(2));
    }
    assertTrue(factory.made.stream().allMatch(FakeCache::isClosed));
    assertEquals(Set.of(), Beans.all());
  }

  @Test
  void creatingAndDestroyingOneNameLeavesAConsistentManager() throws Exception {
    CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
    for (int round = 0; round < ROUNDS; round++) {
      List<Object> outcomes = together(List.of(
          () -> outcome(() -> manager.createCache("c", watched)),
          () -> outcome(() -> manager.createCache("c", watched)),
          () -> outcome(() -> {
            manager.destroyCache("c");
            return "destroyed";
          })));

      assertEquals("destroyed", outcomes.get(2));
      Cache<?, ?> left = manager.getCache("c");
      assertTrue(left == null || !left.isClosed());
      assertEquals(left == null ? 0 : 1, factory.made.stream().filter(cache -> !cache.isClosed()).count());
      manager.destroyCache("c");
      assertEquals(Set.of(), Beans.all());
    }
  }

  @Test
  void switchingBeansWhileTheCacheClosesLeavesNone() throws Exception {
    CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
    for (int round = 0; round < ROUNDS; round++) {
      Cache<Object, Object> cache = manager.createCache("c", new MutableConfiguration<>());
      together(List.of(
          () -> outcome(() -> {
            manager.enableStatistics("c", true);
            manager.enableManagement("c", true);
            return "on";
          }),
          () -> outcome(() -> {
            cache.close();
            return "closed";
          })));
      assertEquals(Set.of(), Beans.all());
    }
  }

  @Test
  void closingAtEveryLevelWhileCachesAreCreatedNeverDeadlocks() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
      Cache<Object, Object> cache = manager.createCache("c", watched);
      together(List.of(
          () -> outcome(() -> {
            registry.closeAll();
            return "provider";
          }),
          () -> outcome(() -> {
            manager.close();
            return "manager";
          }),
          () -> outcome(() -> {
            cache.close();
            return "cache";
          }),
          () -> outcome(() -> manager.createCache("d", watched)),
          () -> outcome(() -> registry.getOrCreate(MEMORY, loader, null).createCache("e", watched))));

      assertTrue(manager.isClosed() && cache.isClosed());
      registry.closeAll();
      assertEquals(Set.of(), Beans.all());
    }
    assertTrue(factory.made.stream().allMatch(FakeCache::isClosed));
  }

  @Test
  void aCacheThatTakesLongToMakeHoldsUpNothingElse() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    factory.before = (owner, name) -> {
      if (name.equals("slow")) {
        entered.countDown();
        await(mayGoOn);
      }
    };
    CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
    Future<Cache<Object, Object>> slow = threads.submit(() -> manager.createCache("slow", watched));
    await(entered);

    Cache<Object, Object> quick = within(() -> manager.createCache("quick", watched));
    within(() -> {
      assertNull(manager.getCache("slow"));
      assertEquals(List.of("quick"), manager.getCacheNames());
      assertThrows(CacheException.class, () -> manager.createCache("slow", watched));
      manager.destroyCache("slow");
      quick.close();
      assertSame(manager, registry.getOrCreate(MEMORY, loader, null));
      manager.close();
      return registry.getOrCreate(MEMORY, loader, null);
    });
    mayGoOn.countDown();

    ExecutionException thrown = assertThrows(ExecutionException.class, () -> slow.get(TIMEOUT_SECONDS, SECONDS));
    assertEquals(IllegalStateException.class, thrown.getCause().getClass());
    assertTrue(factory.made.stream().allMatch(FakeCache::isClosed));
  }

  @Test
  void aCacheThatTakesLongToCloseHoldsUpNothingElse() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
    manager.createCache("slow", watched);
    factory.made.get(0).duringClose = () -> {
      entered.countDown();
      await(mayGoOn);
    };
    Future<?> closing = threads.submit((Runnable) registry::closeAll);
    await(entered);

    within(() -> {
      CacheManager next = registry.getOrCreate(MEMORY, loader, null);
      next.createCache("slow", watched);
      registry.closeAll();
      assertTrue(next.isClosed());
      return next;
    });
    assertFalse(closing.isDone());
    mayGoOn.countDown();
    closing.get(TIMEOUT_SECONDS, SECONDS);
  }

  private <T> T within(Callable<T> call) throws Exception {
    return threads.submit(call).get(TIMEOUT_SECONDS, SECONDS);
  }

  /** Runs all at the same moment and answers what each answered. */
  private <T> List<T> together(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> call : calls) {
      running.add(threads.submit(() -> {
        start.await(TIMEOUT_SECONDS, SECONDS);
        return call.call();
      }));
    }
    List<T> answers = new ArrayList<>();
    for (Future<T> future : running) {
      answers.add(future.get(TIMEOUT_SECONDS, SECONDS));
    }
    return answers;
  }

  /** What a call answers or throws. */
  private static Object outcome(Callable<?> call) throws Exception {
    try {
      return call.call();
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static Set<Object> distinct(List<?> objects) {
    Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(objects);
    return distinct;
  }

  /** A loader with the resource of {@link #FILE}, which does something each time it is asked for it. */
  private static final class ResourceLoader extends ClassLoader {

    private final Callable<?> whenAsked;

    ResourceLoader(Callable<?> whenAsked) {
      super(ManagerRaceTest.class.getClassLoader());
      this.whenAsked = whenAsked;
    }

    @Override
    protected URL findResource(String name) {
      if (!FILE.getSchemeSpecificPart().equals(name)) {
        return null;
      }
      try {
        whenAsked.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return getResource("org/jdance/internal/jcache/race.properties");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(TIMEOUT_SECONDS, SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
