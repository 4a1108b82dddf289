package org.jdance.benchmarks;

import org.jspecify.annotations.Nullable;

/** One worker's place in the data set, and the place where results go now and then so that the compiler cannot drop what makes them. */
final class Cursor {
  /** How often a result is kept: rarely enough to cost nothing, so that the store is compiled yet seldom done. */
  private static final int KEEP_MASK = 0xff;

  final int worker;
  int position;
  private @Nullable Object kept;

  Cursor(int worker, int position) {
    this.worker = worker;
    this.position = position;
  }

  /** Lets a result escape. A copy that could escape must be made, so that by-value copies are not optimised away. */
  void consume(int position, @Nullable Object result) {
    if ((position & KEEP_MASK) == 0) {
      kept = result;
    }
  }

  @Nullable Object kept() {
    return kept;
  }
}
