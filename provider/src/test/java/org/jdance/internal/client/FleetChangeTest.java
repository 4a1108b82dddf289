package org.jdance.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of a fleet's servers is changed while it is used. */
@Timeout(120)
final class FleetChangeTest {

  private static final int KEYS = 300;
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
  void aServerIsAddedAndThenAnotherTakenAway(NodeCapabilities kind) {
    fleet(kind, 4, 2);
    MemoryFleet.Client one = fleet.client(MemoryFleet.members("n0", "n1", "n2"));
    EntryStore store = one.store("c");
    fill(store, "v");
    change(one, MemoryFleet.members("n0", "n1", "n2", "n3"));
    check(store);
    assertEquals(4, names(one).size());
    fleet.server(1).stop();
    check(fleet.client(MemoryFleet.members("n0", "n1", "n2")).store("c"));
    fleet.server(1).start();
    settle(one);
    change(one, MemoryFleet.members("n1", "n2", "n3"));
    check(store);
    assertEquals(List.of("n1", "n2", "n3"), names(one));
    fleet.server(0).stop();
    fleet.server(2).stop();
    check(fleet.client(MemoryFleet.members("n3", "n1")).store("c"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void oneCopyIsEnoughToMoveIt(NodeCapabilities kind) {
    fleet(kind, 3, 1);
    MemoryFleet.Client one = fleet.client(MemoryFleet.members("n0", "n1"));
    EntryStore store = one.store("c");
    fill(store, "v");
    change(one, MemoryFleet.members("n1", "n2"));
    check(store);
    fleet.server(0).stop();
    check(fleet.client(MemoryFleet.members("n1", "n2")).store("c"));
  }

  /** Nothing is missed, and nothing that was replaced is read, by any client while servers come and go. */
  @ParameterizedTest
  @MethodSource("kinds")
  void nobodySeesTheChange(NodeCapabilities kind) throws Exception {
    fleet(kind, 4, 2);
    List<Member> before = MemoryFleet.members("n0", "n1", "n2");
    MemoryFleet.Client caring = fleet.client(before);
    EntryStore writer = fleet.client(before).store("c");
    EntryStore reader = fleet.client(before).store("c");
    AtomicLongArray acknowledged = new AtomicLongArray(KEYS);
    for (int i = 0; i < KEYS; i++) {
      write(writer, i, 0);
    }
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> writing = threads.submit(() -> {
        for (long round = 1; !stop.get(); round++) {
          for (int i = 0; i < KEYS; i += 2) {
            write(writer, i, round);
            acknowledged.set(i, round);
          }
        }
      });
      Future<Long> reading = threads.submit(() -> {
        long reads = 0;
        while (!stop.get()) {
          for (int i = 0; i < KEYS; i++, reads++) {
            long least = acknowledged.get(i);
            StoredEntry found = reader.read("k" + i, reader.newDeadline());
            assertNotNull(found, "k" + i);
            assertTrue((Long) found.payload().value() >= least, "k" + i);
          }
        }
        return reads;
      });
      change(caring, MemoryFleet.members("n0", "n1", "n2", "n3"));
      change(caring, MemoryFleet.members("n1", "n2", "n3"));
      change(caring, List.of(MemoryFleet.member("n1", 3), MemoryFleet.member("n2", 1), MemoryFleet.member("n3", 1)));
      stop.set(true);
      writing.get(30, TimeUnit.SECONDS);
      assertTrue(reading.get(30, TimeUnit.SECONDS) > 0);
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aServerThatDiesWhileItIsFilledIsWaitedForUntilItIsBack(NodeCapabilities kind) {
    fleet(kind, 3, 2);
    MemoryFleet.Client one = fleet.client(MemoryFleet.members("n0", "n1"));
    EntryStore store = one.store("c");
    fill(store, "v");
    assertTrue(one.keeper.plan(MemoryFleet.members("n1", "n2"), deadline()));
    for (int i = 0; i < MAX_STEPS && !state(one).isCold(indexOf(one, "n2")); i++) {
      step(one);
    }
    fleet.server(2).stop();
    fill(store, "w");
    for (int i = 0; i < 20; i++) {
      step(one);
    }
    assertNotNull(state(one).planned());
    fleet.server(2).start();
    settle(one);
    assertEquals(List.of("n1", "n2"), names(one));
    fleet.server(1).stop();
    check(fleet.client(MemoryFleet.members("n1", "n2")).store("c"));
  }

  /** Another client goes on where the first one ended. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aChangeOutlivesTheClientThatBeganIt(NodeCapabilities kind) {
    fleet(kind, 3, 2);
    MemoryFleet.Client one = fleet.client(MemoryFleet.members("n0", "n1"));
    fill(one.store("c"), "v");
    assertTrue(one.keeper.plan(MemoryFleet.members("n1", "n2"), deadline()));
    one.keeper.close();
    MemoryFleet.Client two = fleet.client(MemoryFleet.members("n0", "n1"));
    check(two.store("c"));
    settle(two);
    assertEquals(List.of("n1", "n2"), names(two));
    check(two.store("c"));
  }

  /** An entry that was removed, so long ago that its tombstones are gone, does not come back with a server that once held it. */
  @ParameterizedTest
  @MethodSource("kinds")
  void whatAServerKeptOfAnEarlierListIsNotRead(NodeCapabilities kind) {
    fleet(kind, 3, 1);
    MemoryFleet.Client one = fleet.client();
    EntryStore store = one.store("c");
    fill(store, "v");
    List<Member> heavy = List.of(MemoryFleet.member("n0", 1), MemoryFleet.member("n1", 1), MemoryFleet.member("n2", 200));
    change(one, heavy);
    for (int i = 0; i < KEYS; i++) {
      StoredEntry found = store.readForUpdate("k" + i, store.newDeadline());
      assertNotNull(found);
      assertTrue(store.compareAndSet("k" + i, found, null, StoredEntry.ETERNAL, store.newDeadline()));
    }
    change(one, MemoryFleet.members("n0", "n1", "n2"));
    for (int i = 0; i < KEYS; i++) {
      assertNull(store.read("k" + i, store.newDeadline()), "k" + i);
    }
  }

  private void fleet(NodeCapabilities kind, int nodes, int copies) {
    NodeCapabilities[] kinds = new NodeCapabilities[nodes];
    Arrays.fill(kinds, kind);
    fleet = new MemoryFleet(copies, TimeSource.system(), kinds);
  }

  private static void write(EntryStore store, int key, long value) {
    store.write("k" + key, store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
  }

  private static void fill(EntryStore store, String value) {
    for (int i = 0; i < KEYS; i++) {
      store.write("k" + i, store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
    }
  }

  private static void check(EntryStore store) {
    for (int i = 0; i < KEYS; i++) {
      assertNotNull(store.read("k" + i, store.newDeadline()), "k" + i);
    }
  }

  private static void change(MemoryFleet.Client client, List<Member> members) {
    assertTrue(client.keeper.plan(members, deadline()));
    settle(client);
  }

  /** Until every server is up and no change is under way. */
  private static void settle(MemoryFleet.Client client) {
    for (int i = 0; i < MAX_STEPS && !isSettled(client); i++) {
      step(client);
    }
    assertTrue(isSettled(client));
  }

  private static boolean isSettled(MemoryFleet.Client client) {
    FleetState state = state(client);
    boolean settled = state.planned() == null;
    for (int i = 0; i < state.size(); i++) {
      settled &= state.isUp(i) || state.hasLeft(i);
    }
    return settled;
  }

  private static List<String> names(MemoryFleet.Client client) {
    return state(client).view().members().stream().filter(Member::isSeated).map(Member::name).toList();
  }

  private static int indexOf(MemoryFleet.Client client, String name) {
    return state(client).view().indexOf(name);
  }

  private static FleetState state(MemoryFleet.Client client) {
    return client.keeper.usable(deadline());
  }

  private static void step(MemoryFleet.Client client) {
    long pause = client.care.step(deadline());
    LockSupport.parkNanos(Math.min(pause, TimeUnit.MILLISECONDS.toNanos(20)));
  }

  private static Deadline deadline() {
    return Deadline.after(TimeSource.system(), Duration.ofSeconds(5));
  }
}
