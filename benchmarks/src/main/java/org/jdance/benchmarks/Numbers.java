package org.jdance.benchmarks;

import java.util.Locale;

/** How figures are written in reports. */
final class Numbers {
  private Numbers() {}

  /** About two or three digits that mean something: {@code 0.048}, {@code 0.66}, {@code 4.01}, {@code 12.3}, {@code 250}. */
  static String figure(double number) {
    if (Double.isNaN(number)) {
      return "?";
    }
    if (number == 0) {
      return "0";
    }
    double size = Math.abs(number);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : size >= 0.00995 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }

  /** Operations per second: {@code 41.1M}, {@code 75.9k}, {@code 12.0}. */
  static String rate(double perSecond) {
    if (perSecond >= 1e6) {
      return String.format(Locale.ROOT, "%.1fM", perSecond / 1e6);
    }
    return perSecond >= 1e3 ? String.format(Locale.ROOT, "%.1fk", perSecond / 1e3) : String.format(Locale.ROOT, "%.1f", perSecond);
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "?" : Math.round(share * 100) + " %";
  }

  /** Bytes per operation to one digit; what is less than that is written as 0. */
  static String bytes(double bytes) {
    if (Double.isNaN(bytes)) {
      return "?";
    }
    return bytes < 0.05 ? "0" : bytes < 99.95 ? String.format(Locale.ROOT, "%.1f", bytes) : Long.toString(Math.round(bytes));
  }
}
