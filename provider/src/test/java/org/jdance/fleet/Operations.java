package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;

/** What an application does with a cache, and how it should go. */
final class Operations {

  /** What a machine under load may add to a deadline; anything beyond is a wait without one. */
  static final Duration SLACK = Duration.ofSeconds(4);

  /** The deadline of the caches that meet outages here. */
  static final Duration TIMEOUT = Duration.ofMillis(250);

  /** For the URIs of caches that meet outages here. */
  static final String IMPATIENT = "timeout=250ms&connect-timeout=100ms&lease=50ms";

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int PAUSE_MILLIS = 20;

  private Operations() {}

  /** Each kind of operation once, on the key {@code k}. */
  static Map<String, Function<Cache<Object, Object>, Object>> all() {
    Map<String, Function<Cache<Object, Object>, Object>> all = new LinkedHashMap<>();
    all.put("get", cache -> cache.get("k"));
    all.put("containsKey", cache -> cache.containsKey("k"));
    all.put("getAll", cache -> cache.getAll(Set.of("k", "l", "m")));
    all.put("put", cache -> {
      cache.put("k", "new");
      return null;
    });
    all.put("putAll", cache -> {
      cache.putAll(Map.of("k", "new", "l", "new", "m", "new"));
      return null;
    });
    all.put("putIfAbsent", cache -> cache.putIfAbsent("k", "new"));
    all.put("replace", cache -> cache.replace("k", "old", "new"));
    all.put("remove", cache -> cache.remove("k"));
    all.put("getAndPut", cache -> cache.getAndPut("k", "new"));
    all.put("invoke", cache -> cache.invoke("k", (entry, arguments) -> {
      entry.setValue("new");
      return null;
    }));
    all.put("iterator", cache -> {
      cache.forEach(entry -> {});
      return null;
    });
    all.put("clear", cache -> {
      cache.clear();
      return null;
    });
    return all;
  }

  /** Some of them, for servers that make each of them wait. */
  static Map<String, Function<Cache<Object, Object>, Object>> some() {
    Map<String, Function<Cache<Object, Object>, Object>> some = new LinkedHashMap<>(all());
    some.keySet().retainAll(Set.of("get", "put", "invoke", "putAll"));
    return some;
  }

  /** A clear sentence within the deadline. */
  static String fails(Cache<Object, Object> cache, String name, Function<Cache<Object, Object>, Object> operation) {
    long begun = System.nanoTime();
    try {
      Object result = operation.apply(cache);
      return fail(name + " should have failed but answered " + result);
    } catch (CacheException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("Cache " + Application.CACHE + ": "), () -> name + ": " + trace(e));
      assertTrue(message.endsWith("."), () -> name + ": " + message);
      assertFalse(message.contains("null"), () -> name + ": " + message);
      return message;
    } finally {
      long millis = (System.nanoTime() - begun) / 1_000_000;
      long most = TIMEOUT.plus(SLACK).toMillis();
      assertTrue(millis < most, () -> name + " took " + millis + " ms");
    }
  }

  /** All operations do what they should. */
  static void work(Cache<Object, Object> cache) {
    cache.clear();
    assertNull(cache.get("k"));
    cache.put("k", "1");
    assertEquals("1", cache.get("k"));
    assertFalse(cache.putIfAbsent("k", "2"));
    assertTrue(cache.replace("k", "1", "3"));
    assertFalse(cache.replace("k", "1", "4"));
    assertEquals("3", cache.getAndPut("k", "5"));
    assertEquals("5!", cache.invoke("k", (entry, arguments) -> {
      entry.setValue(entry.getValue() + "!");
      return entry.getValue();
    }));
    Map<Object, Object> many = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      many.put("many" + i, i);
    }
    cache.putAll(many);
    assertEquals(many, cache.getAll(many.keySet()));
    Map<Object, Object> listed = new HashMap<>();
    cache.forEach(entry -> listed.put(entry.getKey(), entry.getValue()));
    many.put("k", "5!");
    assertEquals(many, listed);
    assertTrue(cache.remove("k"));
    assertFalse(cache.containsKey("k"));
  }

  /** Waits until the cache answers at all. */
  static void awaitAnswer(Cache<Object, Object> cache) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        cache.get("k");
        return;
      } catch (CacheException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000L);
      }
    }
  }

  static String trace(Throwable e) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = e; at != null; at = at.getCause()) {
      text.append(at).append('\n');
      for (StackTraceElement frame : at.getStackTrace()) {
        if (frame.getClassName().startsWith("org.jdance")) {
          text.append("  ").append(frame).append('\n');
        }
      }
    }
    return text.toString();
  }
}
