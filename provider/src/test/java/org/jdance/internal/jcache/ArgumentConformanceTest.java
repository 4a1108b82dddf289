package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.CacheSerializationException;
import org.jdance.JDanceCache;
import org.jdance.JDanceCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The section on arguments, types and life cycle of docs/conformance.md. */
class ArgumentConformanceTest {

  private final CacheFixture fixture = new CacheFixture().listening();
  private final Cache<String, String> cache = fixture.create();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void nullsAreFoundBeforeAnythingIsChanged() {
    Map<String, String> values = new HashMap<>(Map.of("a", "1", "b", "2", "c", "3"));
    values.put("d", null);
    assertThrows(NullPointerException.class, () -> cache.putAll(values));
    assertFalse(cache.iterator().hasNext());
    assertEquals(List.of(), fixture.recorder.events);
  }

  @Test
  void immutableCollectionsAreAccepted() {
    cache.putAll(Map.of("a", "1"));
    assertEquals(Map.of("a", "1"), cache.getAll(Set.of("a", "b")));
    cache.removeAll(Set.of("a"));
    assertFalse(cache.containsKey("a"));
  }

  @Test
  void wrongTypesAreNeverStored() {
    Cache<Object, Object> raw = raw(cache);
    List<Executable> stores = List.of(
        () -> raw.put(1, "v"),
        () -> raw.put("k", 1),
        () -> raw.putAll(Map.of("k", 1)),
        () -> raw.getAndPut("k", 1),
        () -> raw.putIfAbsent("k", 1),
        () -> raw.replace("k", 1),
        () -> raw.replace("k", 1, "v"),
        () -> raw.replace("k", "v", 1),
        () -> raw.getAndReplace("k", 1),
        () -> raw.remove("k", 1),
        () -> raw.invoke(1, (entry, arguments) -> null));
    for (Executable store : stores) {
      String message = assertThrows(ClassCastException.class, store).getMessage();
      assertTrue(message.contains("java.lang.Integer") && message.contains("java.lang.String"), message);
    }
    assertFalse(cache.iterator().hasNext());
  }

  @Test
  void aKeyOfAWrongTypeIsNotFound() {
    cache.put("1", "v");
    Cache<Object, Object> raw = raw(cache);
    assertNull(raw.get(1));
    assertFalse(raw.containsKey(1));
    assertFalse(raw.remove(1));
    assertNull(raw.getAndRemove(1));
    assertEquals(Map.of(), raw.getAll(Set.of(1)));
  }

  @Test
  void whatCannotBeStoredByValueIsRefusedAndNothingChanges() {
    Cache<String, Object> objects = fixture.manager.createCache("objects", new MutableConfiguration<String, Object>());
    objects.put("k", "old");
    Object notSerializable = new Object() {};
    List<Executable> stores = List.of(
        () -> objects.put("k", notSerializable),
        () -> objects.putAll(Map.of("k", "new", "l", notSerializable)),
        () -> objects.getAndPut("k", notSerializable),
        () -> objects.putIfAbsent("l", notSerializable),
        () -> objects.replace("k", notSerializable),
        () -> objects.getAndReplace("k", notSerializable));
    for (Executable store : stores) {
      String message = assertThrows(CacheSerializationException.class, store).getMessage();
      assertTrue(message.contains(notSerializable.getClass().getName()), message);
    }
    assertEquals(Map.of("k", "old"), objects.getAll(Set.of("k", "l")));
  }

  @Test
  void anUntypedRequestGetsATypedCache() {
    assertSame(cache, fixture.manager.getCache("fixture"));
    assertThrows(ClassCastException.class, () -> fixture.manager.getCache("fixture", String.class, Integer.class));
  }

  @Test
  void iteratorRemoveMeansTheEntryWhateverBecameOfTheKeyHandedOut() {
    Cache<List<String>, String> cache = fixture.manager.createCache("lists", new MutableConfiguration<>());
    cache.put(new ArrayList<>(List.of("a")), "1");
    Iterator<Cache.Entry<List<String>, String>> entries = cache.iterator();
    entries.next().getKey().add("changed");
    entries.remove();
    assertFalse(cache.iterator().hasNext());
  }

  @Test
  void iteratorRemoveIsRemoveOfTheKey() {
    cache.put("k", "old");
    Iterator<Cache.Entry<String, String>> entries = cache.iterator();
    entries.next();
    cache.put("k", "newer");
    fixture.recorder.events.clear();
    entries.remove();
    assertEquals(List.of("REMOVED newer>newer"), fixture.recorder.events);
    assertFalse(cache.containsKey("k"));
    assertThrows(IllegalStateException.class, entries::remove);
  }

  @Test
  @SuppressWarnings("unchecked") // getConfiguration takes a raw class
  void aClosedCacheStillSaysWhatItWas() {
    Iterator<Cache.Entry<String, String>> entries = cache.iterator();
    cache.close();
    cache.close();
    assertTrue(cache.isClosed());
    assertEquals("fixture", cache.getName());
    assertSame(fixture.manager, cache.getCacheManager());
    assertEquals(String.class, cache.getConfiguration(CompleteConfiguration.class).getKeyType());
    assertSame(cache, cache.unwrap(JDanceCache.class));
    List<Executable> operations = List.of(
        () -> cache.get("k"), cache::clear, cache::iterator, entries::hasNext, () -> cache.invoke("k", (entry, arguments) -> null));
    for (Executable operation : operations) {
      assertThrows(IllegalStateException.class, operation);
    }
  }

  @Test
  void aSecondRequestAnswersTheOpenManager() {
    try (JDanceCachingProvider provider = new JDanceCachingProvider()) {
      CacheManager first = provider.getCacheManager();
      Properties others = new Properties();
      others.setProperty("an.application", "property");
      assertSame(first, provider.getCacheManager(null, null, others));
      assertNull(first.getProperties().getProperty("an.application"));
    }
  }

  @Test
  void managementOfAnUnknownCacheIsAnError() {
    String message = assertThrows(IllegalStateException.class, () -> fixture.manager.enableStatistics("nobody", true)).getMessage();
    assertTrue(message.contains("nobody"), message);
    assertThrows(IllegalStateException.class, () -> fixture.manager.enableManagement("nobody", true));
    fixture.manager.destroyCache("nobody");
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // what an application without generics can do
  private static Cache<Object, Object> raw(Cache<?, ?> cache) {
    return (Cache) cache;
  }
}
