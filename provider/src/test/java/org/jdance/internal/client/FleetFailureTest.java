package org.jdance.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jdance.OutcomeUnknownException;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that die, hang, lose their memory or were never there, under two clients that share nothing else. */
@Timeout(60)
final class FleetFailureTest {

  private static final int KEYS = 100;

  private MemoryFleet fleet;

  @AfterEach
  void close() {
    if (fleet != null) {
      fleet.close();
    }
  }

  static Stream<NodeCapabilities> kinds() {
    return Stream.of(ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.SHAREDANCE_LIKE);
  }

  static Stream<NodeCapabilities> atomicKinds() {
    return Stream.of(ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE);
  }

  private void fleet(int copies, int nodes, NodeCapabilities kind) {
    NodeCapabilities[] kinds = new NodeCapabilities[nodes];
    Arrays.fill(kinds, kind);
    fleet = new MemoryFleet(copies, TimeSource.system(), kinds);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whenOneServerDiesNothingIsLostAndNobodyNotices(NodeCapabilities kind) {
    fleet(2, 3, kind);
    EntryStore one = fleet.client().store("c");
    EntryStore two = fleet.client().store("c");
    fill(one, "before");
    assertAll(two, "before");
    fleet.server(1).stop();
    assertAll(two, "before");
    fill(one, "after");
    assertAll(one, "after");
    assertAll(two, "after");
    for (int i = 0; i < KEYS; i++) {
      assertTrue(swap(two, "k" + i, two.readForUpdate("k" + i, two.newDeadline()), "swapped"));
    }
    assertAll(one, "swapped");
    assertEquals(KEYS, listed(one).size());
    assertEquals(KEYS, listed(two).size());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServerThatHangsIsPassedOver(NodeCapabilities kind) {
    fleet(2, 3, kind);
    EntryStore one = fleet.client().store("c");
    EntryStore two = fleet.client().store("c");
    fill(one, "before");
    fleet.server(0).pause();
    fill(two, "after");
    assertAll(one, "after");
    assertAll(two, "after");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatAServerThatWentOnWithoutUsStillRunsIsSeenByNobody(NodeCapabilities kind) {
    fleet(2, 2, kind);
    EntryStore one = fleet.client().store("c");
    EntryStore two = fleet.client().store("c");
    fill(one, "before");
    assertAll(two, "before");
    fleet.server(0).pause();
    fill(one, "after");
    fleet.server(0).resume();
    assertAll(two, "after");
    assertAll(one, "after");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServerThatComesBackEmptyIsNotAsked(NodeCapabilities kind) {
    fleet(2, 3, kind);
    EntryStore one = fleet.client().store("c");
    fill(one, "before");
    fleet.server(2).restartEmpty();
    assertAll(one, "before");
    fill(one, "after");
    assertAll(one, "after");
    assertAll(fleet.client().store("c"), "after");
  }

  @Test
  void aServerThatComesBackWithOldDataIsNotAsked() {
    fleet(2, 3, ServerKinds.REDIS_LIKE);
    EntryStore one = fleet.client().store("c");
    EntryStore two = fleet.client().store("c");
    fill(one, "before");
    assertAll(two, "before");
    fleet.server(1).stop();
    fill(one, "after");
    fleet.server(1).start();
    assertAll(two, "after");
    assertAll(fleet.client().store("c"), "after");
  }

  @Test
  void theOnlyCopyComesBackEmptyAndGoesOn() {
    fleet(1, 1, ServerKinds.REDIS_LIKE);
    EntryStore store = fleet.client().store("c");
    fill(store, "before");
    fleet.server(0).restartEmpty();
    assertNull(store.read("k1", store.newDeadline()));
    fill(store, "after");
    assertAll(store, "after");
  }

  @Test
  void theOnlyCopyComesBackWithWhatItHadAndIsNotBelieved() {
    fleet(1, 1, ServerKinds.REDIS_LIKE);
    EntryStore store = fleet.client().store("c");
    fill(store, "before");
    fleet.server(0).stop();
    assertThrows(CacheException.class, () -> store.read("k1", store.newDeadline()));
    fleet.server(0).start();
    eventually(() -> store.read("k1", store.newDeadline()) == null);
    fill(store, "after");
    assertAll(store, "after");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void oneServerMayBeDownFromTheStart(NodeCapabilities kind) {
    fleet(2, 3, kind);
    fleet.server(1).stop();
    EntryStore one = fleet.client().store("c");
    fill(one, "v");
    assertAll(fleet.client().store("c"), "v");
    assertEquals(KEYS, listed(one).size());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void allServersMayBeDownFromTheStart(NodeCapabilities kind) {
    fleet(2, 2, kind);
    fleet.server(0).stop();
    fleet.server(1).stop();
    EntryStore store = fleet.client().store("c");
    CacheException e = assertThrows(CacheException.class, () -> store.read("k", store.newDeadline()));
    assertTrue(e.getMessage().contains("Cache c: no server of the fleet answered"), e::getMessage);
    fleet.server(1).start();
    fill(store, "v");
    assertAll(store, "v");
  }

  @Test
  void underMissReadsMissAndPlainWritesAreDropped() {
    fleet(2, 2, ServerKinds.REDIS_LIKE);
    fleet.policy = FailurePolicy.MISS;
    fleet.server(0).stop();
    fleet.server(1).stop();
    EntryStore store = fleet.client().store("c");
    assertNull(store.read("k", store.newDeadline()));
    write(store, "k", "v");
    assertThrows(CacheException.class, () -> swap(store, "k", null, "v"));
  }

  @Test
  void underBypassConditionalOperationsRunAgainstNothing() {
    fleet(2, 2, ServerKinds.REDIS_LIKE);
    fleet.policy = FailurePolicy.BYPASS;
    fleet.server(0).stop();
    fleet.server(1).stop();
    EntryStore store = fleet.client().store("c");
    assertNull(store.readForUpdate("k", store.newDeadline()));
    assertTrue(swap(store, "k", null, "v"));
  }

  @Test
  void clearIsSeenByAllAtOnce() {
    fleet(2, 3, ServerKinds.MEMCACHED_LIKE);
    EntryStore one = fleet.client().store("c");
    EntryStore two = fleet.client().store("c");
    fill(one, "v");
    for (int round = 0; round < 5; round++) {
      assertAll(two, "v");
      one.clear(one.newDeadline());
      for (int i = 0; i < KEYS; i++) {
        assertNull(two.read("k" + i, two.newDeadline()));
      }
      assertEquals(Map.of(), listed(two));
      fill(two, "v");
      assertEquals(KEYS, listed(one).size());
    }
  }

  @Test
  void clearLeavesOtherCachesAlone() {
    fleet(2, 3, ServerKinds.REDIS_LIKE);
    MemoryFleet.Client client = fleet.client();
    EntryStore one = client.store("one");
    EntryStore two = client.store("two");
    fill(one, "v");
    fill(two, "w");
    one.clear(one.newDeadline());
    assertEquals(Map.of(), listed(one));
    assertAll(two, "w");
  }

  @ParameterizedTest
  @MethodSource("atomicKinds")
  void noIncrementIsLostWhileAServerDies(NodeCapabilities kind) throws Exception {
    fleet(2, 3, kind);
    fleet.lease = Duration.ofMillis(20);
    List<EntryStore> stores = List.of(fleet.client().store("c"), fleet.client().store("c"), fleet.client().store("c"));
    int each = 200;
    AtomicInteger unknown = new AtomicInteger();
    int counters = 6;
    for (int c = 0; c < counters; c++) {
      write(stores.get(0), "count" + c, 0);
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (EntryStore store : stores) {
        for (int t = 0; t < 2; t++) {
          tasks.add(() -> {
            for (int i = 0; i < each; i++) {
              try {
                increment(store, "count" + i % counters);
              } catch (OutcomeUnknownException e) {
                unknown.incrementAndGet();
              }
            }
            return each;
          });
        }
      }
      tasks.add(() -> {
        while (count(stores.get(0), "count0") < 20) {
          Thread.onSpinWait();
        }
        fleet.server(1).stop();
        return 0;
      });
      int expected = 0;
      for (Future<Integer> done : threads.invokeAll(tasks, 50, TimeUnit.SECONDS)) {
        expected += done.get();
      }
      int sum = 0;
      for (int c = 0; c < counters; c++) {
        sum += count(stores.get(1), "count" + c);
      }
      int least = expected - unknown.get();
      int found = sum;
      // Where a server does not refuse what was sent under an earlier view one may be found twice: docs/consistency.md, limits.
      int most = expected + (kind.refusesOtherStamps() ? 0 : 1);
      assertTrue(found >= least && found <= most, found + " of " + least + " to " + expected);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void twoClientsThatBeginAtOnceAgree() throws Exception {
    for (int round = 0; round < 20; round++) {
      fleet(2, 3, round % 2 == 0 ? ServerKinds.REDIS_LIKE : ServerKinds.MEMCACHED_LIKE);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Callable<MemoryFleet.Client>> tasks = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
          MemoryFleet.Client client = fleet.client();
          int thread = t;
          tasks.add(() -> {
            EntryStore store = client.store("c");
            write(store, "k" + thread, "v");
            return client;
          });
        }
        Set<Object> outs = new HashSet<>();
        for (Future<MemoryFleet.Client> done : threads.invokeAll(tasks, 20, TimeUnit.SECONDS)) {
          EntryStore store = done.get().store("c");
          for (int t = 0; t < 4; t++) {
            assertNotNull(store.read("k" + t, store.newDeadline()));
          }
          done.get().keeper.usable(store.newDeadline()).view().members().forEach(member -> outs.add(member.state()));
        }
        assertEquals(1, outs.size(), "no node is out: " + outs);
      } finally {
        threads.shutdownNow();
        fleet.close();
      }
    }
  }

  private static void increment(EntryStore store, String key) {
    StoredEntry seen;
    do {
      seen = store.readForUpdate(key, store.newDeadline());
    } while (!swap(store, key, seen, (Integer) seen.payload().value() + 1));
  }

  private static int count(EntryStore store, String key) {
    return (Integer) store.read(key, store.newDeadline()).payload().value();
  }

  private static void fill(EntryStore store, Object value) {
    for (int i = 0; i < KEYS; i++) {
      if (i % 2 == 0) {
        write(store, "k" + i, value);
      } else {
        Map<Object, Payload> two = new HashMap<>();
        two.put("k" + i, store.payload(value));
        store.writeAll(two, StoredEntry.ETERNAL, store.newDeadline());
      }
    }
  }

  private static void write(EntryStore store, Object key, Object value) {
    store.write(store.ownKey(key), store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
  }

  private static boolean swap(EntryStore store, Object key, StoredEntry expected, Object value) {
    return store.compareAndSet(key, expected, store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
  }

  private static void assertAll(EntryStore store, Object value) {
    Set<Object> keys = new HashSet<>();
    for (int i = 0; i < KEYS; i++) {
      StoredEntry entry = store.read("k" + i, store.newDeadline());
      assertNotNull(entry, "k" + i);
      assertEquals(value, entry.payload().value());
      keys.add("k" + i);
    }
    assertEquals(KEYS, store.readAll(keys, store.newDeadline()).size());
  }

  private static Map<Object, Object> listed(EntryStore store) {
    Map<Object, Object> listed = new HashMap<>();
    for (var all = store.entries(); all.hasNext(); ) {
      KeyedEntry next = all.next();
      assertNull(listed.put(next.key(), next.entry().payload().value()), "listed twice");
    }
    return listed;
  }

  private static void eventually(Callable<Boolean> condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (Exception e) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("did not happen in ten seconds");
  }
}
