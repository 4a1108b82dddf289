package org.jdance.internal.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdance.CacheGuarantees.Atomicity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link EntryStore} does, whatever is under it. What a store cannot promise it declares, and the contract asks for no more. */
@Timeout(60)
public abstract class EntryStoreContract {

  private static final int THREADS = 8;
  /** The moment at which the contract runs; a store that looks at the clock must be given this one. */
  protected static final long NOW = 1_000_000_000_000L;
  private static final long LATER = NOW + 3_600_000;

  private EntryStore store;

  /** An empty store, which the contract closes. */
  protected abstract EntryStore newStore();

  @BeforeEach
  void open() {
    store = newStore();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsWrittenIsRead() {
    write("k", "v", LATER);
    assertEquals("v", value("k"));
    assertEquals(LATER, read("k").deadline());
    assertNull(read("other"));
  }

  @Test
  void aSecondWriteReplacesValueAndDeadline() {
    write("k", "v1", LATER);
    write("k", "v2", StoredEntry.ETERNAL);
    assertEquals("v2", value("k"));
    assertTrue(read("k").isEternal());
  }

  @Test
  void manyAreWrittenAndReadAtOnce() {
    Map<Object, Payload> payloads = new HashMap<>();
    IntStream.range(0, 300).forEach(i -> payloads.put(store.ownKey("k" + i), store.payload("v" + i)));
    store.writeAll(payloads, LATER, store.newDeadline());
    Set<Object> keys = new HashSet<>(payloads.keySet());
    keys.add("absent");
    Map<Object, StoredEntry> entries = store.readAll(keys, store.newDeadline());
    assertEquals(300, entries.size());
    assertEquals("v7", entries.get("k7").payload().value());
    assertEquals(LATER, entries.get("k7").deadline());
    assertFalse(entries.containsKey("absent"));
  }

  @Test
  void insertsOnlyWhereThereIsNone() {
    assertTrue(swap("k", null, "v1"));
    assertFalse(swap("k", null, "v2"));
    assertEquals("v1", value("k"));
  }

  @Test
  void swapsOnlyTheStateThatWasRead() {
    write("k", "v1", LATER);
    StoredEntry seen = forUpdate("k");
    assertTrue(swap("k", seen, "v2"));
    assertFalse(swap("k", seen, "v3"), "the state has been replaced");
    assertEquals("v2", value("k"));
  }

  @Test
  void aStateIsNotAnEqualValue() {
    write("k", "v", LATER);
    StoredEntry seen = forUpdate("k");
    write("k", "other", LATER);
    write("k", "v", LATER);
    assertFalse(swap("k", seen, "v2"), "the same value stored again is another state");
  }

  @Test
  void doesNotSwapWhatHasGone() {
    write("k", "v1", LATER);
    StoredEntry seen = forUpdate("k");
    store.clear(store.newDeadline());
    assertFalse(swap("k", seen, "v2"));
    assertNull(read("k"));
  }

  @Test
  void removesOnlyTheStateThatWasRead() {
    write("k", "v1", LATER);
    StoredEntry seen = forUpdate("k");
    write("k", "v2", LATER);
    assertFalse(swap("k", seen, null));
    assertTrue(swap("k", forUpdate("k"), null));
    assertNull(read("k"));
    assertFalse(swap("k", seen, null));
  }

  @Test
  void touchMovesTheDeadlineOfWhatWasRead() {
    write("k", "v", LATER);
    store.touch("k", read("k"), LATER + 5_000, store.newDeadline());
    assertEquals(LATER + 5_000, read("k").deadline());
    assertEquals("v", value("k"));
  }

  @Test
  void touchOfAReplacedStateDoesNothing() {
    write("k", "v1", LATER);
    StoredEntry seen = forUpdate("k");
    write("k", "v2", LATER + 1);
    store.touch("k", seen, LATER + 5_000, store.newDeadline());
    assertEquals(LATER + 1, read("k").deadline());
    store.clear(store.newDeadline());
    store.touch("k", seen, LATER + 5_000, store.newDeadline());
    assertNull(read("k"), "a touch brings nothing back");
  }

  @Test
  void readAndTouchAnswersWhatWasThereAndMovesTheDeadline() {
    write("k", "v", LATER);
    StoredEntry before = store.readAndTouch("k", NOW, LATER + 9, store.newDeadline());
    assertNotNull(before);
    assertEquals("v", before.payload().value());
    assertEquals(LATER, before.deadline());
    assertEquals(LATER + 9, read("k").deadline());
    assertNull(store.readAndTouch("absent", NOW, LATER, store.newDeadline()));
  }

  @Test
  void readAndTouchLeavesTheExpiredAlone() {
    write("k", "v", LATER);
    StoredEntry before = store.readAndTouch("k", LATER, LATER + 9, store.newDeadline());
    assertNotNull(before);
    StoredEntry after = read("k");
    assertTrue(after == null || after.deadline() == LATER);
  }

  @Test
  void clearRemovesEverything() {
    IntStream.range(0, 50).forEach(i -> write("k" + i, "v", LATER));
    store.clear(store.newDeadline());
    IntStream.range(0, 50).forEach(i -> assertNull(read("k" + i)));
    write("k1", "again", LATER);
    assertEquals("again", value("k1"));
  }

  @Test
  void listsEveryEntryOnce() {
    if (!store.guarantees().listing()) {
      return;
    }
    IntStream.range(0, 500).forEach(i -> write("k" + i, "v" + i, LATER));
    Map<Object, Object> listed = new HashMap<>();
    for (Iterator<KeyedEntry> all = store.entries(); all.hasNext(); ) {
      KeyedEntry next = all.next();
      assertNull(listed.put(next.key(), next.entry().payload().value()), "listed twice");
    }
    assertEquals(500, listed.size());
    assertEquals("v42", listed.get("k42"));
  }

  @Test
  void listingStandsConcurrentChanges() {
    if (!store.guarantees().listing()) {
      return;
    }
    IntStream.range(0, 100).forEach(i -> write("k" + i, "v", LATER));
    Iterator<KeyedEntry> all = store.entries();
    all.next();
    IntStream.range(0, 100).forEach(i -> write("new" + i, "v", LATER));
    Set<Object> seen = new HashSet<>();
    all.forEachRemaining(entry -> seen.add(entry.key()));
    assertTrue(seen.size() >= 99);
  }

  @Test
  void oneOfManyInserts() throws Exception {
    if (store.guarantees().atomicity() == Atomicity.NONE) {
      return;
    }
    for (int round = 0; round < 100; round++) {
      String key = "k" + round;
      List<Boolean> won = race(thread -> swap(key, null, "v" + thread));
      assertEquals(1, won.stream().filter(Boolean::booleanValue).count());
      assertEquals("v" + won.indexOf(true), value(key));
    }
  }

  @Test
  void oneOfManySwapsAndOneOfManyRemoves() throws Exception {
    if (store.guarantees().atomicity() == Atomicity.NONE) {
      return;
    }
    for (int round = 0; round < 100; round++) {
      String key = "k" + round;
      write(key, "v", LATER);
      StoredEntry seen = forUpdate(key);
      List<Boolean> won = race(thread -> swap(key, seen, thread % 2 == 0 ? "v" + thread : null));
      assertEquals(1, won.stream().filter(Boolean::booleanValue).count());
      int winner = won.indexOf(true);
      if (winner % 2 == 0) {
        assertEquals("v" + winner, value(key));
      } else {
        assertNull(read(key));
      }
    }
  }

  @Test
  void swappingLoopsLoseNoIncrement() throws Exception {
    if (store.guarantees().atomicity() == Atomicity.NONE) {
      return;
    }
    int each = 300;
    write("k", 0, LATER);
    race(
        thread -> {
          for (int i = 0; i < each; i++) {
            StoredEntry seen;
            do {
              seen = forUpdate("k");
            } while (!swap("k", seen, (Integer) seen.payload().value() + 1));
          }
          return true;
        });
    assertEquals(THREADS * each, value("k"));
  }

  /** Runs the same on all threads at once. */
  protected final <T> List<T> race(Racer<T> racer) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        tasks.add(
            () -> {
              start.await(10, TimeUnit.SECONDS);
              return racer.run(thread);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks, 50, TimeUnit.SECONDS)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private void write(Object key, Object value, long deadline) {
    store.write(store.ownKey(key), store.payload(value), deadline, store.newDeadline());
  }

  private @Nullable StoredEntry read(Object key) {
    return store.read(key, store.newDeadline());
  }

  /** The entry as an update has to know it. */
  private @Nullable StoredEntry forUpdate(Object key) {
    return store.readForUpdate(key, store.newDeadline());
  }

  private Object value(Object key) {
    return read(key).payload().value();
  }

  private boolean swap(Object key, @Nullable StoredEntry expected, @Nullable Object value) {
    return store.compareAndSet(
        store.ownKey(key), expected, value == null ? null : store.payload(value), LATER, store.newDeadline());
  }

  /** One thread of a race. */
  protected interface Racer<T> {

    T run(int thread) throws Exception;
  }
}
