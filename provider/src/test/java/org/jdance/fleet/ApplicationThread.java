package org.jdance.fleet;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jdance.OutcomeUnknownException;

/** One thread of an application, which keeps account of what it was told. */
final class ApplicationThread {

  private static final int OWN_KEYS = 8;
  private static final int SHARED_COUNTERS = 4;
  private static final int STACK_DEPTH = 14;

  private final Cache<String, Object> cache;
  private final String name;
  private final Tally tally = new Tally();

  ApplicationThread(Cache<String, Object> cache, String name) {
    this.cache = cache;
    this.name = name;
  }

  Tally tally() {
    return tally;
  }

  /** Increments one counter by an entry processor. */
  void invoke(int times) {
    for (int i = 0; i < times; i++) {
      increment("counter");
    }
  }

  /** Increments one counter by compare-and-set. */
  void replace(int times) {
    Tally.Bounds bounds = tally.count("counter");
    timed("putIfAbsent", () -> cache.putIfAbsent("counter", 0L));
    int done = 0;
    while (done < times && tally.errors.isEmpty()) {
      bounds.attempted++;
      Object seen = timed("get", () -> cache.get("counter"));
      Boolean replaced = timed("replace", () -> cache.replace("counter", seen, (Long) seen + 1));
      if (Boolean.TRUE.equals(replaced)) {
        bounds.acknowledged++;
        done++;
      } else if (replaced != null) {
        bounds.attempted--;
      }
    }
  }

  /** Tries to be the first to put each of many keys. */
  void claim(int keys) {
    for (int i = 0; i < keys; i++) {
      String key = "claim" + i;
      Boolean first = timed("putIfAbsent", () -> cache.putIfAbsent(key, name));
      if (Boolean.TRUE.equals(first)) {
        tally.won.merge(key, 1L, Long::sum);
        Object there = timed("get", () -> cache.get(key));
        if (!name.equals(there)) {
          tally.wrong.add(key + " was put by " + name + " but is " + there);
        }
      }
    }
  }

  /** Reads and writes until told to stop. */
  void load(BooleanSupplier stopped) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    while (!stopped.getAsBoolean()) {
      int dice = random.nextInt(10);
      String own = name + "-" + random.nextInt(OWN_KEYS);
      if (dice < 4) {
        put(own);
      } else if (dice < 7) {
        get(own);
      } else if (dice < 9) {
        increment("shared-" + random.nextInt(SHARED_COUNTERS));
      } else {
        increment("counter-of-" + name);
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

  private void get(String key) {
    Tally.Bounds bounds = tally.put(key);
    int before = tally.errors.size() + tally.unknown.size();
    Object value = timed("get", () -> cache.get(key));
    if (tally.errors.size() + tally.unknown.size() == before) {
      long found = value == null ? 0 : (Long) value;
      if (found < bounds.acknowledged || found > bounds.attempted) {
        tally.wrong.add(key + " was read as " + value + " but must be " + bounds);
      }
    }
  }

  private void increment(String key) {
    Tally.Bounds bounds = tally.count(key);
    bounds.attempted++;
    Object done = timed("invoke", () -> cache.invoke(key, (entry, arguments) -> {
      entry.setValue(entry.exists() ? (Long) entry.getValue() + 1 : 1L);
      return true;
    }));
    if (done != null) {
      bounds.acknowledged++;
    }
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
    } catch (RuntimeException | Error e) {
      tally.errors.add(operation + ": " + e + where(e));
    }
    return null;
  }

  /** Of what should not be thrown at all it is worth knowing from where. */
  private static String where(Throwable e) {
    StringBuilder text = new StringBuilder();
    StackTraceElement[] trace = e.getStackTrace();
    for (int i = 0; i < Math.min(STACK_DEPTH, trace.length); i++) {
      text.append(" < ").append(trace[i]);
    }
    return text.toString();
  }
}
