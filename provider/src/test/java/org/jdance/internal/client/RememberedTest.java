package org.jdance.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a JVM remembers of its own writes is a guess that the servers check, never an answer. */
final class RememberedTest {

  private MemoryFleet fleet;

  static Stream<NodeCapabilities> kinds() {
    return Stream.of(ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE);
  }

  private void start(NodeCapabilities kind) {
    NodeCapabilities[] kinds = new NodeCapabilities[3];
    Arrays.fill(kinds, kind);
    fleet = new MemoryFleet(2, TimeSource.system(), kinds);
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theNextUpdateNeedsNoLook(NodeCapabilities kind) {
    start(kind);
    EntryStore store = fleet.client().store("c");
    assertNull(store.remembered("k"));
    assertTrue(swap(store, null, 1));
    for (int i = 1; i < 10; i++) {
      StoredEntry guess = store.remembered("k");
      assertNotNull(guess);
      assertEquals(i, guess.payload().value());
      assertTrue(swap(store, guess, i + 1));
    }
    assertEquals(10, store.read("k", store.newDeadline()).payload().value());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatOthersWroteMeanwhileIsFoundOut(NodeCapabilities kind) {
    start(kind);
    EntryStore one = fleet.client().store("c");
    EntryStore two = fleet.client().store("c");
    assertTrue(swap(one, null, 1));
    assertTrue(swap(two, two.readForUpdate("k", two.newDeadline()), 2));
    StoredEntry guess = one.remembered("k");
    assertNotNull(guess);
    assertFalse(swap(one, guess, 3));
    assertNull(one.remembered("k"), "a guess that was wrong is forgotten");
    assertEquals(2, one.read("k", one.newDeadline()).payload().value());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anotherGenerationMakesItWrong(NodeCapabilities kind) {
    start(kind);
    EntryStore store = fleet.client().store("c");
    assertTrue(swap(store, null, 1));
    StoredEntry guess = store.remembered("k");
    store.clear(store.newDeadline());
    assertFalse(swap(store, guess, 2));
    assertNull(store.read("k", store.newDeadline()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void removalsAndPlainWritesAreForgotten(NodeCapabilities kind) {
    start(kind);
    EntryStore store = fleet.client().store("c");
    assertTrue(swap(store, null, 1));
    assertTrue(store.compareAndSet("k", store.remembered("k"), null, 0, store.newDeadline()));
    assertNull(store.remembered("k"));
    assertTrue(swap(store, null, 1));
    store.write("k", store.payload(2), StoredEntry.ETERNAL, store.newDeadline());
    assertNull(store.remembered("k"));
    assertTrue(swap(store, store.readForUpdate("k", store.newDeadline()), 3));
    store.forget("k");
    assertNull(store.remembered("k"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatWasReadLastNeedsNoLookEither(NodeCapabilities kind) {
    fleet = new MemoryFleet(1, TimeSource.system(), kind);
    EntryStore one = fleet.client().store("c");
    EntryStore two = fleet.client().store("c");
    one.write("k", one.payload(1), StoredEntry.ETERNAL, one.newDeadline());
    assertNull(one.remembered("k"));
    assertNotNull(one.read("k", one.newDeadline()));
    StoredEntry guess = one.remembered("k");
    assertNotNull(guess);
    assertTrue(swap(one, guess, 2));
    assertNotNull(one.read("k", one.newDeadline()));
    two.write("k", two.payload(3), StoredEntry.ETERNAL, two.newDeadline());
    assertFalse(swap(one, one.remembered("k"), 4));
    assertNull(one.remembered("k"));
    assertEquals(3, one.read("k", one.newDeadline()).payload().value());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsPutAfterARemovalNeedsNoLook(NodeCapabilities kind) {
    start(kind);
    EntryStore store = fleet.client().store("c");
    assertTrue(swap(store, null, 1));
    assertTrue(store.compareAndSet("k", store.remembered("k"), null, 0, store.newDeadline()));
    assertTrue(swap(store, null, 2));
    assertEquals(2, store.read("k", store.newDeadline()).payload().value());
    assertTrue(store.compareAndSet("k", store.remembered("k"), null, 0, store.newDeadline()));
    EntryStore other = fleet.client().store("c");
    assertTrue(swap(other, null, 3));
    assertFalse(swap(store, null, 4), "somebody else was faster");
  }

  private static boolean swap(EntryStore store, StoredEntry expected, Object value) {
    return store.compareAndSet("k", expected, store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
  }
}
