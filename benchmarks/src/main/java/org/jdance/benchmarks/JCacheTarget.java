package org.jdance.benchmarks;

import java.net.URI;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import javax.cache.processor.EntryProcessor;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * A cache of a JCache provider, used through {@code javax.cache} only. Every loop calls the cache itself, see {@link Operation}: that is why they
 * look alike.
 */
final class JCacheTarget implements Target {
  private static final String CACHE_NAME = "benchmark";

  private final CachingProvider provider;
  private final Cache<String, Object> cache;
  private final Dataset data;
  private final Counter counter = new Counter();

  /**
   * Creates the cache.
   *
   * @param uri of the manager; null for the provider's default
   * @param configuration with types, store semantics, and room for all keys
   */
  JCacheTarget(CachingProvider provider, @Nullable URI uri, Configuration<String, Object> configuration, Dataset data) {
    this.provider = provider;
    this.data = data;
    cache = provider.getCacheManager(uri, JCacheTarget.class.getClassLoader()).createCache(CACHE_NAME, configuration);
  }

  @Override
  public void put(String key, Object value) {
    cache.put(key, value);
  }

  @Override
  public @Nullable Object get(String key) {
    return cache.get(key);
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
        EntryProcessor<String, Object, Boolean> processor = exchange();
        yield (cursor, count) -> runInvoke(processor, cursor, count);
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
      Object value = cache.get(data.keyAt(position));
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
      Object value = cache.get(data.keyAt(position));
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
      if (cache.putIfAbsent(data.keyAt(position), data.valueAt(position))) {
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
      if (!cache.putIfAbsent(key, data.valueAt(position))) {
        wrong++;
      }
      if (!cache.remove(key)) {
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
      if (!cache.replace(data.keyAt(position), data.valueAt(position))) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runInvoke(EntryProcessor<String, Object, Boolean> processor, Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      if (!cache.invoke(data.keyAt(position), processor)) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runCount(Cursor cursor, int count) {
    EntryProcessor<String, Object, Boolean> next = (entry, arguments) -> {
      Object old = entry.getValue();
      if (old == null) {
        return false;
      }
      entry.setValue(Counter.next(old));
      return true;
    };
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      if (cache.invoke(Counter.KEY, next)) {
        counter.acknowledge();
      } else {
        wrong++;
      }
    }
    return wrong;
  }

  private int runGetAll(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      Map<String, Object> found = cache.getAll(data.keySetAt(position));
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

  /** Reads the value and sets another; says whether there was one. */
  private EntryProcessor<String, Object, Boolean> exchange() {
    return (entry, arguments) -> {
      Object old = entry.getValue();
      entry.setValue(data.valueAt(entry.getKey().hashCode()));
      return old != null;
    };
  }

  @Override
  public long lostUpdates() {
    return counter.lost(cache.get(Counter.KEY));
  }

  @Override
  public void close() {
    provider.close();
  }
}
