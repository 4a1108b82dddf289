package org.jdance.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationKeysTest {

  @Test
  void theTableHasTheKeysOfTheContract() {
    assertEquals(
        Set.of("uri", "nodes", "namespace", "redundancy", "placement", "encoding", "consistency", "failure-policy", "timeout",
            "connect-timeout",
            "near.max-entries", "near.max-weight", "near.max-staleness", "max-entries", "events", "user", "password", "tls.trust",
            "tls.key",
            "serialization.learn", "serialization.allow", "statistics", "management", "ttl", "max-value-size", "durable", "lease",
            "give-up",
            "max-skew"),
        ConfigurationKeys.ALL.stream().map(ConfigurationKey::name).collect(Collectors.toSet()));
    assertEquals(29, ConfigurationKeys.ALL.size());
  }

  @Test
  void theDefaultsAreThoseOfTheContract() {
    assertEquals(Duration.ofSeconds(1), ConfigurationKeys.TIMEOUT.defaultValue());
    assertEquals(Duration.ofMillis(250), ConfigurationKeys.CONNECT_TIMEOUT.defaultValue());
    assertEquals(Duration.ofMillis(250), ConfigurationKeys.LEASE.defaultValue());
    assertEquals(Duration.ofSeconds(10), ConfigurationKeys.GIVE_UP.defaultValue());
    assertEquals(Duration.ofSeconds(60), ConfigurationKeys.MAX_SKEW.defaultValue());
    assertEquals(Duration.ofSeconds(1), ConfigurationKeys.NEAR_MAX_STALENESS.defaultValue());
    assertEquals("jdance", ConfigurationKeys.NAMESPACE.defaultValue());
    assertEquals("rendezvous", ConfigurationKeys.PLACEMENT.defaultValue());
    assertEquals("jdance", ConfigurationKeys.ENCODING.defaultValue());
    assertEquals("available", ConfigurationKeys.CONSISTENCY.defaultValue());
    assertEquals("throw", ConfigurationKeys.FAILURE_POLICY.defaultValue());
    assertEquals("local", ConfigurationKeys.EVENTS.defaultValue());
    assertEquals(true, ConfigurationKeys.SERIALIZATION_LEARN.defaultValue());
    for (var off : List.of(ConfigurationKeys.STATISTICS, ConfigurationKeys.MANAGEMENT, ConfigurationKeys.DURABLE)) {
      assertEquals(false, off.defaultValue());
    }
    for (var none : List.of(ConfigurationKeys.TTL, ConfigurationKeys.MAX_ENTRIES, ConfigurationKeys.NODES, ConfigurationKeys.REDUNDANCY)) {
      assertEquals(Optional.empty(), none.defaultValue());
    }
  }

  @Test
  void secretsAreMarked() {
    assertEquals(
        Set.of("uri", "nodes", "password", "tls.key"),
        ConfigurationKeys.ALL.stream().filter(ConfigurationKey::secret).map(ConfigurationKey::name).collect(Collectors.toSet()));
  }

  @Test
  void noNameCanBeTakenForAnother() {
    Set<String> lower = new HashSet<>();
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      assertTrue(key.name().matches("[a-z]+([.-][a-z]+)*"), key.name());
      assertTrue(lower.add(key.name()), key.name());
      assertFalse(key.name().startsWith(ConfigurationKeys.CACHE_PREFIX), key.name());
    }
  }

  @Test
  void noCellOfTheTableBreaksIt() {
    for (String line : ConfigurationKeys.markdown()) {
      assertEquals(7, line.chars().filter(c -> c == '|').count(), line);
      assertTrue(line.startsWith("|") && line.endsWith("|"), line);
    }
  }

  /** The table of docs/configuration.md, and that of README.md if it has one, are the table of the code. */
  @Test
  void theDocumentationHasTheTable() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("../docs/configuration.md")));
    Path readme = Path.of("../README.md");
    if (Files.exists(readme) && !tableOf(readme).isEmpty()) {
      documents.add(readme);
    }
    for (Path document : documents) {
      assertEquals(String.join("\n", ConfigurationKeys.markdown()), String.join("\n", tableOf(document)), () -> document + " must"
          + " contain this table");
    }
  }

  /** The lines of the table that begins with our header. */
  private static List<String> tableOf(Path document) throws IOException {
    String header = ConfigurationKeys.markdown().get(0);
    return Files.readAllLines(document).stream().dropWhile(line -> !line.equals(header)).takeWhile(line -> line.startsWith("|")).toList();
  }
}
