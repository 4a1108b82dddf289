package org.jdance.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Caffeine's own API, by reference: what the JCache subjects are held against. */
final class CaffeineTarget implements Target {
  private final Cache<String, Object> cache;
  private final ConcurrentMap<String, Object> map;
  private final Dataset data;
  private final Counter counter = new Counter();

  CaffeineTarget(boolean bounded, Dataset data) {
    this.data = data;
    Caffeine<Object, Object> builder = Caffeine.newBuilder();
    cache = bounded ? builder.maximumSize(Subject.bound(data)).build() : builder.build();
    map = cache.asMap();
  }

  @Override
  public void put(String key, Object value) {
    cache.put(key, value);
  }

  @Override
  public @Nullable Object get(String key) {
    return cache.getIfPresent(key);
  }

  @Override
  public Operation operation(Workload workload) {
    return switch (workload) {
      case GET -> this::runGet;
      case PUT -> this::runPut;
      case GET_AND_PUT -> this::runGetAndPut;
      case PUT_IF_ABSENT -> this::runPutIfAbsent;
      case ADD_REMOVE -> this::runAddRemove;
      case REPLACE -> this::runReplace;
      case INVOKE -> {
        BiFunction<String, Object, Object> exchange = (key, old) -> data.valueAt(key.hashCode());
        yield (cursor, count) -> runCompute(exchange, cursor, count);
      }
      case INVOKE_CONTENDED -> {
        cache.put(Counter.KEY, Counter.START);
        yield this::runCount;
      }
      case GET_ALL -> this::runGetAll;
      case PUT_ALL -> this::runPutAll;
    };
  }

  private int runGet(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      Object value = cache.getIfPresent(data.keyAt(position));
      cursor.consume(position, value);
      if (value == null) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runGetAndPut(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      if (position % Workload.READS_PER_WRITE == 0) {
        cache.put(data.keyAt(position), data.valueAt(position));
        continue;
      }
      Object value = cache.getIfPresent(data.keyAt(position));
      cursor.consume(position, value);
      if (value == null) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runPut(Cursor cursor, int count) {
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      cache.put(data.keyAt(position), data.valueAt(position));
    }
    cursor.position = position;
    return 0;
  }

  private int runPutIfAbsent(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      if (map.putIfAbsent(data.keyAt(position), data.valueAt(position)) == null) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runAddRemove(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      String key = data.ownKeyAt(cursor.worker, position);
      if (map.putIfAbsent(key, data.valueAt(position)) != null) {
        wrong++;
      }
      if (map.remove(key) == null) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runReplace(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      if (map.replace(data.keyAt(position), data.valueAt(position)) == null) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runCompute(BiFunction<String, Object, Object> exchange, Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      if (map.computeIfPresent(data.keyAt(position), exchange) == null) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runCount(Cursor cursor, int count) {
    BiFunction<String, Object, Object> next = (key, old) -> Counter.next(old);
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      if (map.computeIfPresent(Counter.KEY, next) == null) {
        wrong++;
      } else {
        counter.acknowledge();
      }
    }
    return wrong;
  }

  private int runGetAll(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      Map<String, Object> found = cache.getAllPresent(data.keySetAt(position));
      cursor.consume(position, found);
      if (found.size() != Dataset.KEYS_PER_SET) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runPutAll(Cursor cursor, int count) {
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      cache.putAll(data.entriesAt(position));
    }
    cursor.position = position;
    return 0;
  }

  @Override
  public long lostUpdates() {
    return counter.lost(map.get(Counter.KEY));
  }

  @Override
  public void close() {
    cache.invalidateAll();
  }
}
