package org.jdance.internal.client.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.jdance.CacheConfigurationException;
import org.jdance.CacheSerializationException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.CacheOptions;
import org.jdance.internal.client.FailurePolicy;
import org.jdance.internal.client.placement.PlacedNode;
import org.jdance.internal.client.placement.RendezvousPlacement;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.memory.MemoryServer;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries that other programs read: nothing but the key and the value, on every node of the key. */
@Timeout(30)
final class RawStoreTest {

  private final List<MemoryServer> servers = new ArrayList<>();
  private final RawStore store = store(String.class, FailurePolicy.THROW);

  private RawStore store(Class<?> type, FailurePolicy policy) {
    List<PlacedNode> placed = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      placed.add(new PlacedNode(name, 1, ""));
      if (servers.size() < 2) {
        servers.add(new MemoryServer(name, ServerKinds.SHAREDANCE_LIKE, TimeSource.system()));
      }
    }
    List<Node> nodes = new ArrayList<>();
    servers.forEach(server -> nodes.add(server.connect()));
    return new RawStore(
        "raw", nodes, new RendezvousPlacement(placed, 2), type, new CacheOptions(Duration.ofSeconds(5), policy, Integer.MAX_VALUE),
        TimeSource.system());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theServersHoldTheValueUnderTheKeyAndNothingElse() {
    write("key", "wärme");
    for (MemoryServer server : servers) {
      assertArrayEquals("wärme".getBytes(StandardCharsets.UTF_8), onServer(server, "key"));
    }
    assertEquals("wärme", store.read("key", within()).payload().value());
  }

  @Test
  void oneServerIsEnough() {
    write("key", "v");
    servers.get(0).stop();
    assertEquals("v", store.read("key", within()).payload().value());
    write("key", "w");
    assertEquals("w", store.read("key", within()).payload().value());
    servers.get(1).stop();
    CacheException e = assertThrows(CacheException.class, () -> store.read("key", within()));
    assertTrue(e.getMessage().startsWith("Cache raw: no server of the key answered"), e::getMessage);
    assertNull(store(String.class, FailurePolicy.MISS).read("key", within()));
  }

  @Test
  void writesOfOneJvmLeaveBothCopiesTheSameAndSwapsAreAtomicInIt() throws Exception {
    write("count", "0");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        tasks.add(() -> {
          for (int i = 0; i < 200; i++) {
            write("k" + i, thread + "-" + i);
            StoredEntry seen;
            do {
              seen = store.read("count", within());
            } while (!swap("count", seen, Integer.toString(Integer.parseInt((String) seen.payload().value()) + 1)));
          }
          return 0;
        });
      }
      for (Future<Integer> done : threads.invokeAll(tasks, 25, TimeUnit.SECONDS)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals("1600", store.read("count", within()).payload().value());
    for (int i = 0; i < 200; i++) {
      assertArrayEquals(onServer(servers.get(0), "k" + i), onServer(servers.get(1), "k" + i));
    }
  }

  @Test
  void removesOnlyWhatWasRead() {
    write("key", "v");
    StoredEntry seen = store.read("key", within());
    write("key", "w");
    assertFalse(store.compareAndSet("key", seen, null, 0, within()));
    assertTrue(store.compareAndSet("key", store.read("key", within()), null, 0, within()));
    assertNull(store.read("key", within()));
  }

  @Test
  void whatRawCannotDoIsRefusedInASentence() {
    assertThrows(UnsupportedOperationException.class, () -> store.clear(within()));
    assertThrows(UnsupportedOperationException.class, store::entries);
    assertThrows(CacheSerializationException.class, () -> store.payload(1));
    assertThrows(CacheSerializationException.class, () -> store.ownKey(1));
    CacheConfigurationException e =
        assertThrows(CacheConfigurationException.class, () -> store(Object.class, FailurePolicy.THROW));
    assertTrue(e.getMessage().contains("jdance.encoding=raw"), e::getMessage);
  }

  private void write(String key, String value) {
    store.write(store.ownKey(key), store.payload(value), StoredEntry.ETERNAL, within());
  }

  private boolean swap(String key, StoredEntry expected, String value) {
    return store.compareAndSet(key, expected, store.payload(value), StoredEntry.ETERNAL, within());
  }

  private static byte[] onServer(MemoryServer server, String key) {
    try (Node node = server.connect()) {
      return node.read(key.getBytes(StandardCharsets.UTF_8), within()).await(within()).value();
    }
  }

  private static Deadline within() {
    return Deadline.after(TimeSource.system(), Duration.ofSeconds(5));
  }
}
