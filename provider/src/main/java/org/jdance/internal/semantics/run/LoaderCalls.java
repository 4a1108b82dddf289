package org.jdance.internal.semantics.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** Calls of the user's cache loader, with its failures as the specification names them. */
public final class LoaderCalls {

  private final String cacheName;
  private final CacheLoader<Object, Object> loader;

  @SuppressWarnings("unchecked") // the cache hands it keys of its own type only
  public LoaderCalls(String cacheName, CacheLoader<?, ?> loader) {
    this.cacheName = cacheName;
    this.loader = (CacheLoader<Object, Object>) loader;
  }

  /** Loads one value; null if there is none. */
  @Nullable Object load(Object key) {
    return guarded("load", () -> loader.load(key));
  }

  /** Loads values; keys without one are absent from the answer. */
  Map<Object, Object> loadAll(Set<Object> keys) {
    Map<Object, Object> loaded = guarded("loadAll", () -> loader.loadAll(keys));
    Map<Object, Object> found = new HashMap<>();
    if (loaded != null) {
      for (Object key : keys) {
        Object value = loaded.get(key);
        if (value != null) {
          found.put(key, value);
        }
      }
    }
    return found;
  }

  private <T> @Nullable T guarded(String method, Supplier<@Nullable T> call) {
    try {
      return call.get();
    } catch (CacheLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheLoaderException(
          "The cache loader " + loader.getClass().getName() + " of cache " + cacheName + " failed in " + method + ".", e);
    }
  }
}
