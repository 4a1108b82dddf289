package org.jdance.benchmarks;

import java.util.Arrays;

/** Median and quartiles of some numbers. */
record Quartiles(double low, double median, double high) {
  /** Interpolates between neighbours. Numbers that are not known (NaN) do not count; if none is known, neither are the quartiles. */
  static Quartiles of(double... numbers) {
    double[] sorted = Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).sorted().toArray();
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  boolean isKnown() {
    return !Double.isNaN(median);
  }

  private static double at(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
