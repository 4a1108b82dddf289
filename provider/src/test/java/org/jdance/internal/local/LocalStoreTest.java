package org.jdance.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.EntryStoreContract;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.serial.copy.Copier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class LocalStoreTest {

  private final AtomicLong evictions = new AtomicLong();

  @Nested
  final class ByReference extends EntryStoreContract {

    @Override
    protected EntryStore newStore() {
      return byReference(OptionalLong.empty());
    }
  }

  @Nested
  final class ByValue extends EntryStoreContract {

    @Override
    protected EntryStore newStore() {
      return byValue();
    }
  }

  @Nested
  final class Bounded extends EntryStoreContract {

    @Override
    protected EntryStore newStore() {
      return byReference(OptionalLong.of(10_000));
    }
  }

  @Test
  void byReferenceItKeepsTheVeryObjects() {
    LocalStore store = byReference(OptionalLong.empty());
    List<String> key = new ArrayList<>(List.of("k"));
    List<String> value = new ArrayList<>(List.of("v"));
    write(store, key, value, StoredEntry.ETERNAL);
    assertSame(value, store.read(List.of("k"), Deadline.NONE).payload().value());
    assertSame(key, store.entries().next().key());
  }

  @Test
  void byValueItKeepsAndHandsOutCopiesOfWhatIsMutable() {
    LocalStore store = byValue();
    List<String> key = new ArrayList<>(List.of("k"));
    List<String> value = new ArrayList<>(List.of("v"));
    write(store, key, value, StoredEntry.ETERNAL);
    key.add("changed");
    value.add("changed");

    Object first = store.read(List.of("k"), Deadline.NONE).payload().value();
    assertEquals(List.of("v"), first);
    ((List<?>) first).clear();
    assertEquals(List.of("v"), store.read(List.of("k"), Deadline.NONE).payload().value());

    Object listedKey = store.entries().next().key();
    ((List<?>) listedKey).clear();
    assertEquals(List.of("k"), store.entries().next().key());
  }

  @Test
  void byValueItSharesWhatIsImmutable() {
    LocalStore store = byValue();
    String value = new String("v".toCharArray());
    write(store, "k", value, StoredEntry.ETERNAL);
    assertSame(value, store.read("k", Deadline.NONE).payload().value());
    byte[] bytes = {1, 2};
    write(store, "b", bytes, StoredEntry.ETERNAL);
    assertNotSame(bytes, store.read("b", Deadline.NONE).payload().value());
  }

  @Test
  void aBoundIsKeptAndEvictionsAreTold() {
    LocalStore store = byReference(OptionalLong.of(100));
    IntStream.range(0, 1_000).forEach(i -> write(store, i, i, StoredEntry.ETERNAL));
    AtomicLong left = new AtomicLong();
    store.entries().forEachRemaining(entry -> left.incrementAndGet());
    assertTrue(left.get() <= 100, () -> left + " entries");
    assertEquals(1_000 - left.get(), evictions.get());
  }

  @Test
  void theSweepTellsTheExpiredAndOnlyThose() {
    LocalStore store = byReference(OptionalLong.empty());
    write(store, "eternal", 1, StoredEntry.ETERNAL);
    write(store, "due", 1, 1_000);
    write(store, "later", 1, 1_001);
    Set<Object> expired = new HashSet<>();
    store.sweep(1_000, expired::add);
    assertEquals(Set.of("due"), expired);
  }

  @Test
  void nothingIsLeftAfterClose() {
    LocalStore store = byReference(OptionalLong.empty());
    write(store, "k", 1, StoredEntry.ETERNAL);
    store.close();
    assertFalse(store.entries().hasNext());
  }

  private LocalStore byReference(OptionalLong maxEntries) {
    return LocalStore.byReference(maxEntries, evictions::addAndGet);
  }

  private LocalStore byValue() {
    return LocalStore.byValue(OptionalLong.empty(), evictions::addAndGet, new Copier());
  }

  private static void write(LocalStore store, Object key, Object value, long deadline) {
    store.write(store.ownKey(key), store.payload(value), deadline, Deadline.NONE);
  }
}
