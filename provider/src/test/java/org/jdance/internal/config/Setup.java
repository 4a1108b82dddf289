package org.jdance.internal.config;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jdance.CacheConfigurationException;
import org.jspecify.annotations.Nullable;

/** An environment of a test's own, and the manager that asks in it. */
final class Setup {

  final Map<String, String> variables = new HashMap<>();
  final Properties system = new Properties();
  /** What was logged, of all that was resolved so far. */
  final List<String> warnings = new ArrayList<>();

  final MapLoader manager = new MapLoader();
  final MapLoader context = new MapLoader();
  final MapLoader provider = new MapLoader();

  Environment environment() {
    return new Environment(variables, system, context, provider);
  }

  /** The manager's class loader has this as {@code classpath:test.properties}. */
  Setup file(String... lines) {
    manager.with("test.properties", String.join("\n", lines));
    return this;
  }

  ManagerSettings resolve(String uri, @Nullable Properties given) {
    return resolve(URI.create(uri), manager, given);
  }

  ManagerSettings resolve(URI uri, ClassLoader loader, @Nullable Properties given) {
    return ConfigurationResolver.resolve(uri, loader, given, environment(), warnings::add);
  }

  ManagerSettings resolve(String uri, String... keysAndValues) {
    return resolve(uri, properties(keysAndValues));
  }

  /** The message with which a configuration is refused. */
  String refusal(String uri, String... keysAndValues) {
    return refusal(uri, properties(keysAndValues));
  }

  String refusal(String uri, @Nullable Properties given) {
    String message = assertThrows(CacheConfigurationException.class, () -> resolve(uri, given)).getMessage();
    assertTrue(message.strip().endsWith("."), () -> "Not a sentence: " + message);
    return message;
  }

  static Properties properties(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }

  static void assertContains(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> "\"" + part + "\" is not in: " + text);
    }
  }
}
