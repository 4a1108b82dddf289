package org.jdance.internal.config;

import static org.jdance.internal.config.ConfigurationKeys.PREFIX;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a properties file, remembering the line of each key.
 *
 * <p>Each logical line is found here and then given to {@link Properties#load(java.io.Reader)}, so that escapes mean what they mean
 * everywhere else in Java.
 */
final class PropertiesText {

  private static final Pattern LINE = Pattern.compile("([^\r\n]*+)(?:\r\n|\r|\n|\\z)");

  private final String shownFile;
  private final Problems problems;
  private final List<RawSetting> settings = new ArrayList<>();
  private final Map<String, Integer> lineOf = new LinkedHashMap<>();
  private final Map<String, String> others = new LinkedHashMap<>();

  private PropertiesText(String shownFile, Problems problems) {
    this.shownFile = shownFile;
    this.problems = problems;
  }

  /** The keys of a file; malformed escapes and keys that occur twice are reported. */
  static ConfigurationSource parse(String text, String shownFile, Problems problems) {
    PropertiesText file = new PropertiesText(shownFile, problems);
    Matcher lines = LINE.matcher(text);
    int start = 0;
    int first = 0;
    boolean within = false;
    for (int number = 1; lines.find(); number++) {
      String line = lines.group(1);
      if (!within) {
        if (isBlankOrComment(line)) {
          continue;
        }
        start = lines.start();
        first = number;
      }
      within = goesOn(line) && lines.end() < text.length();
      if (!within) {
        file.add(text.substring(start, lines.end()), first);
      }
    }
    return new ConfigurationSource(file.settings, file.others);
  }

  private static boolean isBlankOrComment(String line) {
    int i = 0;
    while (i < line.length() && " \t\f".indexOf(line.charAt(i)) >= 0) {
      i++;
    }
    return i == line.length() || line.charAt(i) == '#' || line.charAt(i) == '!';
  }

  /** Whether the next line belongs to this one: it ends in an odd number of backslashes. */
  private static boolean goesOn(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private void add(String logicalLine, int line) {
    Properties entry = new Properties();
    try {
      entry.load(new StringReader(logicalLine));
    } catch (IllegalArgumentException e) {
      problems.error("Line " + line + " of " + shownFile + " has a malformed \\uXXXX escape. Write four hexadecimal digits after \\u,"
          + " or \\\\u for a backslash and a u.");
    } catch (IOException e) {
      throw new UncheckedIOException("A string cannot fail to be read", e);
    }
    entry.stringPropertyNames().forEach(key -> add(key, entry.getProperty(key, ""), line));
  }

  private void add(String key, String value, int line) {
    Origin origin = Origin.line(shownFile, line);
    Integer earlier = lineOf.putIfAbsent(key, line);
    if (!key.startsWith(PREFIX)) {
      others.put(key, value);
      if (ConfigurationKeys.byName(key) != null) {
        problems.warn(SafeText.quote(key) + " " + origin.where() + " is not a key of JDance. Was " + SafeText.quote(PREFIX + key) + ""
            + " meant?");
      }
    } else if (earlier != null) {
      problems.error(SafeText.quote(key) + " " + origin.where() + " is given already in line " + earlier + ". Keep one of them.");
    } else {
      settings.add(new RawSetting(key.substring(PREFIX.length()), value, origin));
    }
  }
}
