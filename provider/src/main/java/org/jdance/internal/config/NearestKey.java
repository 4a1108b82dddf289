package org.jdance.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known key that a misspelt one is likely to mean. */
final class NearestKey {

  /** Longer keys are not compared: no known one is a third as long. */
  static final int MAX_CHARS = 100;

  private NearestKey() {}

  /** The candidate with the least edit distance, letter case aside; the first of several. */
  static Optional<String> to(String written, List<String> candidates) {
    if (written.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String lower = written.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The Levenshtein distance: insertions, deletions and replacements of one character. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
