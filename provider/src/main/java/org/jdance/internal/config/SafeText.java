package org.jdance.internal.config;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text made fit for a message or log line: no control characters, no user info, no great length. */
final class SafeText {

  /** What a secret is shown as. */
  static final String MASK = "***";

  /** How much of a text a message repeats. */
  static final int MAX_SHOWN_CHARS = 200;

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
  /** A host with a port of digits: what else stands in an authority may be a password that lost its host. */
  private static final Pattern HOST = Pattern.compile("(?:\\[[0-9A-Fa-f:.%]*]|[^:\\[\\]]*)(?::\\d*)?");

  private SafeText() {}

  /** The text in quotes. */
  static String quote(String text) {
    return '"' + plain(text) + '"';
  }

  /** The text without quotes, its control and formatting characters written as escapes, cut where it is too long. */
  static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(text.length(), MAX_SHOWN_CHARS);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        shown.append(c);
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    if (end < text.length()) {
      shown.append("... (").append(text.length()).append(" characters)");
    }
    return shown.toString();
  }

  private static boolean isPlain(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE,
          Character.UNASSIGNED -> false;
      default -> true;
    };
  }

  /** The URI for a message: user info masked, query and fragment left out. */
  static String uri(URI uri) {
    return uri(uri.toString());
  }

  /** The same for a text that may not be a URI at all. */
  static String uri(String text) {
    String masked = maskUserInfo(text);
    int end = masked.length();
    for (char c : new char[] {'?', '#'}) {
      int at = masked.indexOf(c, maskEnd(masked));
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return plain(masked.substring(0, end));
  }

  /**
   * The text with all that may be user info replaced by {@link #MASK}: everything up to the last {@code @}, because a password that was not
   * percent-encoded may contain any character. It rather hides too much.
   */
  static String maskUserInfo(String text) {
    String scheme = scheme(text);
    String rest = text.substring(scheme.isEmpty() ? 0 : scheme.length() + 1);
    boolean authority = rest.startsWith("//") && !rest.startsWith("///");
    if (isLocal(scheme, rest) && !authority) {
      return text;
    }
    int slashes = text.indexOf("//");
    int at = text.lastIndexOf('@');
    if (at >= 0) {
      int start = slashes >= 0 && slashes < at ? slashes + 2 : text.length() - rest.length();
      return text.substring(0, start) + MASK + text.substring(at);
    }
    if (authority) {
      int start = slashes + 2;
      int end = start;
      while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      boolean hosts = Arrays.stream(text.substring(start, end).split("[,;]", -1)).allMatch(host -> HOST.matcher(host).matches());
      return hosts ? text : text.substring(0, start) + MASK + text.substring(end);
    }
    return text;
  }

  private static int maskEnd(String masked) {
    return Math.max(0, masked.indexOf(MASK + "@"));
  }

  /** Whether a URI of this scheme has no user info: in a path, an {@code @} is an {@code @}. */
  private static boolean isLocal(String scheme, String rest) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "", "jdance", "classpath", "file" -> true;
      case "jar" -> rest.startsWith("file:") || rest.startsWith("nested:");
      default -> false;
    };
  }

  private static String scheme(String text) {
    var matcher = SCHEME.matcher(text);
    return matcher.matches() ? matcher.group(1) : "";
  }
}
