package org.jdance.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as text that a person can read and compare. */
final class Bytes {

  private static final int CONTEXT = 40;

  private Bytes() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Printable characters as they are, line ends as \r and \n, all others as \xNN. */
  static String show(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (byte b : bytes) {
      switch (b) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> {
          if (b >= ' ' && b < 0x7F) {
            text.append((char) b);
          } else {
            text.append(String.format("\\x%02x", b));
          }
        }
      }
    }
    return text.append('"').toString();
  }

  /** Where two byte sequences begin to differ, and what is there. */
  static String difference(byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    return "first difference at byte " + at
        + "\n  expected " + around(expected, at)
        + "\n  but got  " + around(actual, at);
  }

  private static String around(byte[] bytes, int at) {
    int from = Math.max(0, at - CONTEXT);
    int to = Math.min(bytes.length, at + CONTEXT);
    String shown = from >= to ? "\"\"" : show(Arrays.copyOfRange(bytes, from, to));
    return (from > 0 ? "... " : "") + shown + (to < bytes.length ? " ..." : "") + " (" + bytes.length + " bytes)";
  }
}
