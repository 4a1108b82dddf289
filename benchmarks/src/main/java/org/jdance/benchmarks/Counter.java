package org.jdance.benchmarks;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The number under the key that all workers update: text of the usual size, so that it costs what other values cost. */
final class Counter {
  static final String KEY = "contended-key";
  private static final int SIZE = 100;
  private static final String PADDING = ".".repeat(SIZE);
  /** The text before the first update. */
  static final String START = text(0);

  private final LongAdder acknowledged = new LongAdder();
  private long reported;

  /** The text after one more update. */
  static String next(Object text) {
    return text(number(text) + 1);
  }

  void acknowledge() {
    acknowledged.increment();
  }

  /** Acknowledged updates that are not in this text, without those that an earlier call told. */
  long lost(@Nullable Object text) {
    long all = acknowledged.sum() - (text == null ? 0 : number(text));
    long fresh = all - reported;
    reported = all;
    return fresh;
  }

  private static long number(Object text) {
    String digits = text.toString();
    return Long.parseLong(digits, 0, digits.indexOf('.'), 10);
  }

  private static String text(long number) {
    String digits = Long.toString(number);
    return digits + PADDING.substring(digits.length());
  }
}
