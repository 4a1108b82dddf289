package org.jdance.internal.near;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdance.internal.base.ManualTime;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.MemoryFleet;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.EntryStoreContract;
import org.jdance.internal.entry.RemoteStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.memory.ServerKinds;
import org.jdance.internal.serial.SerializationSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a near cache answers, and what it never does. */
final class NearStoreTest {

  private static final Duration BOUND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private final MemoryFleet fleet = new MemoryFleet(2, time, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
  private final RemoteStore other = store(fleet);
  private final Coherence coherence = new Coherence(true, BOUND, 100);
  private final NearStore near = new NearStore(store(fleet), coherence, new NearBound(100, false), time, () -> {});

  private static RemoteStore store(MemoryFleet fleet) {
    return fleet.client().store(new SerializationSettings("c", NearStoreTest.class.getClassLoader(), Object.class, Object.class, true, List.of()));
  }

  @AfterEach
  void close() {
    near.close();
    fleet.close();
  }

  private static void write(EntryStore store, Object key, Object value) {
    write(store, key, value, StoredEntry.ETERNAL);
  }

  private static void write(EntryStore store, Object key, Object value, long deadline) {
    store.write(store.ownKey(key), store.payload(value), deadline, store.newDeadline());
  }

  private static Object read(EntryStore store, Object key) {
    StoredEntry entry = store.read(key);
    return entry == null ? null : entry.payload().value();
  }

  /** Another JVM writes, and nothing is heard of it. */
  private void writeUnheard(Object key, Object value) {
    write(other, key, value);
  }

  @Test
  void whatWasReadOnceIsAnsweredAgainUntilAChangeIsHeard() {
    coherence.established();
    write(other, "k", "v1");
    assertEquals("v1", read(near, "k"));
    writeUnheard("k", "v2");
    assertEquals("v1", read(near, "k"), "it is near");
    assertEquals(1, near.counts().hits());
    coherence.changed(other.noticeHash("k"));
    assertEquals("v2", read(near, "k"));
    assertEquals(1, coherence.notices());
  }

  @Test
  void aChangeOfAKeyLeavesOthersAlone() {
    coherence.established();
    write(other, "k", "v1");
    write(other, "l", "v1");
    read(near, "k");
    read(near, "l");
    coherence.changed(other.noticeHash("k"));
    long misses = near.counts().misses();
    read(near, "l");
    assertEquals(misses, near.counts().misses());
  }

  @Test
  void keysOfAllKindsAreHeardByTheSameNumber() {
    coherence.established();
    for (Object key : List.of("text", "text with a space", "x".repeat(100), 17, 17L, List.of("a", 1), java.util.UUID.randomUUID())) {
      write(other, key, "v1");
      assertEquals("v1", read(near, key));
      writeUnheard(key, "v2");
      assertEquals("v1", read(near, key));
      coherence.changed(other.noticeHash(key));
      assertEquals("v2", read(near, key));
    }
  }

  @Test
  void ownChangesAreSeenAtOnce() {
    coherence.established();
    write(near, "k", "v1");
    assertEquals("v1", read(near, "k"));
    write(near, "k", "v2");
    assertEquals("v2", read(near, "k"));
    StoredEntry seen = near.readForUpdate("k", near.newDeadline());
    assertTrue(near.compareAndSet("k", seen, near.payload("v3"), StoredEntry.ETERNAL, near.newDeadline()));
    assertEquals("v3", read(near, "k"));
    near.writeAll(Map.of("k", near.payload("v4")), StoredEntry.ETERNAL, near.newDeadline());
    assertEquals("v4", read(near, "k"));
    seen = near.readForUpdate("k", near.newDeadline());
    assertTrue(near.compareAndSet("k", seen, null, 0, near.newDeadline()));
    assertNull(read(near, "k"));
    write(near, "k", "v5");
    read(near, "k");
    near.clear(near.newDeadline());
    assertNull(read(near, "k"));
  }

  @Test
  void updatesLookBelow() {
    coherence.established();
    write(other, "k", "v1");
    StoredEntry seen = near.read("k");
    writeUnheard("k", "v2");
    assertEquals("v2", near.readForUpdate("k", near.newDeadline()).payload().value());
    near.touch("k", seen, time.millis() + 5, near.newDeadline());
    assertTrue(other.read("k").isEternal(), "a touch of a version that is gone touches nothing");
  }

  @Test
  void anEntryThatWasReadNearCanBeTouched() {
    coherence.established();
    write(other, "k", "v1");
    read(near, "k");
    StoredEntry seen = near.read("k");
    long later = time.millis() + 5_000;
    near.touch("k", seen, later, near.newDeadline());
    assertEquals(later, other.read("k").deadline());
    assertEquals(later, near.read("k").deadline());
    assertTrue(seen.isSameStateAs(near.readForUpdate("k", near.newDeadline())));
    assertTrue(near.readForUpdate("k", near.newDeadline()).isSameStateAs(seen));
  }

  @Test
  void anEntryNeverOutlivesItsDeadline() {
    coherence.established();
    write(other, "k", "v1", time.millis() + 50);
    assertEquals("v1", read(near, "k"));
    write(other, "k", "v2");
    time.advance(49);
    assertEquals("v1", read(near, "k"));
    time.advance(1);
    assertEquals("v2", read(near, "k"));
  }

  @Test
  void readAndTouchReachesTheServersEachTime() {
    coherence.established();
    write(other, "k", "v1", time.millis() + 1_000);
    for (int i = 1; i < 4; i++) {
      long deadline = time.millis() + 1_000 + i;
      assertEquals("v1", near.readAndTouch("k", time.millis(), deadline, near.newDeadline()).payload().value());
      assertEquals(deadline, other.read("k").deadline());
      assertEquals(deadline, near.read("k").deadline());
    }
  }

  @Test
  void immutableValuesAreSharedOthersAreNot() {
    coherence.established();
    write(other, "s", "v1");
    read(near, "s");
    assertSame(read(near, "s"), read(near, "s"));
    write(other, "b", new byte[] {1, 2});
    byte[] first = (byte[]) read(near, "b");
    first[0] = 9;
    byte[] second = (byte[]) read(near, "b");
    assertNotSame(first, second);
    assertArrayEquals(new byte[] {1, 2}, second);
    second[0] = 9;
    assertArrayEquals(new byte[] {1, 2}, (byte[]) read(near, "b"));
    assertTrue(near.counts().hits() >= 4);
  }

  @Test
  void whatIsAbsentIsAskedForEachTime() {
    coherence.established();
    assertNull(read(near, "k"));
    writeUnheard("k", "v1");
    assertEquals("v1", read(near, "k"));
  }

  @Test
  void nothingIsKeptBeforeAnythingIsHeard() {
    write(other, "k", "v1");
    read(near, "k");
    writeUnheard("k", "v2");
    assertEquals("v2", read(near, "k"));
    assertEquals(0, near.counts().fills());
  }

  @Test
  void whenNothingIsHeardEntriesAreAnsweredForSoLongAndThenLookedAfter() {
    coherence.established();
    write(other, "same", "v1");
    write(other, "changed", "v1");
    read(near, "same");
    read(near, "changed");
    time.advance(10_000);
    coherence.lost(time.nanos());
    writeUnheard("changed", "v2");
    time.advance(BOUND.toMillis());
    assertEquals("v1", read(near, "changed"), "not older than the bound");
    assertEquals(1, near.counts().answersByAge());
    time.advance(1);
    assertEquals("v2", read(near, "changed"));
    assertEquals("v1", read(near, "same"));
    assertEquals(1, near.counts().revalidations());
    writeUnheard("same", "v2");
    time.advance(BOUND.toMillis());
    assertEquals("v1", read(near, "same"), "looked after a moment ago");
    time.advance(1);
    assertEquals("v2", read(near, "same"));
    long fills = near.counts().fills();
    write(other, "new", "v1");
    read(near, "new");
    assertEquals(fills, near.counts().fills(), "nothing is taken in meanwhile");
  }

  @Test
  void whenChangesAreHeardAgainEachEntryIsLookedAfterOnce() {
    coherence.established();
    write(other, "same", "v1");
    write(other, "changed", "v1");
    read(near, "same");
    read(near, "changed");
    coherence.lost(time.nanos());
    writeUnheard("changed", "v2");
    coherence.established();
    assertEquals("v2", read(near, "changed"));
    assertEquals("v1", read(near, "same"));
    assertEquals("v1", read(near, "same"));
    assertEquals(1, near.counts().revalidations());
    assertEquals(2, near.counts().hits() + 1, "the second read needed no server");
  }

  @Test
  void anEntryThatIsKnownToHaveChangedIsNeverAnsweredByAge() {
    coherence.established();
    write(other, "k", "v1");
    read(near, "k");
    writeUnheard("k", "v2");
    coherence.changed(other.noticeHash("k"));
    coherence.lost(time.nanos());
    assertEquals("v2", read(near, "k"));
  }

  @Test
  void whereNothingIsEverHeardAgeAloneCounts() {
    Coherence byAge = new Coherence(false, BOUND, 100);
    NearStore store = new NearStore(store(fleet), byAge, new NearBound(100, false), time, () -> {});
    write(other, "k", "v1");
    assertEquals("v1", read(store, "k"));
    writeUnheard("k", "v2");
    time.advance(BOUND.toMillis());
    assertEquals("v1", read(store, "k"));
    time.advance(1);
    assertEquals("v2", read(store, "k"));
    store.close();
  }

  @Test
  void aClearedCacheIsNotAnswered() {
    coherence.established();
    write(other, "k", "v1");
    read(near, "k");
    other.clear(other.newDeadline());
    coherence.allChanged();
    assertNull(read(near, "k"));
    assertEquals(1, coherence.flushes());
  }

  @Test
  void readAllAsksForWhatIsNotNear() {
    coherence.established();
    write(other, "a", "1");
    write(other, "b", "2");
    read(near, "a");
    Map<Object, StoredEntry> found = near.readAll(Set.of("a", "b", "c"), near.newDeadline());
    assertEquals(Set.of("a", "b"), found.keySet());
    assertEquals(1, near.counts().hits());
    near.readAll(Set.of("a", "b"), near.newDeadline());
    assertEquals(3, near.counts().hits());
  }

  @Test
  void boundsHold() {
    NearStore few = new NearStore(store(fleet), coherence, new NearBound(10, false), time, () -> {});
    NearStore light = new NearStore(store(fleet), coherence, new NearBound(10_000, true), time, () -> {});
    coherence.established();
    for (int i = 0; i < 200; i++) {
      write(other, "k" + i, "x".repeat(200));
      read(few, "k" + i);
      read(light, "k" + i);
    }
    assertTrue(few.counts().evictions() >= 190, few.counts().evictions() + " evictions");
    assertTrue(light.counts().evictions() >= 170, light.counts().evictions() + " evictions");
  }

  /** The contract of all stores, with a near cache that hears of everything: there is nobody else. */
  @Nested
  final class OnThreeRedis extends EntryStoreContract {

    private MemoryFleet servers;

    @Override
    protected EntryStore newStore() {
      servers = new MemoryFleet(2, new ContractTime(), ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
      Coherence all = new Coherence(true, BOUND, 100);
      all.established();
      return new NearStore(store(servers), all, new NearBound(1_000, false), new ContractTime(), servers::close);
    }
  }

  /** The same where age alone counts. */
  @Nested
  final class OnTwoSharedance extends EntryStoreContract {

    private MemoryFleet servers;

    @Override
    protected EntryStore newStore() {
      servers = new MemoryFleet(2, new ContractTime(), ServerKinds.SHAREDANCE_LIKE, ServerKinds.SHAREDANCE_LIKE);
      return new NearStore(
          store(servers), new Coherence(false, BOUND, 100), new NearBound(1_000, false), new ContractTime(), servers::close);
    }
  }

  /** The wall clock of the contract, whose deadlines lie in 2001, beside the real monotonic one. */
  private static final class ContractTime implements TimeSource {
    @Override
    public long millis() {
      return 1_000_000_000_000L;
    }

    @Override
    public long nanos() {
      return TimeSource.system().nanos();
    }
  }
}
