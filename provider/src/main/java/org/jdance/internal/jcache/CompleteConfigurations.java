package org.jdance.internal.jcache;

import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/** Configurations copied on their way in and out, so that nobody outside can change a cache by changing one. */
final class CompleteConfigurations {

  private CompleteConfigurations() {}

  /** A copy of a configuration; one that is not complete is completed with the specification's defaults. */
  static <K, V> MutableConfiguration<K, V> copyOf(Configuration<K, V> configuration) {
    if (configuration instanceof CompleteConfiguration<K, V> complete) {
      return new MutableConfiguration<>(complete);
    }
    return new MutableConfiguration<K, V>()
        .setTypes(configuration.getKeyType(), configuration.getValueType())
        .setStoreByValue(configuration.isStoreByValue());
  }

  /**
   * What {@code Cache.getConfiguration} answers: a copy, which is equal to what the cache was created with until something is switched or
   * registered at runtime.
   *
   * @throws IllegalArgumentException if the type is not one of the specification's
   */
  static <C extends Configuration<?, ?>> C answer(Class<C> type, CompleteConfiguration<?, ?> current) {
    if (!type.isAssignableFrom(MutableConfiguration.class)) {
      throw new IllegalArgumentException(
          "a JDance cache has no configuration of type " + type.getName() + "; ask for Configuration, CompleteConfiguration or MutableConfiguration");
    }
    return type.cast(new MutableConfiguration<>(current));
  }

  /**
   * Checks what the types of the API leave open.
   *
   * @throws IllegalArgumentException if the configuration is invalid, naming the cache and what is wrong
   */
  static void requireValid(String cacheName, Configuration<?, ?> configuration) {
    require(configuration.getKeyType() != null && configuration.getValueType() != null, cacheName,
        "has no key or value type; where any type will do, that is Object.class");
    if (configuration instanceof CompleteConfiguration<?, ?> complete) {
      require(complete.getCacheEntryListenerConfigurations() != null, cacheName,
          "answers null for its listener configurations; no listeners are an empty Iterable");
      require(!complete.isReadThrough() || complete.getCacheLoaderFactory() != null, cacheName,
          "is read-through but has no CacheLoader factory; call setCacheLoaderFactory or leave read-through off");
      require(!complete.isWriteThrough() || complete.getCacheWriterFactory() != null, cacheName,
          "is write-through but has no CacheWriter factory; call setCacheWriterFactory or leave write-through off");
    }
  }

  private static void require(boolean condition, String cacheName, String fault) {
    if (!condition) {
      throw new IllegalArgumentException("the configuration of cache '" + cacheName + "' " + fault);
    }
  }
}
