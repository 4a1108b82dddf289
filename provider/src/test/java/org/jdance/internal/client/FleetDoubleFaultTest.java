package org.jdance.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several servers that fail at once, and servers whose loss of memory is met while the view is changed for another reason. */
@Timeout(60)
final class FleetDoubleFaultTest {

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

  private void fleet(int copies, int nodes, NodeCapabilities kind) {
    NodeCapabilities[] kinds = new NodeCapabilities[nodes];
    Arrays.fill(kinds, kind);
    fleet = new MemoryFleet(copies, TimeSource.system(), kinds);
    fleet.timeout = Duration.ofSeconds(1);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void allServersGoneAtOnceIsACacheExceptionAndOverWhenTheyAreBack(NodeCapabilities kind) {
    fleet(2, 2, kind);
    EntryStore store = fleet.client().store("c");
    write(store, "k", "v");
    fleet.server(0).stop();
    fleet.server(1).stop();
    assertThrows(CacheException.class, () -> store.read("k", store.newDeadline()));
    assertThrows(CacheException.class, () -> write(store, "k", "w"));
    fleet.server(0).start();
    fleet.server(1).start();
    eventually(() -> {
      write(store, "k", "x");
      return "x".equals(store.read("k", store.newDeadline()).payload().value());
    });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void allServersRestartedEmptyAtOnceGoOnEmpty(NodeCapabilities kind) {
    for (int nodes = 1; nodes <= 3; nodes++) {
      fleet(Math.min(2, nodes), nodes, kind);
      EntryStore store = fleet.client().store("c");
      write(store, "k", "v");
      for (int i = 0; i < nodes; i++) {
        fleet.server(i).restartEmpty();
      }
      eventually(() -> store.read("k", store.newDeadline()) == null);
      write(store, "k", "w");
      assertEquals("w", store.read("k", store.newDeadline()).payload().value());
      fleet.close();
    }
  }

  @Test
  void allServersRestartedWithWhatTheyHadAreNotBelieved() {
    for (int nodes = 1; nodes <= 3; nodes++) {
      fleet(Math.min(2, nodes), nodes, ServerKinds.REDIS_LIKE);
      EntryStore store = fleet.client().store("c");
      write(store, "k", "v");
      for (int i = 0; i < nodes; i++) {
        fleet.server(i).restartEmpty();
      }
      eventually(() -> store.read("k", store.newDeadline()) == null);
      fleet.close();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServerThatLostItsMemoryIsNotBlessedByAChangeOfTheView(NodeCapabilities kind) {
    for (int empty = 0; empty < 3; empty++) {
      fleet(2, 3, kind);
      MemoryFleet.Client client = fleet.client();
      EntryStore store = client.store("c");
      for (int i = 0; i < 50; i++) {
        write(store, "k" + i, "v");
      }
      fleet.server(empty).restartEmpty();
      EntryStore other = client.store("other");
      other.clear(other.newDeadline());
      for (int i = 0; i < 50; i++) {
        assertNotNull(store.read("k" + i, store.newDeadline()), "k" + i + " is on another server still");
      }
      fleet.close();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServerThatIsMarkedOutIsToldWhenItCanBe(NodeCapabilities kind) {
    fleet(2, 3, kind);
    MemoryFleet.Client client = fleet.client();
    EntryStore store = client.store("c");
    write(store, "k", "v");
    FleetState state = client.keeper.usable(store.newDeadline());
    client.keeper.fence(state, 1, store.newDeadline());
    Deadline within = Deadline.after(TimeSource.system(), Duration.ofSeconds(5));
    long mark = client.keeper.usable(within).mark();
    byte[] key = WireKeys.view("test");
    assertEquals(mark, fleet.server(1).connect().readMark(key, within).await(within));
  }

  static void write(EntryStore store, Object key, Object value) {
    store.write(store.ownKey(key), store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
  }

  static void eventually(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    RuntimeException last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
      } catch (RuntimeException e) {
        last = e;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("did not happen in ten seconds", last);
  }
}
