package org.jdance.internal.semantics.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** Calls of the user's cache loader, with its failures as the specification names them. */
public final class LoaderCalls {

  private final String cacheName;
  private final CacheLoader<Object, Object> loader;
  private final UnaryOperator<Object> keyForLoader;
  private final ValueCheck check;

  /**
   * Calls of a loader.
   *
   * @param keyForLoader makes of a key one that the loader may change
   * @param check what a loaded value has to pass; a loader that brings another has failed
   */
  @SuppressWarnings("unchecked") // the cache hands it keys of its own type only
  public LoaderCalls(String cacheName, CacheLoader<?, ?> loader, UnaryOperator<Object> keyForLoader, ValueCheck check) {
    this.cacheName = cacheName;
    this.loader = (CacheLoader<Object, Object>) loader;
    this.keyForLoader = keyForLoader;
    this.check = check;
  }

  /** Loads one value; null if there is none. */
  @Nullable Object load(Object key) {
    Object handedOut = keyForLoader.apply(key);
    return guarded("load", () -> checked(loader.load(handedOut)));
  }

  /** Loads values; keys without one are absent from the answer. */
  Map<Object, Object> loadAll(Set<Object> keys) {
    List<Object> handedOut = new ArrayList<>(keys.size());
    keys.forEach(key -> handedOut.add(keyForLoader.apply(key)));
    Map<Object, Object> found = new HashMap<>();
    guarded(
        "loadAll",
        () -> {
          Map<Object, Object> loaded = loader.loadAll(handedOut);
          if (loaded != null) {
            // The map is the loader's own as well, and may fail like it.
            for (Object key : keys) {
              Object value = checked(loaded.get(key));
              if (value != null) {
                found.put(key, value);
              }
            }
          }
          return null;
        });
    return found;
  }

  private @Nullable Object checked(@Nullable Object value) {
    if (value != null) {
      check.check(value);
    }
    return value;
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
