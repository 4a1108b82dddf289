package org.jdance.internal.node.redis;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An error that the server answered.
 *
 * @param code its first word, such as {@code LOADING}
 * @param text all of it; may hold keys, so it is not shown
 */
record RespError(String code, String text) {

  /** How much of an error's text is kept. */
  private static final int MAX_TEXT = 1_000;

  static RespError of(byte[] line) {
    String text = new String(line, 0, Math.min(line.length, MAX_TEXT), StandardCharsets.UTF_8);
    int space = text.indexOf(' ');
    return new RespError(space < 0 ? text : text.substring(0, space), text);
  }

  /** Whether this is the code, or that of the command inside a script that failed, as servers before 7 tell it. */
  boolean is(String wanted) {
    return code.equals(wanted) || (code.equals("ERR") && text.contains(": -" + wanted + " "));
  }

  /** Whether it is a general error whose text has these words. */
  boolean says(String words) {
    return code.equals("ERR") && text.toLowerCase(Locale.ROOT).contains(words);
  }
}
