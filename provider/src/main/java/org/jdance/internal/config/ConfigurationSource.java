package org.jdance.internal.config;

import static org.jdance.internal.config.ConfigurationKeys.PREFIX;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * One place that configuration was read from.
 *
 * @param settings what JDance checks: in a URI query everything, elsewhere the keys with the prefix {@code jdance.}
 * @param others all else, which only {@code getProperties()} answers
 */
record ConfigurationSource(List<RawSetting> settings, Map<String, String> others) {

  ConfigurationSource {
    settings = List.copyOf(settings);
    others = Map.copyOf(others);
  }

  /** The names of the keys only: values may be secrets. */
  @Override
  public String toString() {
    return settings.toString();
  }

  /** The {@code Properties} argument of {@code getCacheManager}, with its defaults. */
  static ConfigurationSource ofGiven(Properties given, Problems problems) {
    for (Map.Entry<Object, Object> entry : given.entrySet()) {
      if (entry.getKey() instanceof String key && key.startsWith(PREFIX) && !(entry.getValue() instanceof String)) {
        problems.error(SafeText.quote(key) + " " + Origin.PROPERTIES.where() + " has a value of " + entry.getValue().getClass().getName()
            + ". The values of keys that begin with " + PREFIX + " must be Strings.");
      }
    }
    return ofProperties(given, Origin.PROPERTIES);
  }

  /** The system properties; {@code jdance.uri} among them has been followed or does not matter. */
  static ConfigurationSource ofSystem(Properties systemProperties) {
    List<RawSetting> settings = new ArrayList<>(ofProperties(systemProperties, Origin.SYSTEM_PROPERTIES).settings());
    settings.removeIf(setting -> setting.key().equals(ConfigurationKeys.URI.name()));
    return new ConfigurationSource(settings, Map.of());
  }

  private static ConfigurationSource ofProperties(Properties properties, Origin origin) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      String value = properties.getProperty(key);
      if (value != null) {
        all.put(key, value);
      }
    }
    List<RawSetting> settings = new ArrayList<>();
    Map<String, String> others = new LinkedHashMap<>();
    all.forEach((key, value) -> {
      if (key.startsWith(PREFIX)) {
        settings.add(new RawSetting(key.substring(PREFIX.length()), value, origin));
      } else {
        others.put(key, value);
      }
    });
    return new ConfigurationSource(settings, others);
  }
}
