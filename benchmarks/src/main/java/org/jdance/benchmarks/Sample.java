package org.jdance.benchmarks;

import java.util.List;

/**
 * What one window of one workload gave.
 *
 * @param operations operations done by all workers
 * @param nanos from the first worker's start to the last one's end
 * @param cpuNanos CPU that the whole JVM used, garbage collection and compilation included
 * @param allocatedBytes bytes that all threads of the JVM allocated
 * @param foreignShare share of the machine's CPU that went to processes other than this JVM and the subject's servers, 0 to 1; NaN where the
 *     machine does not tell
 * @param serverCpuNanos CPU that the subject's servers used
 * @param wireBytes bytes that its servers received
 * @param lostUpdates updates that were acknowledged but not done
 */
record Sample(long operations, long nanos, long cpuNanos, long allocatedBytes, double foreignShare, long serverCpuNanos, long wireBytes,
    long lostUpdates) {
  private static final int FIELDS = 8;

  /** A sample of a subject without servers. */
  Sample(long operations, long nanos, long cpuNanos, long allocatedBytes, double foreignShare) {
    this(operations, nanos, cpuNanos, allocatedBytes, foreignShare, 0, 0, 0);
  }

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

  double serverCpuNanosPerOperation() {
    return (double) serverCpuNanos / operations;
  }

  double wireBytesPerOperation() {
    return (double) wireBytes / operations;
  }

  Sample withLostUpdates(long lost) {
    return new Sample(operations, nanos, cpuNanos, allocatedBytes, foreignShare, serverCpuNanos, wireBytes, lost);
  }

  /** The form in which a child tells its parent. */
  String toLine() {
    return operations + " " + nanos + " " + cpuNanos + " " + allocatedBytes + " " + foreignShare + " " + serverCpuNanos + " " + wireBytes + " "
        + lostUpdates;
  }

  static Sample parse(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    if (fields.size() != FIELDS) {
      throw new IllegalArgumentException("Not a sample: " + line);
    }
    return new Sample(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), Long.parseLong(fields.get(2)),
        Long.parseLong(fields.get(3)), Double.parseDouble(fields.get(4)), Long.parseLong(fields.get(5)),
        Long.parseLong(fields.get(6)), Long.parseLong(fields.get(7)));
  }
}
