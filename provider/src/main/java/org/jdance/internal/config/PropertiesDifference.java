package org.jdance.internal.config;

import static org.jdance.internal.config.ConfigurationKeys.PREFIX;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the properties of an open manager with others, for the log. */
final class PropertiesDifference {

  private PropertiesDifference() {}

  /** One sentence for each key that differs. */
  static List<String> between(Properties open, Properties asked) {
    TreeSet<String> keys = new TreeSet<>();
    open.keySet().forEach(key -> keys.add(String.valueOf(key)));
    asked.keySet().forEach(key -> keys.add(String.valueOf(key)));
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      Object has = open.get(key);
      Object wants = asked.get(key);
      if (!Objects.equals(has, wants)) {
        differences.add(SafeText.quote(key) + " is " + shown(key, has) + " for the open manager and " + shown(key, wants) + " in the"
            + " Properties given now");
      }
    }
    return differences;
  }

  /** Only of the keys of the table it is known that their values are no secrets. */
  private static String shown(String key, @Nullable Object value) {
    if (value == null) {
      return "not set";
    }
    boolean open = key.startsWith(PREFIX)
        && new KeyNames(new Problems())
            .parse(new RawSetting(key.substring(PREFIX.length()), "", Origin.PROPERTIES))
            .filter(setting -> !setting.key().secret())
            .isPresent();
    return open ? Optional.of(value).map(String::valueOf).map(SafeText::quote).orElse("") : "another value (not shown)";
  }
}
