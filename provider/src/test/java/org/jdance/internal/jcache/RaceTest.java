package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every atomic operation as a race with the outcomes that are legal; and user code that meets itself, which must never hang. */
@Timeout(60)
class RaceTest {

  private static final int THREADS = 6;
  private static final int EACH = 500;

  private final CacheFixture fixture = newFixture();

  /** Where the caches live; another store by whoever inherits. */
  CacheFixture newFixture() {
    return new CacheFixture();
  }
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    fixture.close();
  }

  @Test
  void oneOfManyPutsIfAbsent() throws Exception {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    for (int round = 0; round < EACH; round++) {
      int key = round;
      List<Boolean> won = race(thread -> cache.putIfAbsent(key, thread));
      assertEquals(1, Collections.frequency(won, true));
      assertEquals(won.indexOf(true), cache.get(key));
    }
  }

  @Test
  void oneOfManyRemovesAndTheValueIsHandedOutOnce() throws Exception {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    for (int round = 0; round < EACH; round++) {
      cache.put(1, round);
      List<Object> results =
          race(
              thread ->
                  switch (thread % 3) {
                    case 0 -> cache.remove(1);
                    case 1 -> cache.getAndRemove(1);
                    default -> cache.remove(1, cacheValue(cache));
                  });
      long winners = results.stream().filter(r -> r != null && !Boolean.FALSE.equals(r)).count();
      assertEquals(1, winners, results::toString);
      assertNull(cache.get(1));
    }
  }

  @Test
  void conditionalReplacesLoseNoIncrement() throws Exception {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    cache.put(1, 0);
    race(
        thread -> {
          for (int i = 0; i < EACH; i++) {
            Integer seen;
            do {
              seen = cache.get(1);
            } while (!cache.replace(1, seen, seen + 1));
          }
          return null;
        });
    assertEquals(THREADS * EACH, cache.get(1));
  }

  @Test
  void invokesLoseNoIncrementWhileOthersReplaceAndRead() throws Exception {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    race(
        thread -> {
          for (int i = 0; i < EACH; i++) {
            cache.invoke(1, RaceTest::increment);
            cache.get(1);
            cache.putIfAbsent(1, -1_000_000);
          }
          return null;
        });
    assertEquals(THREADS * EACH, cache.get(1));
  }

  @Test
  void everyValueOfAGetAndPutChainIsSeenOnce() throws Exception {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    cache.put(1, -1);
    List<List<Integer>> seen =
        race(
            thread -> {
              List<Integer> mine = new ArrayList<>();
              for (int i = 0; i < EACH; i++) {
                mine.add(thread % 2 == 0 ? cache.getAndPut(1, thread * EACH + i) : cache.getAndReplace(1, thread * EACH + i));
              }
              return mine;
            });
    Set<Integer> all = new HashSet<>();
    seen.forEach(mine -> mine.forEach(value -> assertTrue(all.add(value), () -> value + " was seen twice")));
    all.add(cache.get(1));
    assertEquals(THREADS * EACH + 1, all.size());
  }

  @Test
  void putsWithoutALockDoNotMakeAnInvokeLoseItsOwnKey() throws Exception {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    cache.put(1, 0);
    race(
        thread -> {
          for (int i = 0; i < EACH; i++) {
            if (thread == 0) {
              cache.put(1, 1_000_000);
            } else {
              int after = cache.invoke(1, RaceTest::increment);
              assertTrue(after <= 1_000_000 + THREADS * EACH, () -> "impossible " + after);
            }
          }
          return null;
        });
    int last = cache.get(1);
    assertTrue(last >= 1_000_000 && last <= 1_000_000 + (THREADS - 1) * EACH, () -> "impossible " + last);
  }

  @Test
  void aPutWaitsForAProcessorThatHasTheKey() throws Exception {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<?> processor =
        threads.submit(
            () ->
                cache.invoke(
                    1,
                    (entry, arguments) -> {
                      runs.incrementAndGet();
                      inside.countDown();
                      await(go);
                      entry.setValue(1);
                      return null;
                    }));
    await(inside);
    Future<?> put = threads.submit(() -> cache.put(1, 2));
    cache.put(2, 2);
    assertEquals(2, cache.get(2), "another key is not delayed");
    assertNull(cache.get(1), "a read is not delayed");
    assertFalse(put.isDone());
    go.countDown();
    processor.get(10, TimeUnit.SECONDS);
    put.get(10, TimeUnit.SECONDS);
    assertEquals(2, cache.get(1));
    assertEquals(1, runs.get());
  }

  @Test
  void concurrentReadsShareOneLoad() throws Exception {
    for (Integer answer : new Integer[] {42, null}) {
      AtomicInteger loads = new AtomicInteger();
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Cache<Integer, Integer> cache =
          create(
              loadingWith(
                  key -> {
                    loads.incrementAndGet();
                    started.countDown();
                    await(go);
                    return answer;
                  }));
      List<Future<Integer>> reads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        reads.add(threads.submit(() -> cache.get(7)));
      }
      await(started);
      awaitWaiting(THREADS - 1);
      go.countDown();
      for (Future<Integer> read : reads) {
        assertEquals(answer, read.get(10, TimeUnit.SECONDS));
      }
      assertEquals(1, loads.get());
      fixture.manager.destroyCache(cache.getName());
    }
  }

  @Test
  void aFailedLoadIsSharedByThoseWhoWaitedAndTriedAgainByTheNext() throws Exception {
    AtomicInteger loads = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Cache<Integer, Integer> cache =
        create(
            loadingWith(
                key -> {
                  if (loads.incrementAndGet() > 1) {
                    return 2;
                  }
                  started.countDown();
                  await(go);
                  throw new IllegalStateException("down");
                }));
    List<Future<Integer>> reads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      reads.add(threads.submit(() -> cache.get(7)));
    }
    await(started);
    awaitWaiting(THREADS - 1);
    go.countDown();
    for (Future<Integer> read : reads) {
      ExecutionException thrown = assertThrows(ExecutionException.class, () -> read.get(10, TimeUnit.SECONDS));
      assertInstanceOf(CacheLoaderException.class, thrown.getCause());
    }
    assertEquals(1, loads.get());
    assertEquals(2, cache.get(7));
  }

  @Test
  void synchronousListenersHearInTheOrderOfTheChanges() throws Exception {
    listenersHearInOrder(true);
  }

  @Test
  void asynchronousListenersHearInTheOrderOfTheChanges() throws Exception {
    listenersHearInOrder(false);
  }

  private void listenersHearInOrder(boolean synchronous) throws Exception {
    Map<Integer, List<Integer>> heard = new ConcurrentHashMap<>();
    AtomicInteger count = new AtomicInteger();
    Cache<Integer, Integer> cache =
        create(
            listenedTo(
                synchronous,
                event -> {
                  heard.computeIfAbsent(event.getKey(), key -> new ArrayList<>()).add(event.getValue());
                  count.incrementAndGet();
                }));
    race(
        thread -> {
          for (int i = 0; i < EACH; i++) {
            cache.invoke(i % 3, RaceTest::increment);
          }
          return null;
        });
    int total = THREADS * EACH;
    if (!synchronous) {
      cache.close();
    }
    assertEquals(total, count.get());
    heard.forEach((key, values) -> assertEquals(IntStream.rangeClosed(1, values.size()).boxed().toList(), values));
  }

  @Test
  void aListenerMayUseTheSameKeyAndCrosswiseOthers() throws Exception {
    Cache<Integer, Integer>[] holder = newHolder();
    AtomicInteger events = new AtomicInteger();
    Cache<Integer, Integer> cache =
        create(
            listenedTo(
                true,
                event -> {
                  events.incrementAndGet();
                  if (event.getValue() < 100) {
                    holder[0].put(event.getKey(), 100);
                    holder[0].put(1 - event.getKey(), 100);
                  }
                }));
    holder[0] = cache;
    race(
        thread -> {
          for (int i = 0; i < EACH; i++) {
            cache.put(thread % 2, i % 100);
          }
          return null;
        });
    assertEquals(3 * THREADS * EACH, events.get());
  }

  @Test
  void processorsThatUseEachOthersKeysNeverHang() throws Exception {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    List<Integer> refused =
        race(
            thread -> {
              int mine = thread % 2;
              int failures = 0;
              for (int i = 0; i < EACH; i++) {
                try {
                  cache.invoke(
                      mine,
                      (entry, arguments) -> {
                        cache.put(1 - mine, 0);
                        entry.setValue(1);
                        return null;
                      });
                } catch (CacheException circle) {
                  failures++;
                }
              }
              return failures;
            });
    assertNotNull(refused);
    cache.put(0, 5);
    assertEquals(5, cache.get(0), "the keys are free again");
  }

  @Test
  void aProcessorThatWritesItsOwnKeyIsRefused() {
    Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
    CacheException thrown =
        assertThrows(
            CacheException.class,
            () ->
                cache.invoke(
                    1,
                    (entry, arguments) -> {
                      cache.put(1, 5);
                      return null;
                    }));
    assertTrue(thrown.getCause().getMessage().contains("race"), thrown.getCause().getMessage());
    assertNull(cache.get(1));
    cache.put(1, 6);
    assertEquals(6, cache.get(1));
  }

  @Test
  void bulkWritesWithAWriterMeetCrosswise() throws Exception {
    fixture.writing();
    Cache<String, String> cache = fixture.create();
    // Equal hash codes: their order cannot be told by it.
    List<String> keys = List.of("AaAa", "BBBB", "AaBB", "BBAa");
    race(
        thread -> {
          for (int i = 0; i < EACH; i++) {
            List<String> mine = new ArrayList<>(keys);
            Collections.rotate(mine, thread + i);
            Map<String, String> values = new java.util.LinkedHashMap<>();
            String value = thread + "-" + i;
            mine.forEach(key -> values.put(key, value));
            cache.putAll(values);
            if (i % 5 == 0) {
              cache.removeAll(new java.util.LinkedHashSet<>(mine.subList(0, 2)));
            }
          }
          return null;
        });
    assertEquals(fixture.writer.written, cache.getAll(Set.copyOf(keys)), "cache and system of record agree");
  }

  @Test
  void closingWhileInUseEndsWithIllegalStateOnly() throws Exception {
    for (int round = 0; round < 20; round++) {
      Cache<Integer, Integer> cache = create(new MutableConfiguration<>());
      race(
          thread -> {
            try {
              for (int i = 0; i < 200; i++) {
                if (thread == 0 && i == 100) {
                  cache.close();
                }
                cache.invoke(i % 5, RaceTest::increment);
                cache.put(i % 5, 0);
              }
            } catch (IllegalStateException closed) {
              assertTrue(cache.isClosed());
            }
            return null;
          });
    }
  }

  private Cache<Integer, Integer> create(MutableConfiguration<Integer, Integer> configuration) {
    return fixture.manager.createCache("race" + System.identityHashCode(new Object()), configuration.setStoreByValue(!fixture.isEmbedded()));
  }

  private static MutableConfiguration<Integer, Integer> loadingWith(Load load) {
    CacheLoader<Integer, Integer> loader =
        new CacheLoader<>() {
          @Override
          public Integer load(Integer key) {
            return load.load(key);
          }

          @Override
          public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
            throw new UnsupportedOperationException();
          }
        };
    return new MutableConfiguration<Integer, Integer>().setReadThrough(true).setCacheLoaderFactory(() -> loader);
  }

  private static MutableConfiguration<Integer, Integer> listenedTo(boolean synchronous, Hear hear) {
    return new MutableConfiguration<Integer, Integer>()
        .addCacheEntryListenerConfiguration(
            new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(new Listener(hear)), null, false, synchronous));
  }

  private static Integer increment(javax.cache.processor.MutableEntry<Integer, Integer> entry, Object... arguments) {
    int after = entry.exists() ? entry.getValue() + 1 : 1;
    entry.setValue(after);
    return after;
  }

  private static Integer cacheValue(Cache<Integer, Integer> cache) {
    Integer value = cache.get(1);
    return value == null ? -1 : value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private static Cache<Integer, Integer>[] newHolder() {
    return new Cache[1];
  }

  private <T> List<T> race(Racer<T> racer) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<T>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      tasks.add(
          () -> {
            start.await(10, TimeUnit.SECONDS);
            return racer.run(thread);
          });
    }
    List<T> results = new ArrayList<>();
    for (Future<T> result : threads.invokeAll(tasks, 40, TimeUnit.SECONDS)) {
      results.add(result.get());
    }
    return results;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Until so many of this test's threads are parked. */
  private static void awaitWaiting(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < deadline) {
      long waiting =
          Thread.getAllStackTraces().entrySet().stream()
              .filter(e -> e.getKey().getState() == Thread.State.WAITING)
              .filter(e -> java.util.Arrays.stream(e.getValue()).anyMatch(f -> f.getClassName().endsWith("LoadFlight")))
              .count();
      if (waiting >= count) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the other readers never came to wait");
  }

  /** One thread of a race. */
  private interface Racer<T> {

    T run(int thread) throws Exception;
  }

  /** A loader in one method. */
  private interface Load {

    Integer load(Integer key);
  }

  /** A listener in one method. */
  private interface Hear {

    void hear(CacheEntryEvent<? extends Integer, ? extends Integer> event);
  }

  /** Passes on what is created and updated. */
  private record Listener(Hear hear)
      implements CacheEntryCreatedListener<Integer, Integer>, CacheEntryUpdatedListener<Integer, Integer> {

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Integer>> events) {
      events.forEach(hear::hear);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Integer>> events) {
      events.forEach(hear::hear);
    }
  }
}
