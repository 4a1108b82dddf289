package org.jdance.internal.client.placement;

/**
 * The natural logarithm by additions, multiplications and one division only, which are the same on every JVM to the last bit;
 * {@link Math#log} need not be, and two clients would then look for one key on different nodes.
 */
final class NaturalLog {

  private static final double LN_2 = 0.6931471805599453;
  private static final double ROOT_OF_2 = 1.4142135623730951;
  private static final long EXPONENT_OF_1 = 0x3FF0000000000000L;
  private static final long MANTISSA = 0x000FFFFFFFFFFFFFL;

  private NaturalLog() {}

  /** The logarithm of a positive normal number, wrong by less than 1e-12 of itself or of 1. */
  static double of(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) - 1023;
    double mantissa = Double.longBitsToDouble((bits & MANTISSA) | EXPONENT_OF_1);
    if (mantissa > ROOT_OF_2) {
      mantissa *= 0.5;
      exponent++;
    }
    // ln(m) = 2 artanh((m - 1) / (m + 1)); the first term left out is below 1e-13, as the argument of the series is below 0.172.
    double s = (mantissa - 1) / (mantissa + 1);
    double q = s * s;
    double series =
        1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13 + q * (1.0 / 15)))))));
    return exponent * LN_2 + 2 * s * series;
  }
}
