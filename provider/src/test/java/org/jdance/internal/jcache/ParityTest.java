package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One awkward case after the other through all sibling operations: siblings that disagree are where providers go wrong. */
class ParityTest {

  private static final Duration SECOND = new Duration(TimeUnit.MILLISECONDS, 1_000);

  /** What an operation does to an entry that is there with the value {@code old}, and to one that is not. */
  private enum Effect {
    NOTHING,
    ACCESS,
    STORE,
    REMOVE
  }

  /** An operation on the key {@code k}; counts are hits, misses, puts and removals. */
  private record Sibling(
      String name, Effect present, Effect absent, List<Long> presentCounts, List<Long> absentCounts, Consumer<Cache<String, String>> run) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Sibling of(
      String name, Effect present, Effect absent, String presentCounts, String absentCounts, Consumer<Cache<String, String>> run) {
    return new Sibling(name, present, absent, digits(presentCounts), digits(absentCounts), run);
  }

  private static List<Long> digits(String digits) {
    return digits.chars().mapToObj(c -> (long) (c - '0')).toList();
  }

  static Stream<Sibling> all() {
    return Stream.of(
        of("get", Effect.ACCESS, Effect.NOTHING, "1000", "0100", c -> c.get("k")),
        of("getAll", Effect.ACCESS, Effect.NOTHING, "1000", "0100", c -> c.getAll(Set.of("k"))),
        of("containsKey", Effect.NOTHING, Effect.NOTHING, "0000", "0000", c -> c.containsKey("k")),
        of("put", Effect.STORE, Effect.STORE, "0010", "0010", c -> c.put("k", "new")),
        of("putAll", Effect.STORE, Effect.STORE, "0010", "0010", c -> c.putAll(Map.of("k", "new"))),
        of("getAndPut", Effect.STORE, Effect.STORE, "1010", "0110", c -> c.getAndPut("k", "new")),
        of("putIfAbsent", Effect.NOTHING, Effect.STORE, "1000", "0110", c -> c.putIfAbsent("k", "new")),
        of("replace", Effect.STORE, Effect.NOTHING, "1010", "0100", c -> c.replace("k", "new")),
        of("replaceMatching", Effect.STORE, Effect.NOTHING, "1010", "0100", c -> c.replace("k", "old", "new")),
        of("replaceOther", Effect.ACCESS, Effect.NOTHING, "1000", "0100", c -> c.replace("k", "other", "new")),
        of("getAndReplace", Effect.STORE, Effect.NOTHING, "1010", "0100", c -> c.getAndReplace("k", "new")),
        of("remove", Effect.REMOVE, Effect.NOTHING, "0001", "0000", c -> c.remove("k")),
        of("removeMatching", Effect.REMOVE, Effect.NOTHING, "1001", "0100", c -> c.remove("k", "old")),
        of("removeOther", Effect.ACCESS, Effect.NOTHING, "1000", "0100", c -> c.remove("k", "other")),
        of("getAndRemove", Effect.REMOVE, Effect.NOTHING, "1001", "0100", c -> c.getAndRemove("k")),
        of("removeAllKeys", Effect.REMOVE, Effect.NOTHING, "0001", "0000", c -> c.removeAll(Set.of("k"))),
        of("removeAll", Effect.REMOVE, Effect.NOTHING, "0001", "0000", Cache::removeAll),
        of("invokeNothing", Effect.NOTHING, Effect.NOTHING, "1000", "0100", c -> c.invoke("k", (e, a) -> null)),
        of("invokeGet", Effect.ACCESS, Effect.NOTHING, "1000", "0100", c -> c.invoke("k", (e, a) -> e.getValue())),
        of("invokeSet", Effect.STORE, Effect.STORE, "1010", "0110", c -> c.invoke("k", ParityTest::set)),
        of("invokeGetSet", Effect.STORE, Effect.STORE, "1010", "0110", c -> c.invoke("k", (e, a) -> e.getValue() + set(e, a))),
        of("invokeAllSet", Effect.STORE, Effect.STORE, "1010", "0110", c -> c.invokeAll(Set.of("k"), ParityTest::set)),
        of("invokeRemove", Effect.REMOVE, Effect.NOTHING, "1001", "0100", c -> c.invoke("k", ParityTest::remove)),
        of("iterate", Effect.ACCESS, Effect.NOTHING, "1000", "0000", c -> c.forEach(e -> {})));
  }

  static Stream<Sibling> creating() {
    return all().filter(s -> s.absent == Effect.STORE);
  }

  static Stream<Sibling> updating() {
    return all().filter(s -> s.present == Effect.STORE);
  }

  static Stream<Sibling> removing() {
    return all().filter(s -> s.present == Effect.REMOVE);
  }

  static Stream<Sibling> accessing() {
    return all().filter(s -> s.present == Effect.ACCESS);
  }

  private static String set(javax.cache.processor.MutableEntry<String, String> entry, Object... arguments) {
    entry.setValue("new");
    return "";
  }

  private static String remove(javax.cache.processor.MutableEntry<String, String> entry, Object... arguments) {
    entry.remove();
    return "";
  }

  private final CacheFixture fixture = newFixture().listening();

  /** Where the caches live; another store by whoever inherits. */
  CacheFixture newFixture() {
    return new CacheFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPresentEntry(Sibling sibling) {
    Cache<String, String> cache = withEntry();
    sibling.run.accept(cache);
    assertEquals(presentEvents(sibling), fixture.recorder.events);
    assertEquals(sibling.presentCounts, CacheFixture.counts(cache));
    assertValue(cache, sibling.present == Effect.REMOVE ? null : sibling.present == Effect.STORE ? "new" : "old");
  }

  @ParameterizedTest
  @MethodSource("all")
  void noEntry(Sibling sibling) {
    Cache<String, String> cache = fixture.create();
    sibling.run.accept(cache);
    assertEquals(sibling.absent == Effect.STORE ? List.of("CREATED null>new") : List.of(), fixture.recorder.events);
    assertEquals(sibling.absentCounts, CacheFixture.counts(cache));
    assertValue(cache, sibling.absent == Effect.STORE ? "new" : null);
  }

  @ParameterizedTest
  @MethodSource("all")
  void anExpiredPriorCountsAsAbsentAndIsToldOnceAndFirst(Sibling sibling) {
    fixture.policy(new CreatedExpiryPolicy(SECOND));
    Cache<String, String> cache = withEntry();
    fixture.time.advance(1_000);
    sibling.run.accept(cache);
    List<String> expected = new ArrayList<>(List.of("EXPIRED old>old"));
    if (sibling.absent == Effect.STORE) {
      expected.add("CREATED null>new");
    }
    assertEquals(expected, fixture.recorder.events);
    assertEquals(sibling.absentCounts, CacheFixture.counts(cache));
    assertValue(cache, sibling.absent == Effect.STORE ? "new" : null);
    assertEquals(expected, fixture.recorder.events, "looking again tells nothing more");
  }

  @ParameterizedTest
  @MethodSource("creating")
  void zeroCreationIsNeverAddedButWritten(Sibling sibling) {
    Cache<String, String> cache = fixture.policy(Duration.ZERO, null, null).writing().create();
    sibling.run.accept(cache);
    assertEquals(List.of(), fixture.recorder.events);
    assertEquals(0, CacheFixture.counts(cache).get(2), "puts");
    assertValue(cache, null);
    assertEquals(Map.of("k", "new"), fixture.writer.written);
  }

  @ParameterizedTest
  @MethodSource("updating")
  void zeroUpdateIsUpdatedThenExpired(Sibling sibling) {
    fixture.policy(Duration.ETERNAL, Duration.ZERO, null);
    Cache<String, String> cache = withEntry();
    sibling.run.accept(cache);
    assertEquals(List.of("UPDATED old>new", "EXPIRED new>new"), fixture.recorder.events);
    assertEquals(sibling.presentCounts, CacheFixture.counts(cache));
    assertValue(cache, null);
  }

  @ParameterizedTest
  @MethodSource("accessing")
  void zeroAccessExpiresWhatWasAccessed(Sibling sibling) {
    fixture.policy(Duration.ETERNAL, null, Duration.ZERO);
    Cache<String, String> cache = withEntry();
    sibling.run.accept(cache);
    assertEquals(List.of("EXPIRED old>old"), fixture.recorder.events);
    assertEquals(sibling.presentCounts, CacheFixture.counts(cache));
    assertFalse(cache.containsKey("k"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void noAnswerOfThePolicyKeepsTheDeadline(Sibling sibling) {
    fixture.policy(SECOND, null, null);
    Cache<String, String> cache = withEntry();
    fixture.time.advance(400);
    sibling.run.accept(cache);
    fixture.time.advance(599);
    assertEquals(sibling.present != Effect.REMOVE, cache.containsKey("k"));
    fixture.time.advance(1);
    assertFalse(cache.containsKey("k"));
  }

  @ParameterizedTest
  @MethodSource("accessing")
  void anAccessMovesTheDeadlineAndNothingElse(Sibling sibling) {
    fixture.policy(SECOND, null, SECOND);
    Cache<String, String> cache = withEntry();
    fixture.time.advance(900);
    sibling.run.accept(cache);
    fixture.time.advance(999);
    assertTrue(cache.containsKey("k"));
    fixture.time.advance(1);
    assertFalse(cache.containsKey("k"));
    assertEquals(List.of("EXPIRED old>old"), fixture.recorder.events);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsNoAccessLeavesTheDeadline(Sibling sibling) {
    if (sibling.present != Effect.NOTHING) {
      return;
    }
    fixture.policy(SECOND, null, SECOND);
    Cache<String, String> cache = withEntry();
    fixture.time.advance(900);
    sibling.run.accept(cache);
    fixture.time.advance(100);
    assertFalse(cache.containsKey("k"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aThrowingPolicyIsEternalForCreationAndSilentOtherwise(Sibling sibling) {
    fixture.policy(new ThrowingPolicy());
    Cache<String, String> cache = withEntry();
    sibling.run.accept(cache);
    assertEquals(presentEvents(sibling), fixture.recorder.events);
    fixture.time.advance(1_000_000_000L);
    assertEquals(sibling.present != Effect.REMOVE, cache.containsKey("k"));
  }

  @ParameterizedTest
  @MethodSource("updating")
  void aThrowingWriterLeavesAPresentEntryAsItIs(Sibling sibling) {
    writerFails(sibling, "old");
  }

  @ParameterizedTest
  @MethodSource("removing")
  void aThrowingWriterKeepsWhatWasToBeRemoved(Sibling sibling) {
    writerFails(sibling, "old");
  }

  @ParameterizedTest
  @MethodSource("creating")
  void aThrowingWriterKeepsAnythingFromBeingCreated(Sibling sibling) {
    Cache<String, String> cache = fixture.writing().create();
    fixture.writer.failure = new IllegalStateException("down");
    runRefused(sibling, cache);
    assertEquals(List.of(), fixture.recorder.events);
    assertValue(cache, null);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aThrowingListenerIsToldToTheCallerAndTheChangeStays(Sibling sibling) {
    Cache<String, String> cache = withEntry();
    fixture.recorder.failure = new IllegalStateException("listener");
    if (presentEvents(sibling).isEmpty()) {
      sibling.run.accept(cache);
    } else if (sibling.name.equals("invokeAllSet")) {
      sibling.run.accept(cache);
    } else {
      CacheEntryListenerException thrown = assertThrows(CacheEntryListenerException.class, () -> sibling.run.accept(cache));
      assertTrue(thrown.getMessage().contains("fixture"), thrown.getMessage());
    }
    fixture.recorder.failure = null;
    assertEquals(presentEvents(sibling), fixture.recorder.events);
    assertValue(cache, sibling.present == Effect.REMOVE ? null : sibling.present == Effect.STORE ? "new" : "old");
  }

  @ParameterizedTest
  @MethodSource("all")
  void theWriterHearsOfPutsAndRemovalsOnly(Sibling sibling) {
    fixture.writing();
    Cache<String, String> cache = withEntry();
    fixture.writer.calls.clear();
    sibling.run.accept(cache);
    boolean bulk = sibling.name.equals("putAll") || sibling.name.startsWith("removeAll");
    List<String> expected =
        switch (sibling.present) {
          case STORE -> List.of(bulk ? "writeAll" : "write");
          case REMOVE -> List.of(bulk ? "deleteAll" : "delete");
          case NOTHING, ACCESS -> List.of();
        };
    assertEquals(expected, fixture.writer.calls);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aLoadedValueIsNoPutAndNeverWritten(Sibling sibling) throws Exception {
    boolean loads = Set.of("get", "getAll", "invokeGet", "invokeGetSet").contains(sibling.name);
    fixture.loader.values.put("k", "loaded");
    Cache<String, String> cache = fixture.loading().writing().create();
    sibling.run.accept(cache);
    assertEquals(loads ? List.of("k") : List.of(), fixture.loader.loads);
    assertEquals(sibling.absentCounts, CacheFixture.counts(cache));
    assertFalse(fixture.writer.written.containsValue("loaded"));
    if (loads && sibling.absent == Effect.NOTHING) {
      assertEquals(List.of("CREATED null>loaded"), fixture.recorder.events);
      assertEquals(List.of(), fixture.writer.calls);
    }
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("k"), true, done);
    done.get(10, TimeUnit.SECONDS);
    assertEquals(sibling.absentCounts, CacheFixture.counts(cache));
    assertFalse(fixture.writer.written.containsValue("loaded"));
    assertEquals("loaded", cache.get("k"));
  }

  private void writerFails(Sibling sibling, String left) {
    fixture.writing();
    Cache<String, String> cache = withEntry();
    fixture.writer.failure = new IllegalStateException("down");
    runRefused(sibling, cache);
    assertEquals(List.of(), fixture.recorder.events);
    assertEquals(0, CacheFixture.counts(cache).get(2) + CacheFixture.counts(cache).get(3), "puts and removals");
    assertValue(cache, left);
  }

  private static void runRefused(Sibling sibling, Cache<String, String> cache) {
    if (sibling.name.equals("invokeAllSet")) {
      assertThrows(CacheException.class, () -> cache.invokeAll(Set.of("k"), ParityTest::set).get("k").get());
    } else {
      assertThrows(CacheWriterException.class, () -> sibling.run.accept(cache));
    }
  }

  private Cache<String, String> withEntry() {
    Cache<String, String> cache = fixture.create();
    cache.put("k", "old");
    CacheFixture.clearCounts(cache);
    fixture.recorder.events.clear();
    return cache;
  }

  private static List<String> presentEvents(Sibling sibling) {
    return switch (sibling.present) {
      case STORE -> List.of("UPDATED old>new");
      case REMOVE -> List.of("REMOVED old>old");
      case NOTHING, ACCESS -> List.of();
    };
  }

  private static void assertValue(Cache<String, String> cache, String value) {
    assertEquals(value != null, cache.containsKey("k"));
    if (value != null) {
      assertEquals(value, cache.get("k"));
    }
  }

  /** A policy that never answers. */
  private static final class ThrowingPolicy implements ExpiryPolicy {

    @Override
    public Duration getExpiryForCreation() {
      throw new IllegalStateException("creation");
    }

    @Override
    public Duration getExpiryForAccess() {
      throw new IllegalStateException("access");
    }

    @Override
    public Duration getExpiryForUpdate() {
      throw new IllegalStateException("update");
    }
  }
}
