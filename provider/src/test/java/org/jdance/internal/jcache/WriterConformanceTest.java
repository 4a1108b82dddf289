package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The single cases of the section on writers of docs/conformance.md. */
class WriterConformanceTest {

  private final CacheFixture fixture = new CacheFixture().listening();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aWritersOwnExceptionIsPassedOn() {
    Cache<String, String> cache = fixture.writing().create();
    CacheWriterException own = new CacheWriterException("own");
    fixture.writer.failure = own;
    assertSame(own, assertThrows(CacheWriterException.class, () -> cache.put("k", "new")));
    assertSame(own, assertThrows(CacheWriterException.class, () -> cache.putAll(Map.of("k", "new"))));
    assertSame(own, assertThrows(CacheWriterException.class, () -> cache.removeAll(Set.of("k"))));
    assertFalse(cache.containsKey("k"));
  }

  @Test
  void deleteReachesTheWriterWithoutAMapping() {
    Cache<String, String> cache = fixture.writing().create();
    assertFalse(cache.remove("k"));
    assertNull(cache.getAndRemove("k"));
    cache.removeAll(Set.of("k"));
    assertNull(cache.<Object>invoke("k", (entry, arguments) -> {
      entry.remove();
      return null;
    }));
    assertFalse(cache.remove("k", "old"));
    assertEquals(List.of("delete", "delete", "deleteAll", "delete"), fixture.writer.calls);
    assertEquals(List.of(), fixture.recorder.events);
    assertEquals(0, CacheFixture.counts(cache).get(3), "removals");
  }

  @Test
  void removeAllOfNothingCallsNobody() {
    Cache<String, String> cache = fixture.writing().create();
    cache.removeAll();
    cache.removeAll(Set.of());
    cache.putAll(Map.of());
    assertEquals(List.of(), fixture.writer.calls);
  }

  @Test
  void expiryAndClearNeverReachTheWriter() {
    Cache<String, String> cache = fixture.writing().policy(new CreatedExpiryPolicy(new Duration(TimeUnit.SECONDS, 1))).create();
    cache.put("k", "old");
    fixture.writer.calls.clear();
    fixture.time.advance(1_000);
    assertNull(cache.get("k"));
    cache.clear();
    assertEquals(List.of(), fixture.writer.calls);
  }

  @Test
  void ofAPartialFailureTheWrittenPartIsApplied() {
    Cache<String, String> cache = withWriter(new PartialWriter());
    assertThrows(CacheWriterException.class, () -> cache.putAll(Map.of("good", "1", "bad", "2")));
    assertEquals(Map.of("good", "1"), cache.getAll(Set.of("good", "bad")));
    cache.clear();
    cache.put("good", "1");
    cache.put("bad", "2");
    assertThrows(CacheWriterException.class, () -> cache.removeAll(Set.of("good", "bad")));
    assertEquals(Map.of("bad", "2"), cache.getAll(Set.of("good", "bad")));
    assertEquals(
        List.of("CREATED null>1", "CREATED null>1", "CREATED null>2", "REMOVED 1>1"), new ArrayList<>(fixture.recorder.events));
  }

  @Test
  void aWriterThatReturnsHasWrittenAll() {
    Cache<String, String> cache = fixture.writing().create();
    cache.putAll(Map.of("a", "1", "b", "2"));
    assertTrue(cache.containsKey("a") && cache.containsKey("b"), "the fixture's writer leaves the collection as it is");
    cache.removeAll(Set.of("a", "b"));
    assertFalse(cache.containsKey("a") || cache.containsKey("b"));
  }

  private Cache<String, String> withWriter(CacheWriter<String, String> writer) {
    fixture.configuration.setWriteThrough(true).setCacheWriterFactory(new SingletonFactory<>(writer));
    return fixture.create();
  }

  /** Writes and deletes in bulk what is good, takes that out of the collection, and throws. */
  private static final class PartialWriter implements CacheWriter<String, String> {

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.removeIf(entry -> entry.getKey().equals("good"));
      throw new IllegalStateException("the rest was not written");
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.removeIf("good"::equals);
      throw new IllegalStateException("the rest was not deleted");
    }
  }
}
