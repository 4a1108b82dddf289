package org.jdance.benchmarks;

import org.jspecify.annotations.Nullable;

/** An open cache that workloads run on. */
interface Target extends AutoCloseable {
  void put(String key, Object value);

  @Nullable Object get(String key);

  Operation operation(Workload workload);

  @Override
  void close();
}
