package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  @Test
  void removeAllLeavesExpiryToItself() {
    Cache<String, String> cache = fixture.writing().policy(new CreatedExpiryPolicy(new Duration(TimeUnit.SECONDS, 1))).create();
    cache.put("expired", "1");
    fixture.time.advance(1_000);
    cache.put("live", "2");
    fixture.recorder.events.clear();
    cache.removeAll();
    assertEquals(Map.of("expired", "1"), fixture.writer.written, "the writer deletes what was removed, not what has expired");
    assertEquals(List.of("REMOVED 2>2", "EXPIRED 1>1"), fixture.recorder.events);
    cache.put("expired", "1");
    fixture.time.advance(1_000);
    fixture.writer.calls.clear();
    cache.removeAll();
    assertEquals(List.of(), fixture.writer.calls, "nothing was removed");
  }

  @Test
  void aFailureBesideTheWritersIsASuppressedOne() {
    AssertionError beside = new AssertionError("of the policy");
    fixture.policy(
        new ExpiryPolicy() {
          @Override
          public Duration getExpiryForCreation() {
            throw beside;
          }

          @Override
          public Duration getExpiryForAccess() {
            return null;
          }

          @Override
          public Duration getExpiryForUpdate() {
            return null;
          }
        });
    Cache<String, String> cache = withWriter(new PartialWriter());
    CacheWriterException thrown = assertThrows(CacheWriterException.class, () -> cache.putAll(Map.of("good", "1", "bad", "2")));
    assertEquals(List.of(beside), List.of(thrown.getSuppressed()));
  }

  @Test
  void bulkWritesKeepTheOrderAndHashNoValue() {
    Map<Object, Object> written = new LinkedHashMap<>();
    List<Object> deleted = new ArrayList<>();
    Cache<Object, Object> cache =
        objects(
            false,
            new ObjectWriter() {
              @Override
              public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
                entries.forEach(entry -> written.put(entry.getKey(), entry.getValue()));
              }

              @Override
              public void deleteAll(Collection<?> keys) {
                deleted.addAll(keys);
              }
            });
    Map<Object, Object> values = new LinkedHashMap<>();
    for (int i = 20; i > 0; i--) {
      values.put("key " + i, new Unhashable());
    }
    cache.putAll(values);
    assertEquals(List.copyOf(values.keySet()), List.copyOf(written.keySet()));
    cache.removeAll(values.keySet());
    assertEquals(List.copyOf(values.keySet()), deleted);
  }

  @Test
  @Timeout(20)
  void aWriterMayChangeTheKeysThatItIsGiven() {
    Cache<Object, Object> cache =
        objects(
            true,
            new ObjectWriter() {
              @Override
              public void write(Cache.Entry<?, ?> entry) {
                change(entry.getKey());
              }

              @Override
              public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
                entries.forEach(entry -> change(entry.getKey()));
              }

              @Override
              public void delete(Object key) {
                change(key);
              }

              @Override
              public void deleteAll(Collection<?> keys) {
                keys.forEach(key -> change(key));
              }
            });
    // Twice each: the first one that left the key held would keep the second waiting.
    for (int round = 0; round < 2; round++) {
      cache.put(mutableKey(), "put");
      assertEquals("put", cache.get(mutableKey()));
      cache.putAll(Map.of(mutableKey(), "put with others"));
      assertEquals("put with others", cache.get(mutableKey()));
      cache.invoke(
          mutableKey(),
          (entry, arguments) -> {
            change(entry.getKey());
            entry.setValue("by a processor");
            return null;
          });
      assertEquals("by a processor", cache.get(mutableKey()));
      assertTrue(cache.remove(mutableKey()));
      cache.put(mutableKey(), "put");
      cache.removeAll(Set.of(mutableKey()));
      assertFalse(cache.containsKey(mutableKey()));
    }
  }

  @Test
  void whatAFailingWriterLeftIsLeftWhateverItDidToTheKeys() {
    Cache<Object, Object> cache =
        objects(
            true,
            new ObjectWriter() {
              @Override
              public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
                entries.forEach(entry -> change(entry.getKey()));
                throw new IllegalStateException("nothing was written");
              }

              @Override
              public void deleteAll(Collection<?> keys) {
                keys.forEach(key -> change(key));
                throw new IllegalStateException("nothing was deleted");
              }
            });
    assertThrows(CacheWriterException.class, () -> cache.putAll(Map.of(mutableKey(), "new")));
    assertFalse(cache.containsKey(mutableKey()));
    cache.put(mutableKey(), "old");
    assertThrows(CacheWriterException.class, () -> cache.removeAll(Set.of(mutableKey())));
    assertTrue(cache.containsKey(mutableKey()));
  }

  private static Object mutableKey() {
    return new ArrayList<>(List.of("key"));
  }

  @SuppressWarnings("unchecked") // every key is one that mutableKey() made
  private static void change(Object key) {
    ((List<Object>) key).add("changed");
  }

  private Cache<Object, Object> objects(boolean byValue, CacheWriter<Object, Object> writer) {
    return fixture.manager.createCache(
        "objects",
        new MutableConfiguration<>()
            .setStoreByValue(byValue)
            .setWriteThrough(true)
            .setCacheWriterFactory(new SingletonFactory<>(writer)));
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

  /** Does nothing, so that a test says only what matters to it. */
  private static class ObjectWriter implements CacheWriter<Object, Object> {

    @Override
    public void write(Cache.Entry<?, ?> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {}

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {}
  }

  /** A value that nobody has any business to hash. */
  private static final class Unhashable {

    @Override
    public boolean equals(Object other) {
      return other == this;
    }

    @Override
    public int hashCode() {
      throw new AssertionError("a value was hashed");
    }
  }
}
