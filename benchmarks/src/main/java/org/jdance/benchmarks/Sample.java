package org.jdance.benchmarks;

import java.util.List;

/**
 * What one window of one workload gave.
 *
 * @param operations operations done by all workers
 * @param nanos from the first worker's start to the last one's end
 * @param cpuNanos CPU that the whole JVM used, garbage collection and compilation included
 * @param allocatedBytes bytes that all threads of the JVM allocated
 * @param foreignShare share of the machine's CPU that went to other processes, 0 to 1; NaN where the machine does not tell
 */
record Sample(long operations, long nanos, long cpuNanos, long allocatedBytes, double foreignShare) {
  private static final int FIELDS = 5;

  double operationsPerSecond() {
    return operations * 1e9 / nanos;
  }

  /** NaN if so little CPU was used that the system counted none. */
  double operationsPerCpuSecond() {
    return cpuNanos == 0 ? Double.NaN : operations * 1e9 / cpuNanos;
  }

  double cpuNanosPerOperation() {
    return (double) cpuNanos / operations;
  }

  double bytesPerOperation() {
    return (double) allocatedBytes / operations;
  }

  /** The form in which a child tells its parent. */
  String toLine() {
    return operations + " " + nanos + " " + cpuNanos + " " + allocatedBytes + " " + foreignShare;
  }

  static Sample parse(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    if (fields.size() != FIELDS) {
      throw new IllegalArgumentException("Not a sample: " + line);
    }
    return new Sample(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), Long.parseLong(fields.get(2)),
        Long.parseLong(fields.get(3)), Double.parseDouble(fields.get(4)));
  }
}
