package org.jdance.internal.jcache;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cache demands of keys and values: not null, and of the configured types. */
final class ArgumentChecks {

  private final String cacheName;
  private final Class<?> keyType;
  private final Class<?> valueType;

  ArgumentChecks(String cacheName, Class<?> keyType, Class<?> valueType) {
    this.cacheName = cacheName;
    this.keyType = keyType;
    this.valueType = valueType;
  }

  /** A key to look for: one of another type is simply not there. */
  void nonNullKey(@Nullable Object key) {
    requireNonNull(key, "key must not be null");
  }

  /** A key that may be stored. */
  void key(@Nullable Object key) {
    type("key", requireNonNull(key, "key must not be null"), keyType);
  }

  /** A value that may be stored. */
  void value(@Nullable Object value) {
    type("value", requireNonNull(value, "value must not be null"), valueType);
  }

  void nonNullKeys(@Nullable Set<?> keys) {
    for (Object key : requireNonNull(keys, "keys must not be null")) {
      requireNonNull(key, "keys must not contain null");
    }
  }

  void entries(@Nullable Map<?, ?> map) {
    requireNonNull(map, "map must not be null")
        .forEach(
            (key, value) -> {
              key(key);
              value(value);
            });
  }

  private void type(String what, Object object, Class<?> type) {
    if (type != Object.class && !type.isInstance(object)) {
      throw new ClassCastException(
          "Cache " + cacheName + " takes a " + what + " of type " + type.getName() + ", not of type " + object.getClass().getName() + ".");
    }
  }
}
