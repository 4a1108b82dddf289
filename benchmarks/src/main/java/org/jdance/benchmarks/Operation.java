package org.jdance.benchmarks;

/**
 * A workload on a cache. Every operation has a loop of its own, so that the call in it is compiled for the one cache of this JVM and not for a
 * call that all workloads share.
 */
interface Operation {
  /**
   * Does the workload {@code count} times.
   *
   * @return how many of them did not find what they must find; anything but 0 makes the measurement worthless
   */
  int run(Cursor cursor, int count);
}
