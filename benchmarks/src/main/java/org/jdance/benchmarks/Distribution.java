package org.jdance.benchmarks;

import java.util.Arrays;
import java.util.Random;

/** Which keys are asked for how often. */
enum Distribution {
  /** Few keys take most of the traffic (Zipf's law, exponent 0.99), as in most applications; the hot ones lie anywhere. */
  ZIPF("zipf") {
    @Override
    int[] draw(int range, int count, Random random) {
      double[] cumulated = new double[range];
      double sum = 0;
      for (int rank = 0; rank < range; rank++) {
        sum += 1 / Math.pow(rank + 1, EXPONENT);
        cumulated[rank] = sum;
      }
      int[] indexOfRank = shuffled(range, random);
      int[] drawn = new int[count];
      for (int i = 0; i < count; i++) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
        int rank = found >= 0 ? found : -found - 1;
        drawn[i] = indexOfRank[Math.min(rank, range - 1)];
      }
      return drawn;
    }
  },

  /** Every key is as likely as the next. */
  UNIFORM("uniform") {
    @Override
    int[] draw(int range, int count, Random random) {
      return random.ints(count, 0, range).toArray();
    }
  };

  private static final double EXPONENT = 0.99;

  private final String label;

  Distribution(String label) {
    this.label = label;
  }

  /** Draws {@code count} indices below {@code range}. */
  abstract int[] draw(int range, int count, Random random);

  String label() {
    return label;
  }

  /** The numbers below {@code range} in random order. */
  static int[] shuffled(int range, Random random) {
    int[] numbers = new int[range];
    for (int i = 0; i < range; i++) {
      int other = random.nextInt(i + 1);
      numbers[i] = numbers[other];
      numbers[other] = i;
    }
    return numbers;
  }
}
