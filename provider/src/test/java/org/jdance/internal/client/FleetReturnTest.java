package org.jdance.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that come back: they are taken in again, filled, and used. */
@Timeout(60)
final class FleetReturnTest {

  private static final int KEYS = 500;
  private static final int MAX_STEPS = 20_000;

  private MemoryFleet fleet;

  @AfterEach
  void close() {
    fleet.close();
  }

  static Stream<NodeCapabilities> kinds() {
    return Stream.of(ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.SHAREDANCE_LIKE);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServerThatComesBackIsFilledAndThenCarriesTheFleetAlone(NodeCapabilities kind) {
    fleet(kind, 3);
    MemoryFleet.Client one = fleet.client();
    EntryStore store = one.store("c");
    fill(store, "before", KEYS);
    fleet.server(1).stop();
    fill(store, "after", KEYS / 2);
    fleet.server(1).start();
    care(one);
    fleet.server(0).stop();
    check(store, KEYS);
    check(fleet.client().store("c"), KEYS);
    fleet.server(0).start();
    care(one);
    fleet.server(2).stop();
    check(fleet.client().store("c"), KEYS);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatWasRemovedWhileAServerWasAwayStaysRemoved(NodeCapabilities kind) {
    fleet(kind, 2);
    MemoryFleet.Client one = fleet.client();
    EntryStore store = one.store("c");
    fill(store, "before", KEYS);
    fleet.server(0).pause();
    for (int i = 0; i < KEYS; i++) {
      StoredEntry found = store.readForUpdate("k" + i, store.newDeadline());
      assertTrue(store.compareAndSet("k" + i, found, null, StoredEntry.ETERNAL, store.newDeadline()));
    }
    fleet.server(0).resume();
    care(one);
    fleet.server(1).stop();
    EntryStore other = fleet.client().store("c");
    for (int i = 0; i < KEYS; i++) {
      assertEquals(null, other.read("k" + i, other.newDeadline()));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServerIsFilledWhileOthersWrite(NodeCapabilities kind) throws Exception {
    fleet(kind, 3);
    MemoryFleet.Client one = fleet.client();
    MemoryFleet.Client two = fleet.client();
    EntryStore store = one.store("c");
    EntryStore writing = two.store("c");
    fill(store, "before", KEYS);
    fleet.server(2).stop();
    fill(store, "without", KEYS);
    fleet.server(2).start();
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<String> last = threads.submit(() -> {
        String text = "before";
        for (int round = 0; !stop.get() || round < 2; round++) {
          text = "round" + round;
          fill(writing, text, KEYS);
        }
        return text;
      });
      care(one);
      stop.set(true);
      String text = last.get(30, TimeUnit.SECONDS);
      fleet.server(0).stop();
      EntryStore other = fleet.client().store("c");
      for (int i = 0; i < KEYS; i++) {
        StoredEntry found = other.read("k" + i, other.newDeadline());
        assertNotNull(found, "k" + i);
        assertEquals(text, found.payload().value());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServerThatIsLostAgainWhileItIsFilledIsTakenInOnceMore(NodeCapabilities kind) {
    fleet(kind, 3);
    MemoryFleet.Client one = fleet.client();
    EntryStore store = one.store("c");
    fill(store, "before", KEYS);
    fleet.server(1).stop();
    fill(store, "after", 10);
    fleet.server(1).start();
    for (int i = 0; i < MAX_STEPS && !state(one).isCold(1); i++) {
      step(one);
    }
    assertTrue(state(one).isCold(1));
    step(one);
    step(one);
    fleet.server(1).stop();
    fleet.server(1).start();
    care(one);
    fleet.server(0).stop();
    check(fleet.client().store("c"), KEYS);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFleetOfWhichAllServersRestartAtOnceComesBackWhole(NodeCapabilities kind) {
    fleet(kind, 3);
    MemoryFleet.Client one = fleet.client();
    EntryStore store = one.store("c");
    fill(store, "before", KEYS);
    for (int i = 0; i < 3; i++) {
      fleet.server(i).restartEmpty();
    }
    fill(store, "after", KEYS);
    care(one);
    fleet.server(0).stop();
    check(fleet.client().store("c"), KEYS);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void serversThatWereAwayWhenTheFleetBeganComeInLater(NodeCapabilities kind) {
    fleet(kind, 3);
    fleet.server(2).stop();
    MemoryFleet.Client one = fleet.client();
    EntryStore store = one.store("c");
    fill(store, "before", KEYS);
    assertTrue(state(one).isOut(2));
    fleet.server(2).start();
    care(one);
    fleet.server(0).stop();
    check(fleet.client().store("c"), KEYS);
  }

  /** What the cold copy has is the latest, and better than nothing. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aColdCopyIsUsedAsItIsWhenTheLastOtherOneIsGoneForGood(NodeCapabilities kind) {
    fleet(kind, 2);
    fleet.giveUp = Duration.ofMillis(300);
    MemoryFleet.Client one = fleet.client();
    EntryStore store = one.store("c");
    fill(store, "before", KEYS);
    becomesCold(one, store, 1);
    fill(store, "while cold", KEYS / 2);
    fleet.server(0).stop();
    assertThrows(CacheException.class, () -> store.read("k0", store.newDeadline()));
    for (int i = 0; i < MAX_STEPS && !state(one).isUp(1); i++) {
      step(one);
    }
    assertTrue(state(one).isUp(1));
    assertTrue(state(one).isOut(0));
    check(store, KEYS / 2);
    // Where servers cannot list, what was not written since the loss may be noted on pages that are lost with the other copy.
    fill(store, "after", KEYS / 2);
    fleet.server(0).start();
    care(one);
    fleet.server(1).stop();
    check(fleet.client().store("c"), KEYS / 2);
  }

  /** Nobody waits for a copy that is known to be lost. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aColdCopyIsUsedAtOnceWhenTheLastOtherOneHasLostItsMemory(NodeCapabilities kind) {
    fleet(kind, 2);
    MemoryFleet.Client one = fleet.client();
    EntryStore store = one.store("c");
    fill(store, "before", KEYS);
    becomesCold(one, store, 1);
    fill(store, "while cold", KEYS / 2);
    fleet.server(0).restartEmpty();
    check(store, KEYS / 2);
    assertTrue(state(one).isUp(1));
    assertTrue(state(one).isOut(0));
    care(one);
  }

  private void becomesCold(MemoryFleet.Client client, EntryStore store, int index) {
    fleet.server(index).stop();
    fill(store, "without", 10);
    fleet.server(index).start();
    for (int i = 0; i < MAX_STEPS && !state(client).isCold(index); i++) {
      step(client);
    }
    assertTrue(state(client).isCold(index));
  }

  private void fleet(NodeCapabilities kind, int nodes) {
    NodeCapabilities[] kinds = new NodeCapabilities[nodes];
    Arrays.fill(kinds, kind);
    fleet = new MemoryFleet(2, TimeSource.system(), kinds);
  }

  private static void fill(EntryStore store, String value, int keys) {
    for (int i = 0; i < keys; i++) {
      store.write("k" + i, store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
    }
  }

  private static void check(EntryStore store, int keys) {
    for (int i = 0; i < keys; i++) {
      assertNotNull(store.read("k" + i, store.newDeadline()), "k" + i);
    }
  }

  private static FleetState state(MemoryFleet.Client client) {
    return client.keeper.usable(Deadline.after(TimeSource.system(), Duration.ofSeconds(10)));
  }

  private static void step(MemoryFleet.Client client) {
    long pause = client.care.step(Deadline.after(TimeSource.system(), Duration.ofSeconds(10)));
    LockSupport.parkNanos(Math.min(pause, TimeUnit.MILLISECONDS.toNanos(20)));
  }

  private static void care(MemoryFleet.Client client) {
    for (int i = 0; i < MAX_STEPS && !isWhole(client); i++) {
      step(client);
    }
    assertTrue(isWhole(client));
  }

  private static boolean isWhole(MemoryFleet.Client client) {
    FleetState state = state(client);
    for (int i = 0; i < state.size(); i++) {
      if (!state.isUp(i)) {
        return false;
      }
    }
    return true;
  }
}
