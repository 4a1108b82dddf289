package org.jdance.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A client of cache servers without JCache: keys as text, values as bytes. Called by many threads at once. */
interface ServerClient extends AutoCloseable {
  byte @Nullable [] get(String key);

  void put(String key, byte[] value);

  boolean putIfAbsent(String key, byte[] value);

  boolean replace(String key, byte[] value);

  boolean remove(String key);

  /** What is there of these keys. */
  Map<String, byte[]> getAll(Collection<String> keys);

  void putAll(Map<String, byte[]> entries);

  /**
   * Replaces the present value by what is made of it, atomically, as often as that takes.
   *
   * @return whether there was one
   */
  boolean update(String key, UnaryOperator<byte[]> change);

  @Override
  void close();
}
