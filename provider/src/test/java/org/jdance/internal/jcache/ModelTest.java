package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of all operations against a plain model written straight from the specification: results, events, statistics, the writer's
 * view and every deadline must agree after each step.
 */
class ModelTest {

  /** Where the caches live; another store by whoever inherits. */
  CacheFixture newFixture() {
    return new CacheFixture();
  }

  /** How many sequences there are of each setting. */
  int sequences() {
    return 60;
  }

  private static final int STEPS = 200;
  private static final int ITERATION = 21;
  private static final long BASE_SEED = 20_261_123L;

  /** A configuration; durations in milliseconds, -1 for eternal, null for no answer. */
  private record Setting(
      String name, boolean byValue, Long creation, @Nullable Long update, @Nullable Long access, boolean writer, boolean loader) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Setting> settings() {
    return Stream.of(
        new Setting("eternal", true, -1L, null, null, false, false),
        new Setting("eternal by reference, writer", false, -1L, null, null, true, false),
        new Setting("created", true, 100L, null, null, false, false),
        new Setting("modified", true, 100L, 100L, null, false, false),
        new Setting("accessed", true, 100L, null, 100L, false, false),
        new Setting("touched, writer", false, 100L, 100L, 100L, true, false),
        new Setting("zero update", true, 150L, 0L, null, false, false),
        new Setting("zero access", true, 150L, 70L, 0L, false, false),
        new Setting("zero creation", true, 0L, 50L, null, true, false),
        new Setting("eternal on update", true, 60L, -1L, 90L, false, false),
        new Setting("read-through", true, 80L, 120L, null, false, true),
        new Setting("read-through, write-through, accessed", false, 80L, null, 80L, true, true));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void agreesWithTheModel(Setting setting) {
    for (int i = 0; i < sequences(); i++) {
      long seed = BASE_SEED + i;
      try {
        new Run(setting, new Random(seed)).go(this::newFixture);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("setting " + setting + ", seed " + seed, e);
      }
    }
  }

  /** An entry of the model. */
  private static final class Entry {

    private String value;
    private long deadline;

    Entry(String value, long deadline) {
      this.value = value;
      this.deadline = deadline;
    }
  }

  /** One sequence. */
  private static final class Run {

    private final Setting setting;
    private final Random random;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, String> record = new HashMap<>();
    private final List<String> events = new ArrayList<>();
    private final long[] counts = new long[4];

    Run(Setting setting, Random random) {
      this.setting = setting;
      this.random = random;
    }

    void go(Supplier<CacheFixture> fixtures) {
      try (CacheFixture fixture = fixtures.get()) {
        fixture.configuration.setStoreByValue(setting.byValue || !fixture.isEmbedded());
        fixture.policy(duration(setting.creation), duration(setting.update), duration(setting.access)).listening();
        if (setting.writer) {
          fixture.writing();
        }
        if (setting.loader) {
          fixture.loading();
          fixture.loader.values.putAll(Map.of("a", "loaded-a", "c", "loaded-c"));
        }
        Cache<String, String> cache = fixture.create();
        int told = 0;
        for (int step = 0; step < STEPS; step++) {
          if (random.nextInt(4) == 0) {
            fixture.time.advance(random.nextInt(60));
          }
          String key = "abcd".charAt(random.nextInt(4)) + "";
          String value = "v" + random.nextInt(3);
          String other = "v" + random.nextInt(3);
          int operation = random.nextInt(22);
          Object expected = expect(operation, key, value, other, fixture.time.millis());
          Object actual = act(cache, operation, key, value, other);
          String where = "step " + step + ", operation " + operation + " on " + key;
          assertEquals(expected, actual, where);
          assertEquals(inOrder(events, told, operation), inOrder(fixture.recorder.events, told, operation), where);
          told = events.size();
          assertEquals(List.of(counts[0], counts[1], counts[2], counts[3]), CacheFixture.counts(cache), where);
          assertEquals(record, fixture.writer.written, where);
        }
      }
    }

    /** What one step was told; an iteration may meet the entries in any order. */
    private static List<String> inOrder(List<String> events, int from, int operation) {
      List<String> mine = new ArrayList<>(events.subList(Math.min(from, events.size()), events.size()));
      if (operation == ITERATION) {
        mine.sort(null);
      }
      return mine;
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
      return millis == null ? null : millis < 0 ? Duration.ETERNAL : new Duration(TimeUnit.MILLISECONDS, millis);
    }

    private static Object act(Cache<String, String> cache, int operation, String key, String value, String other) {
      return switch (operation) {
        case 0, 1 -> String.valueOf(cache.get(key));
        case 2 -> new TreeMap<>(cache.getAll(Set.of(key)));
        case 3 -> cache.containsKey(key);
        case 4, 5 -> {
          cache.put(key, value);
          yield "";
        }
        case 6 -> {
          cache.putAll(Map.of(key, value));
          yield "";
        }
        case 7 -> cache.putIfAbsent(key, value);
        case 8 -> String.valueOf(cache.getAndPut(key, value));
        case 9 -> cache.replace(key, value);
        case 10 -> cache.replace(key, value, other);
        case 11 -> String.valueOf(cache.getAndReplace(key, value));
        case 12 -> cache.remove(key);
        case 13 -> cache.remove(key, value);
        case 14 -> String.valueOf(cache.getAndRemove(key));
        case 15 -> {
          cache.removeAll(Set.of(key));
          yield "";
        }
        case 16 -> String.valueOf(cache.<String>invoke(key, (entry, arguments) -> entry.getValue()));
        case 17 -> String.valueOf(
            cache.<String>invoke(
                key,
                (entry, arguments) -> {
                  entry.setValue(value);
                  return entry.getValue();
                }));
        case 18 -> cache.<Boolean>invoke(
            key,
            (entry, arguments) -> {
              entry.remove();
              return entry.exists();
            });
        case 19 -> cache.<Boolean>invoke(
            key,
            (entry, arguments) -> {
              entry.setValue(value);
              entry.remove();
              return entry.exists();
            });
        case 20 -> {
          cache.clear();
          yield "";
        }
        case 21 -> {
          Map<String, String> all = new TreeMap<>();
          // Sorted, since events of several expiries have no order among keys: the model looks at one at a time.
          cache.iterator().forEachRemaining(entry -> all.put(entry.getKey(), entry.getValue()));
          yield all;
        }
        default -> throw new AssertionError(operation);
      };
    }

    private Object expect(int operation, String key, String value, String other, long now) {
      return switch (operation) {
        case 0, 1 -> String.valueOf(read(key, now));
        case 2 -> {
          String found = read(key, now);
          yield found == null ? Map.of() : Map.of(key, found);
        }
        case 3 -> live(key, now) != null;
        case 4, 5, 6 -> {
          live(key, now);
          store(key, value, now, true);
          yield "";
        }
        case 7 -> {
          boolean absent = count(live(key, now)) == null;
          if (absent) {
            store(key, value, now, true);
          }
          yield absent;
        }
        case 8 -> {
          String old = valueOf(count(live(key, now)));
          store(key, value, now, true);
          yield String.valueOf(old);
        }
        case 9 -> {
          boolean present = count(live(key, now)) != null;
          if (present) {
            store(key, value, now, true);
          }
          yield present;
        }
        case 10 -> {
          Entry entry = count(live(key, now));
          boolean match = entry != null && entry.value.equals(value);
          if (match) {
            store(key, other, now, true);
          } else if (entry != null) {
            access(key, entry, now);
          }
          yield match;
        }
        case 11 -> {
          String old = valueOf(count(live(key, now)));
          if (old != null) {
            store(key, value, now, true);
          }
          yield String.valueOf(old);
        }
        case 12 -> remove(key, now);
        case 13 -> {
          Entry entry = count(live(key, now));
          boolean match = entry != null && entry.value.equals(value);
          if (match) {
            remove(key, now);
          } else if (entry != null) {
            access(key, entry, now);
          }
          yield match;
        }
        case 14 -> {
          String old = valueOf(count(live(key, now)));
          remove(key, now);
          yield String.valueOf(old);
        }
        case 15 -> {
          remove(key, now);
          yield "";
        }
        case 16 -> String.valueOf(read(key, now));
        case 17 -> {
          count(live(key, now));
          store(key, value, now, true);
          yield value;
        }
        case 18 -> {
          count(live(key, now));
          remove(key, now);
          yield false;
        }
        case 19 -> {
          if (count(live(key, now)) != null) {
            remove(key, now);
          }
          yield false;
        }
        case 20 -> {
          entries.clear();
          yield "";
        }
        case 21 -> {
          Map<String, String> all = new TreeMap<>();
          for (String each : List.of("a", "b", "c", "d")) {
            Entry entry = live(each, now);
            if (entry != null) {
              all.put(each, entry.value);
              counts[0]++;
              access(each, entry, now);
            }
          }
          yield all;
        }
        default -> throw new AssertionError(operation);
      };
    }

    private @Nullable String read(String key, long now) {
      Entry entry = count(live(key, now));
      if (entry != null) {
        String value = entry.value;
        access(key, entry, now);
        return value;
      }
      String loaded = setting.loader ? Map.of("a", "loaded-a", "c", "loaded-c").get(key) : null;
      if (loaded != null) {
        store(key, loaded, now, false);
      }
      return loaded;
    }

    /** The entry if it has not expired; an expired one goes, and is told. */
    private @Nullable Entry live(String key, long now) {
      Entry entry = entries.get(key);
      if (entry != null && entry.deadline <= now) {
        entries.remove(key);
        events.add("EXPIRED " + entry.value + ">" + entry.value);
        return null;
      }
      return entry;
    }

    private @Nullable Entry count(@Nullable Entry entry) {
      counts[entry == null ? 1 : 0]++;
      return entry;
    }

    private static @Nullable String valueOf(@Nullable Entry entry) {
      return entry == null ? null : entry.value;
    }

    private void access(String key, Entry entry, long now) {
      entry.deadline = moved(entry.deadline, setting.access, now);
      if (entry.deadline <= now) {
        live(key, now);
      }
    }

    private void store(String key, String value, long now, boolean put) {
      if (put && setting.writer) {
        record.put(key, value);
      }
      Entry entry = entries.get(key);
      if (entry == null) {
        long deadline = moved(Long.MAX_VALUE, setting.creation, now);
        if (deadline > now) {
          entries.put(key, new Entry(value, deadline));
          events.add("CREATED null>" + value);
          counts[2] += put ? 1 : 0;
        }
        return;
      }
      events.add("UPDATED " + entry.value + ">" + value);
      counts[2] += put ? 1 : 0;
      entry.value = value;
      entry.deadline = moved(entry.deadline, setting.update, now);
      live(key, now);
    }

    private boolean remove(String key, long now) {
      if (setting.writer) {
        record.remove(key);
      }
      Entry entry = live(key, now);
      if (entry != null) {
        entries.remove(key);
        events.add("REMOVED " + entry.value + ">" + entry.value);
        counts[3]++;
      }
      return entry != null;
    }

    private static long moved(long deadline, @Nullable Long answer, long now) {
      return answer == null ? deadline : answer < 0 ? Long.MAX_VALUE : now + answer;
    }
  }
}
