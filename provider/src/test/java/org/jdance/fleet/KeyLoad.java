package org.jdance.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jdance.OutcomeUnknownException;

/**
 * One thread of an application that works on many keys. Each key has one thread that writes it, values only go up, and everybody reads: so whoever
 * meets a value that is less than one that was acknowledged to it, or that it has read itself, has been answered something old.
 */
final class KeyLoad {

  /** What a key begins with before its number. */
  static String prefix(String jvm, int thread) {
    return jvm + "." + thread + "-";
  }

  private final Cache<String, Object> cache;
  private final String own;
  private final int jvms;
  private final int threads;
  private final int keys;
  private final Tally tally = new Tally();
  private final Map<String, Long> seen = new HashMap<>();

  /** A thread that owns so many keys, among others of the same kind. */
  KeyLoad(Cache<String, Object> cache, String jvm, int thread, int jvms, int threads, int keys) {
    this.cache = cache;
    this.own = prefix(jvm, thread);
    this.jvms = jvms;
    this.threads = threads;
    this.keys = keys;
  }

  Tally tally() {
    return tally;
  }

  /** Puts each key for the first time. */
  void fill() {
    for (int i = 0; i < keys; i++) {
      put(own + i);
    }
  }

  /** Reads and writes until told to stop. All keys were filled before. */
  void run(BooleanSupplier stopped) {
    for (int i = 0; i < keys; i++) {
      Tally.Bounds bounds = tally.put(own + i);
      bounds.acknowledged = 1;
      bounds.attempted = 1;
    }
    SplittableRandom random = new SplittableRandom(own.hashCode());
    while (!stopped.getAsBoolean()) {
      int dice = random.nextInt(100);
      String key = own + random.nextInt(keys);
      if (dice < 40) {
        put(key);
      } else if (dice < 50) {
        replace(key);
      } else if (dice < 70) {
        get(key);
      } else {
        getOfSomebody("jvm" + random.nextInt(jvms) + "." + random.nextInt(threads) + "-" + random.nextInt(keys));
      }
    }
  }

  private void put(String key) {
    Tally.Bounds bounds = tally.put(key);
    long value = ++bounds.attempted;
    if (timed("put", () -> {
      cache.put(key, value);
      return true;
    }) != null) {
      bounds.acknowledged = value;
    }
  }

  /** Where it is certain what is there: nobody else writes this key. */
  private void replace(String key) {
    Tally.Bounds bounds = tally.put(key);
    if (bounds.acknowledged != bounds.attempted) {
      put(key);
      return;
    }
    long value = ++bounds.attempted;
    Boolean replaced = timed("replace", () -> cache.replace(key, value - 1, value));
    if (Boolean.TRUE.equals(replaced)) {
      bounds.acknowledged = value;
    } else if (replaced != null) {
      bounds.attempted--;
      tally.wrong.add(key + " was not replaced, though nobody else writes it and it was last acknowledged as " + (value - 1));
    }
  }

  private void get(String key) {
    Tally.Bounds bounds = tally.put(key);
    Long found = read(key);
    if (found != null && (found < bounds.acknowledged || found > bounds.attempted)) {
      tally.wrong.add(key + " was read as " + found + " by its writer but must be " + bounds);
    }
  }

  private void getOfSomebody(String key) {
    Long found = read(key);
    if (found != null) {
      long before = seen.merge(key, found, Math::max);
      if (found < before) {
        tally.wrong.add(key + " was read as " + found + " after " + before);
      }
    }
  }

  /** What is there, 0 for nothing; null if the call failed. */
  private Long read(String key) {
    Object[] value = new Object[1];
    Boolean done = timed("get", () -> {
      value[0] = cache.get(key);
      return true;
    });
    return done == null ? null : Long.valueOf(value[0] == null ? 0 : (Long) value[0]);
  }

  private <T> T timed(String operation, Supplier<T> work) {
    long begun = System.nanoTime();
    try {
      T result = work.get();
      tally.took(operation, System.nanoTime() - begun);
      return result;
    } catch (OutcomeUnknownException e) {
      tally.took(operation + ", unknown", System.nanoTime() - begun);
      tally.unknown.add(operation + ": " + Objects.toString(e.getMessage()));
    } catch (CacheException e) {
      tally.took(operation + ", failed", System.nanoTime() - begun);
      tally.errors.add(operation + ": " + e);
    }
    return null;
  }
}
