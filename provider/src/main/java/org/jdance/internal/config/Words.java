package org.jdance.internal.config;

import java.util.Locale;

/** The constants of an enum as configurations write them: in lower case. */
final class Words {

  private Words() {}

  static <E extends Enum<E>> E of(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
