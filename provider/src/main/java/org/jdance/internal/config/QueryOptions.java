package org.jdance.internal.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the query of a URI: {@code key=value} pairs, separated by ampersands, percent-encoded. */
final class QueryOptions {

  private QueryOptions() {}

  /** The pairs of a raw query; what is not one is reported. */
  static ConfigurationSource parse(String rawQuery, String shownUri, Problems problems) {
    Origin origin = Origin.query(shownUri);
    List<RawSetting> settings = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0) {
        problems.error(SafeText.quote(beginning(pair)) + " " + origin.where() + " has no value. Write key=value.");
        continue;
      }
      String key;
      try {
        key = PercentText.decode(pair.substring(0, equals));
      } catch (InvalidValueException e) {
        problems.error("A key " + origin.where() + " " + e.reason() + ".");
        continue;
      }
      String subject = SafeText.quote(key) + " " + origin.where();
      if (key.isEmpty()) {
        problems.error("A value " + origin.where() + " has no key. Write key=value.");
      } else if (!seen.add(key)) {
        problems.error(subject + " is given twice. Keep one of them.");
      } else {
        try {
          settings.add(new RawSetting(key, PercentText.decode(pair.substring(equals + 1)), origin));
        } catch (InvalidValueException e) {
          problems.error(subject + " " + e.reason() + ".");
        }
      }
    }
    return new ConfigurationSource(settings, Map.of());
  }

  /** As much of a pair without an equals sign as looks like a key: the rest may be a secret. */
  private static String beginning(String pair) {
    int end = 0;
    while (end < pair.length() && (Character.isLetterOrDigit(pair.charAt(end)) || ".-_*".indexOf(pair.charAt(end)) >= 0)) {
      end++;
    }
    return pair.substring(0, end);
  }
}
