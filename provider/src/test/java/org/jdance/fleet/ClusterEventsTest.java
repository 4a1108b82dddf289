package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jdance.JDanceCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners hear what other JVMs do: two providers share nothing but the servers, as JVMs do. */
@Timeout(60)
class ClusterEventsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Servers servers = Servers.start(Servers.Kind.REDIS, 3);
  private final List<JDanceCachingProvider> providers = new ArrayList<>();
  private final Recorder here = new Recorder();
  private final Recorder there = new Recorder();
  private final Cache<String, Integer> local = cache(here, true);
  private final Cache<String, Integer> remote = cache(there, false);

  private Cache<String, Integer> cache(Recorder recorder, boolean synchronous) {
    JDanceCachingProvider provider = new JDanceCachingProvider();
    providers.add(provider);
    CacheManager manager = provider.getCacheManager(URI.create(servers.uri("events=cluster&timeout=10s&near.max-entries=100")), null);
    MutableConfiguration<String, Integer> configuration = new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(new FactoryBuilder.SingletonFactory<>(recorder), null, true, synchronous));
    return manager.createCache("cache", configuration);
  }

  @AfterEach
  void close() {
    providers.forEach(JDanceCachingProvider::close);
    servers.close();
  }

  /** Until each hears the other. */
  private void warmUp() {
    int[] next = new int[1];
    await(
        () -> {
          local.put("warm-up", ++next[0]);
          remote.put("warm-up", ++next[0]);
          LockSupport.parkNanos(20_000_000);
          return here.events.contains("UPDATED warm-up " + (next[0] - 1) + ">" + next[0]) && there.events.toString().contains(">" + (next[0] - 1) + ",");
        });
    quiet();
    here.events.clear();
    there.events.clear();
  }

  /** Until nothing comes any more. */
  private void quiet() {
    int before;
    do {
      before = here.events.size() + there.events.size();
      LockSupport.parkNanos(200_000_000);
    } while (before != here.events.size() + there.events.size());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not come true");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void everyKindOfChangeIsHeardOnceByBoth() {
    warmUp();
    remote.put("k", 1);
    remote.put("k", 2);
    remote.replace("k", 2, 3);
    remote.invoke("k", (entry, arguments) -> {
      entry.setValue(entry.getValue() + 1);
      return null;
    });
    remote.getAndRemove("k");
    remote.putIfAbsent("k", 5);
    remote.putIfAbsent("k", 6);
    remote.remove("absent");
    remote.putAll(java.util.Map.of("k", 7));
    remote.removeAll(java.util.Set.of("k"));
    List<String> expected =
        List.of("CREATED k 1", "UPDATED k 1>2", "UPDATED k 2>3", "UPDATED k 3>4", "REMOVED k 4", "CREATED k 5", "UPDATED k 5>7", "REMOVED k 7");
    await(() -> here.events.size() >= expected.size() && there.events.size() >= expected.size());
    quiet();
    assertEquals(expected, here.events, "those who heard it");
    assertEquals(expected, there.events, "those who did it");
  }

  @Test
  void inTheOrderInWhichTheyHappened() throws InterruptedException {
    warmUp();
    int times = 300;
    List<Thread> threads = new ArrayList<>();
    for (Cache<String, Integer> cache : List.of(local, remote)) {
      for (int i = 0; i < 2; i++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int n = 0; n < times; n++) {
                    cache.invoke("counter", (entry, arguments) -> {
                      entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                      return null;
                    });
                  }
                });
        threads.add(thread);
        thread.start();
      }
    }
    for (Thread thread : threads) {
      thread.join(PATIENCE.toMillis());
    }
    await(() -> here.events.size() >= 4 * times && there.events.size() >= 4 * times);
    quiet();
    for (Recorder recorder : List.of(here, there)) {
      assertEquals(4 * times, recorder.values.size(), "each once");
      List<Integer> sorted = new ArrayList<>(recorder.values);
      Collections.sort(sorted);
      for (int i = 0; i < sorted.size(); i++) {
        assertEquals(i + 1, sorted.get(i));
      }
    }
    // Those of the other JVM among themselves, and the own ones, whose listener is synchronous, among themselves.
    assertOrdered(here.heard(true));
    assertOrdered(here.heard(false));
    assertEquals(2 * times, here.heard(true).size());
  }

  private static void assertOrdered(List<Integer> values) {
    for (int i = 1; i < values.size(); i++) {
      assertTrue(values.get(i - 1) < values.get(i), () -> values + "");
    }
  }

  /** Writes down what it hears, and on which threads. */
  static final class Recorder
      implements CacheEntryCreatedListener<String, Integer>,
          CacheEntryUpdatedListener<String, Integer>,
          CacheEntryRemovedListener<String, Integer>,
          CacheEntryExpiredListener<String, Integer> {

    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> values = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> onOwnThreads = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> onCallers = Collections.synchronizedList(new ArrayList<>());

    List<Integer> heard(boolean onThreads) {
      return onThreads ? onOwnThreads : onCallers;
    }

    private void record(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> all) {
      for (CacheEntryEvent<? extends String, ? extends Integer> event : all) {
        boolean removed = event.getEventType() == javax.cache.event.EventType.REMOVED || event.getEventType() == javax.cache.event.EventType.EXPIRED;
        String old = event.isOldValueAvailable() && !removed ? event.getOldValue() + ">" : "";
        events.add(event.getEventType() + " " + event.getKey() + " " + old + event.getValue());
        if (event.getKey().equals("counter")) {
          values.add(event.getValue());
          (Thread.currentThread().getName().startsWith("jdance-listener") ? onOwnThreads : onCallers).add(event.getValue());
        }
      }
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> all) {
      record(all);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> all) {
      record(all);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> all) {
      record(all);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> all) {
      record(all);
    }
  }
}
