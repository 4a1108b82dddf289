package org.jdance.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was written is listed, on servers that cannot list. */
@Timeout(120)
final class KeyIndexTest {

  private static final int THREADS = 6;
  private static final int EACH = 150;

  private MemoryFleet fleet;

  static Stream<NodeCapabilities> kinds() {
    return Stream.of(ServerKinds.MEMCACHED_LIKE, ServerKinds.SHAREDANCE_LIKE);
  }

  private void start(NodeCapabilities kind, int servers, int copies) {
    NodeCapabilities[] kinds = new NodeCapabilities[servers];
    Arrays.fill(kinds, kind);
    fleet = new MemoryFleet(copies, TimeSource.system(), kinds);
    fleet.timeout = Duration.ofSeconds(20);
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatManyThreadsOfTwoJvmsWriteIsListed(NodeCapabilities kind) throws Exception {
    start(kind, 3, 2);
    List<EntryStore> stores = List.of(fleet.client().store("c"), fleet.client().store("c"));
    Set<String> wanted = new TreeSet<>();
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      for (int i = 0; i < EACH; i++) {
        wanted.add("key-" + number + "-" + i);
      }
      work.add(
          () -> {
            EntryStore store = stores.get(number % 2);
            for (int i = 0; i < EACH; i++) {
              put(store, "key-" + number + "-" + i);
            }
            return null;
          });
    }
    run(work);
    stores.forEach(store -> assertEquals(wanted, listed(store)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsWrittenWhileTheCacheIsClearedIsListedIfItIsThere(NodeCapabilities kind) throws Exception {
    start(kind, 1, 1);
    EntryStore store = fleet.client().store("c");
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      work.add(
          () -> {
            for (int i = 0; i < EACH; i++) {
              if (number == 0 && i % 50 == 10) {
                store.clear(store.newDeadline());
              }
              put(store, "key-" + number + "-" + i);
            }
            return null;
          });
    }
    run(work);
    Set<String> there = new TreeSet<>();
    for (int thread = 0; thread < THREADS; thread++) {
      for (int i = 0; i < EACH; i++) {
        String key = "key-" + thread + "-" + i;
        if (store.read(key, store.newDeadline()) != null) {
          there.add(key);
        }
      }
    }
    assertEquals(there, listed(store));
    assertEquals(there, listed(fleet.client().store("c")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatFailedBetweenLeavesNoGap(NodeCapabilities kind) {
    start(kind, 1, 1);
    fleet.timeout = Duration.ofMillis(300);
    EntryStore store = fleet.client().store("c");
    put(store, "before");
    for (int i = 0; i < 40; i++) {
      String key = "lost-" + i;
      fleet.server(0).stop();
      assertThrows(CacheException.class, () -> put(store, key));
      fleet.server(0).start();
    }
    fleet.timeout = Duration.ofSeconds(20);
    boolean isWritten = false;
    while (!isWritten) {
      try {
        put(store, "after");
        isWritten = true;
      } catch (CacheException e) {
        // The deadline is short, and the machine may be busy.
        isWritten = false;
      }
    }
    Set<String> listed = listed(fleet.client().store("c"));
    assertTrue(listed.containsAll(Set.of("before", "after")), listed::toString);
  }

  private static void run(List<Callable<Void>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      for (Future<Void> one : threads.invokeAll(work)) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void put(EntryStore store, String key) {
    store.write(key, store.payload(1), StoredEntry.ETERNAL, store.newDeadline());
  }

  private static Set<String> listed(EntryStore store) {
    Set<String> listed = new TreeSet<>();
    store.entries().forEachRemaining(entry -> listed.add((String) entry.key()));
    return listed;
  }
}
