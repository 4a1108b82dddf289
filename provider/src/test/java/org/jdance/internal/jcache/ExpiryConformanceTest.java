package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The single cases of the expiry section of docs/conformance.md; ParityTest has those that concern all operations. */
class ExpiryConformanceTest {

  private static final Duration SECOND = new Duration(TimeUnit.SECONDS, 1);

  private final CacheFixture fixture = new CacheFixture().listening();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theSweepTellsExpired() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    fixture.configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(new ExpiredLatch(told)), null, true, false));
    Cache<String, String> cache = fixture.policy(new CreatedExpiryPolicy(SECOND)).create();
    cache.put("k", "old");
    fixture.time.advance(1_000);
    assertTrue(told.await(30, TimeUnit.SECONDS), "nobody reads the entry, and yet its expiry is told");
    assertEquals(List.of(0L, 0L, 1L, 0L), CacheFixture.counts(cache));
  }

  @Test
  void clearTellsNothingNotEvenOfExpiredEntries() {
    Cache<String, String> cache = fixture.policy(new CreatedExpiryPolicy(SECOND)).create();
    cache.put("k", "old");
    fixture.recorder.events.clear();
    fixture.time.advance(1_000);
    cache.clear();
    assertNull(cache.get("k"));
    assertEquals(List.of(), fixture.recorder.events);
  }

  @Test
  void clearCountsNothing() {
    Cache<String, String> cache = fixture.writing().create();
    cache.put("k", "old");
    CacheFixture.clearCounts(cache);
    fixture.writer.calls.clear();
    cache.clear();
    assertFalse(cache.containsKey("k"));
    assertEquals(List.of(0L, 0L, 0L, 0L), CacheFixture.counts(cache));
    assertEquals(List.of(), fixture.writer.calls);
  }

  @Test
  void putIfAbsentOfAnExpiredValueIsTrueAndAMiss() {
    Cache<String, String> cache = fixture.policy(Duration.ZERO, null, null).create();
    assertTrue(cache.putIfAbsent("k", "new"));
    assertEquals(List.of(0L, 1L, 0L, 0L), CacheFixture.counts(cache));
  }

  @Test
  void noAnswerForACreationIsEternal() {
    Cache<String, String> cache = fixture.policy(null, null, null).create();
    cache.put("k", "new");
    fixture.time.advance(Integer.MAX_VALUE * 1_000L);
    assertEquals("new", cache.get("k"));
  }

  @Test
  void anEntryIsExpiredFromItsDeadlineOn() {
    Cache<String, String> cache = fixture.policy(new CreatedExpiryPolicy(SECOND)).create();
    cache.put("k", "new");
    fixture.time.advance(999);
    assertTrue(cache.containsKey("k"));
    fixture.time.advance(1);
    assertFalse(cache.containsKey("k"));
  }

  @Test
  void aDeadlineBeyondTimeIsEternal() {
    Cache<String, String> cache = fixture.policy(new CreatedExpiryPolicy(new Duration(TimeUnit.DAYS, Long.MAX_VALUE))).create();
    cache.put("k", "new");
    assertEquals("new", cache.get("k"));
  }

  @Test
  void aValueLoadedExpiredIsAnsweredButNotKept() {
    Cache<String, String> cache = fixture.policy(Duration.ZERO, null, null).loading().create();
    fixture.loader.values.put("k", "loaded");
    assertEquals("loaded", cache.get("k"));
    assertEquals(Map.of("k", "loaded"), cache.getAll(Set.of("k")));
    assertEquals("loaded", cache.invoke("k", (entry, arguments) -> entry.getValue()));
    assertFalse(cache.containsKey("k"));
    assertEquals(List.of(), fixture.recorder.events);
  }

  @Test
  void eachOperationAsksThePolicyOneQuestionAtMost() {
    Asked asked = new Asked();
    Cache<String, String> cache = fixture.policy(asked).create();
    cache.put("k", "1");
    cache.put("k", "2");
    cache.get("k");
    cache.replace("k", "other", "3");
    cache.putIfAbsent("k", "3");
    cache.invoke("k", (entry, arguments) -> arguments.length + entry.getValue().length() + (entry.exists() ? 1 : 0));
    assertEquals(List.of("creation", "update", "access", "access", "access"), asked.questions);
    asked.questions.clear();
    cache.invoke(
        "k",
        (entry, arguments) -> {
          String value = entry.getValue();
          entry.setValue(value + value);
          return entry.getValue();
        });
    cache.invoke("k", (entry, arguments) -> entry.exists());
    cache.remove("k", "22");
    assertEquals(List.of("update"), asked.questions);
  }

  /** Writes down what it is asked. */
  private static final class Asked implements ExpiryPolicy {

    final List<String> questions = new ArrayList<>();

    @Override
    public Duration getExpiryForCreation() {
      questions.add("creation");
      return Duration.ETERNAL;
    }

    @Override
    public Duration getExpiryForAccess() {
      questions.add("access");
      return Duration.ETERNAL;
    }

    @Override
    public Duration getExpiryForUpdate() {
      questions.add("update");
      return Duration.ETERNAL;
    }
  }

  /** Counts down for each expired entry. */
  private record ExpiredLatch(CountDownLatch told) implements CacheEntryExpiredListener<String, String> {

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      events.forEach(event -> told.countDown());
    }
  }
}
