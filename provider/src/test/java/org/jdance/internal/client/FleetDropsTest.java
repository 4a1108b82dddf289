package org.jdance.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.drops.Drops;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that keeps running while all servers are away never sees again what it replaced or removed meanwhile. */
@Timeout(60)
final class FleetDropsTest {

  private final AtomicLong later = new AtomicLong();
  private MemoryFleet fleet;
  private MemoryFleet.Client app;
  private MemoryFleet.Client them;
  private FleetStore mine;
  private FleetStore others;

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

  /** Servers that keep what they hold, as after a cut of the network. */
  private void fleet(int copies, int nodes, NodeCapabilities kind, FailurePolicy policy) {
    NodeCapabilities[] kinds = new NodeCapabilities[nodes];
    Arrays.fill(kinds, kind);
    fleet = new MemoryFleet(copies, new LaterTime(), kinds);
    fleet.policy = policy;
    fleet.durable = true;
    fleet.timeout = Duration.ofMillis(500);
    app = fleet.client();
    mine = app.store("c");
    them = fleet.client();
    others = them.store("c");
  }

  private void away() {
    fleet.servers.values().forEach(server -> server.stop());
  }

  private void back() {
    fleet.servers.values().forEach(server -> server.start());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aDroppedPutIsReadInsteadOfWhatItReplaced(NodeCapabilities kind) {
    fleet(1, 2, kind, FailurePolicy.MISS);
    write(mine, "k", "old");
    away();
    write(mine, "k", "new");
    eventually(() -> value(mine, "k") == null);
    back();
    for (Object seen = null; seen == null; seen = value(mine, "k")) {
      assertNotEquals("old", seen);
    }
    assertEquals("new", value(mine, "k"));
    eventually(() -> delivered());
    assertEquals("new", value(mine, "k"));
    assertEquals("new", value(others, "k"));
  }

  @ParameterizedTest
  @MethodSource("atomicKinds")
  void theSameWithTwoCopies(NodeCapabilities kind) {
    fleet(2, 2, kind, FailurePolicy.MISS);
    write(mine, "k", "old");
    away();
    write(mine, "k", "new");
    back();
    eventually(() -> neverOld(value(mine, "k")) && delivered());
    assertEquals("new", value(mine, "k"));
    assertEquals("new", value(others, "k"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aDroppedRemovalIsDelivered(NodeCapabilities kind) {
    fleet(1, 2, kind, FailurePolicy.MISS);
    write(mine, "k", "old");
    away();
    remove(mine, "k");
    back();
    eventually(() -> neverOld(value(mine, "k")) && delivered());
    assertNull(value(mine, "k"));
    assertNull(value(others, "k"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aLargeValueIsNotKeptButWhatItReplacedIsGone(NodeCapabilities kind) {
    fleet(1, 2, kind, FailurePolicy.MISS);
    write(mine, "k", "old");
    away();
    write(mine, "k", "x".repeat(Drops.MAX_VALUE_BYTES + 1));
    assertTrue(app.drops.bytes() < Drops.MAX_VALUE_BYTES, "a large value is kept");
    back();
    eventually(() -> neverOld(value(mine, "k")) && delivered());
    assertNull(value(mine, "k"));
    assertNull(value(others, "k"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void manyAtOnceAreDeliveredEach(NodeCapabilities kind) {
    fleet(1, 2, kind, FailurePolicy.MISS);
    Map<Object, Payload> old = new HashMap<>();
    Map<Object, Payload> fresh = new HashMap<>();
    for (int i = 0; i < 1500; i++) {
      old.put("k" + i, mine.payload("old"));
      fresh.put("k" + i, mine.payload("new" + i));
    }
    mine.writeAll(old, StoredEntry.ETERNAL, mine.newDeadline());
    away();
    mine.writeAll(fresh, StoredEntry.ETERNAL, mine.newDeadline());
    assertEquals(1500, app.drops.count());
    back();
    eventually(() -> delivered());
    Map<Object, StoredEntry> read = others.readAll(fresh.keySet(), others.newDeadline());
    assertEquals(1500, read.size());
    read.forEach((key, entry) -> assertEquals("new" + key.toString().substring(1), entry.payload().value()));
  }

  @ParameterizedTest
  @MethodSource("atomicKinds")
  void whatAnotherJvmWroteSinceWins(NodeCapabilities kind) {
    fleet(1, 2, kind, FailurePolicy.MISS);
    write(mine, "k", "old");
    write(mine, "gone", "old");
    away();
    write(mine, "k", "dropped");
    write(mine, "gone", "dropped");
    back();
    eventually(() -> value(others, "k") != null);
    // Versions follow the clock: what is later by less than its step need not be later.
    long dropped = TimeSource.system().millis();
    eventually(() -> TimeSource.system().millis() > dropped);
    write(others, "k", "later");
    write(others, "gone", "later");
    remove(others, "gone");
    eventually(() -> them.drops.deliver(Deadline.after(TimeSource.system(), fleet.timeout)));
    eventually(() -> delivered());
    assertEquals("later", value(mine, "k"));
    assertEquals("later", value(others, "k"));
    assertNull(value(others, "gone"), "what was removed after the drop is back");
  }

  @ParameterizedTest
  @MethodSource("atomicKinds")
  void whatAnotherJvmClearedSinceStaysCleared(NodeCapabilities kind) {
    fleet(1, 2, kind, FailurePolicy.MISS);
    write(mine, "k", "old");
    away();
    write(mine, "k", "dropped");
    back();
    eventually(() -> value(others, "k") != null);
    others.clear(others.newDeadline());
    eventually(() -> them.drops.deliver(Deadline.after(TimeSource.system(), fleet.timeout)));
    eventually(() -> delivered());
    assertNull(value(others, "k"));
    assertNull(value(mine, "k"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aDroppedClearComesBeforeWhatWasWrittenAfterIt(NodeCapabilities kind) {
    fleet(1, 2, kind, FailurePolicy.MISS);
    write(mine, "k", "old");
    write(mine, "l", "old");
    write(mine, "m", "old");
    away();
    write(mine, "m", "before");
    mine.clear(mine.newDeadline());
    write(mine, "k", "new");
    back();
    eventually(() -> neverOld(value(mine, "l")) && neverOld(value(mine, "k")) && value(mine, "m") == null && delivered());
    assertEquals("new", value(others, "k"));
    assertNull(value(others, "l"));
    assertNull(value(others, "m"));
    assertNull(value(mine, "l"));
  }

  @Test
  void whenMoreIsDroppedThanIsRememberedAllCachesBeginAnew() {
    fleet(1, 2, ServerKinds.REDIS_LIKE, FailurePolicy.MISS);
    FleetStore elsewhere = fleet.client().store("d");
    write(mine, "k", "old");
    write(elsewhere, "other", "old");
    away();
    Map<Object, Payload> many = new HashMap<>();
    for (int i = 0; i <= Drops.MAX_WRITES; i++) {
      many.put("n" + i, mine.payload("new"));
    }
    mine.writeAll(many, StoredEntry.ETERNAL, mine.newDeadline());
    assertTrue(app.drops.count() <= Drops.MAX_WRITES, "more is remembered than the bound says");
    write(mine, "afterwards", "new");
    back();
    eventually(() -> neverOld(value(mine, "k")) && delivered());
    assertNull(value(others, "k"));
    assertEquals("new", value(others, "afterwards"));
    eventually(() -> value(elsewhere, "other") == null);
    assertNull(value(fleet.client().store("d"), "other"), "a cache of the namespace has not begun anew");
  }

  @Test
  void whatWasRememberedForTooLongIsNotDeliveredEither() {
    fleet(1, 2, ServerKinds.REDIS_LIKE, FailurePolicy.MISS);
    write(mine, "k", "old");
    away();
    write(mine, "k", "new");
    later.addAndGet(Drops.MAX_AGE_NANOS + 1);
    back();
    eventually(() -> neverOld(value(mine, "k")) && delivered());
    assertNull(value(others, "k"));
  }

  @Test
  void whileOtherServersAnswerARememberedValueIsAnswered() {
    fleet(1, 3, ServerKinds.REDIS_LIKE, FailurePolicy.MISS);
    for (int i = 0; i < 30; i++) {
      write(mine, "k" + i, "old");
    }
    fleet.server(1).stop();
    for (int i = 0; i < 30; i++) {
      write(mine, "k" + i, "new");
    }
    assertTrue(app.drops.count() > 0, "no key belongs to the server that is away");
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 30; i++) {
        assertEquals("new", value(mine, "k" + i), "an absent entry may mean something while others are found");
      }
    }
    fleet.server(1).start();
    eventually(() -> delivered());
    for (int i = 0; i < 30; i++) {
      assertEquals("new", value(others, "k" + i));
    }
  }

  @Test
  void conditionalOperationsThrowUntilTheDropIsDelivered() {
    fleet(1, 2, ServerKinds.REDIS_LIKE, FailurePolicy.MISS);
    write(mine, "k", "old");
    away();
    write(mine, "k", "new");
    assertThrows(CacheException.class, () -> mine.readForUpdate("k", mine.newDeadline()));
    back();
    eventually(
        () -> {
          try {
            StoredEntry seen = mine.readForUpdate("k", mine.newDeadline());
            assertEquals("new", seen == null ? null : seen.payload().value());
            return true;
          } catch (CacheException e) {
            return false;
          }
        });
    assertTrue(app.drops.isEmpty());
  }

  @Test
  void underBypassAConditionalWriteIsDroppedAndDelivered() {
    fleet(1, 2, ServerKinds.REDIS_LIKE, FailurePolicy.BYPASS);
    write(mine, "k", "old");
    away();
    assertNull(mine.readForUpdate("k", mine.newDeadline()));
    assertTrue(mine.compareAndSet("k", null, mine.payload("new"), StoredEntry.ETERNAL, mine.newDeadline()));
    back();
    eventually(() -> neverOld(value(mine, "k")) && delivered());
    assertEquals("new", value(others, "k"));
  }

  @Test
  void aLaterWriteThatArrivesSupersedesTheDrop() {
    fleet(1, 2, ServerKinds.REDIS_LIKE, FailurePolicy.MISS);
    away();
    write(mine, "k", "dropped");
    back();
    eventually(
        () -> {
          write(mine, "k", "later");
          return app.drops.isEmpty();
        });
    assertEquals("later", value(others, "k"));
  }

  @Test
  void listingsDoNotShowWhatWasReplaced() {
    fleet(1, 3, ServerKinds.REDIS_LIKE, FailurePolicy.MISS);
    for (int i = 0; i < 30; i++) {
      write(mine, "k" + i, "old");
    }
    away();
    for (int i = 0; i < 30; i++) {
      write(mine, "k" + i, "new");
    }
    back();
    int[] seen = new int[1];
    eventually(
        () -> {
          seen[0] = 0;
          for (var all = mine.entries(); all.hasNext(); seen[0]++) {
            assertEquals("new", all.next().entry().payload().value());
          }
          return seen[0] == 30;
        });
  }

  @Test
  void closingDeliversIfAServerAnswersAndForgetsIfNot() {
    fleet(1, 2, ServerKinds.REDIS_LIKE, FailurePolicy.MISS);
    write(mine, "k", "old");
    away();
    write(mine, "k", "new");
    long begun = System.nanoTime();
    app.drops.close(Deadline.after(TimeSource.system(), fleet.timeout));
    assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(10), "closing waits for servers that are away");
    back();
    eventually(
        () -> {
          app.drops.close(Deadline.after(TimeSource.system(), fleet.timeout));
          return app.drops.isEmpty();
        });
    assertEquals("new", value(others, "k"));
  }

  @Test
  void underThrowNothingIsRemembered() {
    fleet(1, 2, ServerKinds.REDIS_LIKE, FailurePolicy.THROW);
    away();
    assertThrows(CacheException.class, () -> write(mine, "k", "new"));
    assertTrue(app.drops.isEmpty());
    assertFalse(mine.mayDrop(new CacheException("x")));
  }

  private boolean delivered() {
    return app.drops.deliver(Deadline.after(TimeSource.system(), fleet.timeout));
  }

  private static boolean neverOld(Object seen) {
    assertNotEquals("old", seen);
    return true;
  }

  private static Object value(EntryStore store, Object key) {
    StoredEntry entry = store.read(key, store.newDeadline());
    return entry == null ? null : entry.payload().value();
  }

  private static void write(EntryStore store, Object key, Object value) {
    store.write(store.ownKey(key), store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
  }

  /** As the semantics remove: what nobody could reach is dropped. */
  private static void remove(EntryStore store, Object key) {
    try {
      StoredEntry seen = store.readForUpdate(key, store.newDeadline());
      assertTrue(seen == null || store.compareAndSet(key, seen, null, 0, store.newDeadline()));
    } catch (CacheException e) {
      assertTrue(store.mayDrop(e));
      store.drop(key, null, 0, e);
    }
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "did not happen in time");
    }
  }

  /** The machine's clocks, ahead by what the test says. */
  private final class LaterTime implements TimeSource {
    @Override
    public long millis() {
      return TimeSource.system().millis() + TimeUnit.NANOSECONDS.toMillis(later.get());
    }

    @Override
    public long nanos() {
      return TimeSource.system().nanos() + later.get();
    }
  }
}
