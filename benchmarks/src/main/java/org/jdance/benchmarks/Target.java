package org.jdance.benchmarks;

import org.jspecify.annotations.Nullable;

/** An open cache that workloads run on. */
interface Target extends AutoCloseable {
  void put(String key, Object value);

  @Nullable Object get(String key);

  Operation operation(Workload workload);

  /**
   * How many updates of the contended key were acknowledged since the last call, but are not in its value.
   *
   * @throws IllegalStateException if there is no contended key
   */
  default long lostUpdates() {
    throw new IllegalStateException("Nothing was counted.");
  }

  @Override
  void close();
}
