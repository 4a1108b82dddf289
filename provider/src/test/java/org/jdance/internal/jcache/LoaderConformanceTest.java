package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** The single cases of the section on loaders of docs/conformance.md. */
class LoaderConformanceTest {

  private final CacheFixture fixture = new CacheFixture().loading();
  private final Cache<String, String> cache = fixture.create();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void existsDoesNotLoad() {
    fixture.loader.values.put("k", "loaded");
    assertFalse(cache.<Boolean>invoke("k", (entry, arguments) -> entry.exists()));
    assertEquals(List.of(), fixture.loader.loads);
  }

  @Test
  void aThrowingLoaderIsACacheLoaderException() {
    IllegalStateException broken = new IllegalStateException("broken");
    fixture.loader.failure = broken;
    List<Executable> reads = List.of(() -> cache.get("k"), () -> cache.getAll(Set.of("k")));
    for (Executable read : reads) {
      assertSame(broken, assertThrows(CacheLoaderException.class, read).getCause());
    }
    ExecutionException told = assertThrows(ExecutionException.class, this::loadAll);
    assertInstanceOf(CacheLoaderException.class, told.getCause());
    assertSame(broken, told.getCause().getCause());
    EntryProcessorException invoked =
        assertThrows(EntryProcessorException.class, () -> cache.invoke("k", (entry, arguments) -> entry.getValue()));
    assertInstanceOf(CacheLoaderException.class, invoked.getCause());
    assertFalse(cache.containsKey("k"));
  }

  @Test
  void aLoadersOwnExceptionIsPassedOn() {
    CacheLoaderException own = new CacheLoaderException("own");
    fixture.loader.failure = own;
    assertSame(own, assertThrows(CacheLoaderException.class, () -> cache.get("k")));
    assertSame(own, assertThrows(ExecutionException.class, this::loadAll).getCause());
  }

  @Test
  void loadAllKeepsWhatTheLoaderHasNoValueFor() throws Exception {
    cache.put("k", "old");
    loadAll();
    assertEquals(List.of("k"), fixture.loader.loads);
    assertEquals("old", cache.get("k"));
  }

  @Test
  void aValueOfAWrongTypeIsAFailureOfTheLoader() {
    Cache<Object, Object> strings = objects(String.class, keys -> new HashMap<>(Map.of("k", 1)));
    List<Executable> reads = List.of(() -> strings.get("k"), () -> strings.getAll(Set.of("k")));
    for (Executable read : reads) {
      assertInstanceOf(ClassCastException.class, assertThrows(CacheLoaderException.class, read).getCause());
    }
    Throwable told = assertThrows(ExecutionException.class, () -> loadAll(strings)).getCause();
    assertInstanceOf(ClassCastException.class, assertInstanceOf(CacheLoaderException.class, told).getCause());
    assertFalse(strings.containsKey("k"));
  }

  @Test
  void aLoadersMapThatFailsIsAFailureOfTheLoader() {
    IllegalStateException broken = new IllegalStateException("broken map");
    Cache<Object, Object> lists =
        objects(
            Object.class,
            keys ->
                new HashMap<>() {
                  @Override
                  public Object get(Object key) {
                    throw broken;
                  }
                });
    assertSame(broken, assertThrows(CacheLoaderException.class, () -> lists.getAll(Set.of("k"))).getCause());
  }

  @Test
  @Timeout(20)
  void aLoaderMayChangeTheKeysThatItIsGiven() {
    Cache<Object, Object> lists =
        objects(
            Object.class,
            keys -> {
              Map<Object, Object> loaded = new HashMap<>();
              for (Iterator<?> each = keys.iterator(); each.hasNext(); each.remove()) {
                List<Object> key = key(each.next());
                loaded.put(List.copyOf(key), "loaded");
                key.add("changed");
              }
              return loaded;
            });
    assertEquals("loaded", lists.get(new ArrayList<>(List.of("one"))));
    lists.clear();
    assertEquals("loaded", lists.get(new ArrayList<>(List.of("one"))), "the key is free again");
    assertEquals(2, lists.getAll(Set.of(new ArrayList<>(List.of("two")), new ArrayList<>(List.of("three")))).size());
    assertTrue(lists.containsKey(List.of("two")) && lists.containsKey(List.of("three")));
  }

  @Test
  void aCallerMayChangeTheKeysThatItReadThrough() throws Exception {
    Cache<Object, Object> lists =
        objects(
            Object.class,
            keys -> {
              Map<Object, Object> loaded = new HashMap<>();
              keys.forEach(key -> loaded.put(List.copyOf(key(key)), "loaded"));
              return loaded;
            });
    for (String name : List.of("get", "getAll", "invoke", "loadAll")) {
      List<Object> key = new ArrayList<>(List.of(name));
      switch (name) {
        case "get" -> assertEquals("loaded", lists.get(key));
        case "getAll" -> assertSame(key, lists.getAll(Set.of(key)).keySet().iterator().next());
        case "invoke" -> assertEquals("loaded", lists.invoke(key, (entry, arguments) -> entry.getValue()));
        default -> {
          CompletionListenerFuture done = new CompletionListenerFuture();
          lists.loadAll(Set.of(key), true, done);
          done.get(30, TimeUnit.SECONDS);
        }
      }
      key.add("changed");
      assertTrue(lists.containsKey(List.of(name)), name);
    }
  }

  @SuppressWarnings("unchecked") // the tests that use it have no other keys
  private static List<Object> key(Object key) {
    return (List<Object>) key;
  }

  @SuppressWarnings("unchecked") // a cache that says one type and is given another is what it is about
  private Cache<Object, Object> objects(Class<?> valueType, Function<Iterable<?>, Map<Object, Object>> loadAll) {
    CacheLoader<Object, Object> loader =
        new CacheLoader<>() {
          @Override
          public Object load(Object key) {
            return loadAll(new ArrayList<>(List.of(key))).values().iterator().next();
          }

          @Override
          public Map<Object, Object> loadAll(Iterable<?> keys) {
            return loadAll.apply(keys);
          }
        };
    return fixture.manager.createCache(
        "objects",
        new MutableConfiguration<>()
            .setTypes(Object.class, (Class<Object>) valueType)
            .setReadThrough(true)
            .setCacheLoaderFactory(new SingletonFactory<>(loader)));
  }

  private void loadAll() throws Exception {
    loadAll(cache);
  }

  private static void loadAll(Cache<? super String, ?> cache) throws Exception {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("k"), true, done);
    done.get(30, TimeUnit.SECONDS);
  }
}
