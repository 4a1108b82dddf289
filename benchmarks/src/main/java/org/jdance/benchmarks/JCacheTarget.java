package org.jdance.benchmarks;

import java.net.URI;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessor;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A cache of a JCache provider: plain {@code javax.cache}, configured with nothing but its types and its store semantics. */
final class JCacheTarget implements Target {
  private static final String CACHE_NAME = "benchmark";

  private final CachingProvider provider;
  private final Cache<String, Object> cache;
  private final Dataset data;

  JCacheTarget(CachingProvider provider, @Nullable URI uri, boolean storeByValue, Dataset data) {
    this.provider = provider;
    this.data = data;
    CacheManager manager = provider.getCacheManager(uri, JCacheTarget.class.getClassLoader());
    cache = manager.createCache(CACHE_NAME, new MutableConfiguration<String, Object>()
        .setTypes(String.class, asObjectClass(data.kind().type()))
        .setStoreByValue(storeByValue));
  }

  // The cache is typed by the exact class, as an application would, while the loops treat all values as objects.
  @SuppressWarnings("unchecked")
  private static Class<Object> asObjectClass(Class<?> type) {
    return (Class<Object>) type;
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
      case PUT_IF_ABSENT -> this::runPutIfAbsent;
      case ADD_REMOVE -> this::runAddRemove;
      case REPLACE -> this::runReplace;
      case INVOKE -> {
        EntryProcessor<String, Object, Boolean> processor = exchange();
        yield (cursor, count) -> runInvoke(processor, cursor, count);
      }
      case GET_ALL -> this::runGetAll;
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

  /** Reads the value and sets another; says whether there was one. */
  private EntryProcessor<String, Object, Boolean> exchange() {
    return (entry, arguments) -> {
      Object old = entry.getValue();
      entry.setValue(data.valueAt(entry.getKey().hashCode()));
      return old != null;
    };
  }

  @Override
  public void close() {
    provider.close();
  }
}
