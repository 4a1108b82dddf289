package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources, precedence, and which keys the embedded store refuses. */
class ConfigurationResolverTest {

  private final Setup setup = new Setup();

  @Test
  void withNothingConfiguredTheDefaultsHold() {
    ManagerSettings settings = setup.resolve("jdance:default", (Properties) null);
    assertEquals(URI.create("jdance:default"), settings.uri());
    assertEquals(StoreKind.MEMORY, settings.kind());
    assertEquals(CacheSettings.DEFAULTS, settings.forCache("any"));
    assertEquals(Duration.ofSeconds(1), settings.timeout());
    assertEquals(new Properties(), settings.properties());
    assertEquals(List.of(), setup.warnings);
  }

  @Test
  void thisProcessIsAnEnvironmentToo() {
    ManagerSettings settings = ConfigurationResolver.resolve(URI.create("jdance:memory?ttl=3s"), getClass().getClassLoader(), null);
    assertEquals(Optional.of(Duration.ofSeconds(3)), settings.forCache("a").ttl());
  }

  @Test
  void everyEmbeddedKeyCanBeGivenInEverySource() {
    String[][] pairs = {
      {"timeout", "2s"}, {"max-entries", "10"}, {"events", "local"}, {"serialization.learn", "false"}, {"serialization.allow", "a.B;c.*"},
      {"statistics", "true"}, {"management", "true"}, {"ttl", "3s"}
    };
    CacheSettings expected = new CacheSettings(
        Optional.of(Duration.ofSeconds(3)), OptionalLong.of(10), Duration.ofSeconds(2), true, true, false, List.of("a.B", "c.*"),
        Encoding.JDANCE, FailurePolicy.THROW, OptionalLong.empty(), Optional.empty(), false);
    StringBuilder query = new StringBuilder("jdance:memory?");
    StringBuilder file = new StringBuilder();
    Properties prefixed = new Properties();
    for (String[] pair : pairs) {
      query.append(pair[0]).append('=').append(pair[1]).append('&');
      file.append("jdance.").append(pair[0]).append('=').append(pair[1]).append('\n');
      prefixed.setProperty("jdance." + pair[0], pair[1]);
    }
    setup.file(file.toString());
    assertEquals(expected, setup.resolve(query.toString()).forCache("a"));
    assertEquals(expected, setup.resolve("classpath:test.properties").forCache("a"));
    assertEquals(expected, setup.resolve("jdance:memory", prefixed).forCache("a"));
    setup.system.putAll(prefixed);
    assertEquals(expected, setup.resolve("jdance:memory").forCache("a"));
  }

  @Test
  void fileThenQueryThenPropertiesThenSystemPropertiesAndTheLaterWins() {
    setup.file("jdance.ttl=1s", "jdance.timeout=1s", "jdance.max-entries=1", "jdance.cache.a.ttl=11s");
    String uri = "classpath:test.properties?timeout=2s&max-entries=2&cache.a.ttl=12s&statistics=true";
    String[] given = {"jdance.max-entries", "3", "jdance.cache.a.ttl", "13s", "jdance.statistics", "false"};
    setup.system.setProperty("jdance.cache.a.ttl", "14s");
    setup.system.setProperty("jdance.statistics", "true");
    ManagerSettings settings = setup.resolve(uri, given);
    assertEquals(Optional.of(Duration.ofSeconds(1)), settings.forCache("b").ttl());
    assertEquals(Duration.ofSeconds(2), settings.timeout());
    assertEquals(3, settings.forCache("b").maxEntries().orElseThrow());
    assertEquals(Optional.of(Duration.ofSeconds(14)), settings.forCache("a").ttl());
    assertTrue(settings.forCache("a").statistics());
  }

  @Test
  void whatALaterSourceReplacesIsNeitherReadNorChecked() {
    setup.file("jdance.ttl=nonsense", "jdance.timeout=${env:NOT_SET}");
    CacheSettings settings = setup.resolve("classpath:test.properties?ttl=2s", "jdance.timeout", "3s").forCache("a");
    assertEquals(Optional.of(Duration.ofSeconds(2)), settings.ttl());
    assertEquals(Duration.ofSeconds(3), settings.timeout());
  }

  @Test
  void theMoreSpecificKeyWinsWhateverItsSource() {
    setup.file("jdance.cache.users.ttl=1s", "jdance.cache.us*.ttl=2s", "jdance.cache.*.ttl=3s");
    setup.system.setProperty("jdance.ttl", "9s");
    ManagerSettings settings = setup.resolve("classpath:test.properties", "jdance.cache.u*.ttl", "4s");
    assertEquals(Optional.of(Duration.ofSeconds(1)), settings.forCache("users").ttl());
    assertEquals(Optional.of(Duration.ofSeconds(2)), settings.forCache("usage").ttl());
    assertEquals(Optional.of(Duration.ofSeconds(4)), settings.forCache("u").ttl());
    assertEquals(Optional.of(Duration.ofSeconds(3)), settings.forCache("orders").ttl());
  }

  @Test
  void noneSwitchesOffForOneCache() {
    ManagerSettings settings = setup.resolve("jdance:memory?ttl=1s&cache.a.ttl=none&max-entries=5&cache.a.max-entries=none");
    assertTrue(settings.forCache("a").ttl().isEmpty());
    assertTrue(settings.forCache("a").maxEntries().isEmpty());
    assertEquals(5, settings.forCache("b").maxEntries().orElseThrow());
  }

  @Test
  void placeholdersAreReplacedInEverySource() {
    setup.variables.put("TTL", "7s");
    setup.file("jdance.ttl=${env:TTL}");
    assertEquals(Optional.of(Duration.ofSeconds(7)), setup.resolve("classpath:test.properties").forCache("a").ttl());
    assertEquals(Optional.of(Duration.ofSeconds(7)), setup.resolve("jdance:memory?ttl=$%7Benv:TTL%7D").forCache("a").ttl());
    assertContains(setup.refusal("jdance:memory", "jdance.ttl", "${env:NO}"),
        "The value \"${env:NO}\" of \"jdance.ttl\" in the Properties given to getCacheManager needs the environment variable \"NO\","
            + " which is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "namespace=a", "redundancy=1", "placement=rendezvous", "encoding=raw", "consistency=available", "failure-policy=miss",
    "connect-timeout=1s",
    "user=u", "password=p", "tls.trust=t", "tls.key=k", "max-value-size=1MB", "durable=true", "lease=1s", "give-up=1s", "max-skew=1s",
    "cache.a.failure-policy=miss"
  })
  void keysOfFleetsDoNotApplyToTheEmbeddedStore(String pair) {
    String key = pair.substring(0, pair.indexOf('='));
    assertEquals(
        "\"" + key + "\" in the URI query of jdance:memory does not apply to the embedded store, only to a fleet of servers. Remove the"
            + " key.",
        setup.refusal("jdance:memory?" + pair));
    setup.file("# comment", "jdance." + pair);
    assertContains(setup.refusal("classpath:test.properties"), "\"jdance." + key + "\" in classpath:test.properties, line 2 does not"
        + " apply");
    assertContains(setup.refusal("jdance:default", "jdance." + key, pair.substring(pair.indexOf('=') + 1)),
        "\"jdance." + key + "\" in the Properties given to getCacheManager does not apply");
  }

  @ParameterizedTest
  @ValueSource(strings = {"near.max-entries=1", "near.max-weight=1MB", "near.max-staleness=1s", "cache.a.near.max-entries=1"})
  void theEmbeddedStoreIsLocalAlready(String pair) {
    assertContains(setup.refusal("jdance:memory?" + pair), "the embedded store is local already");
  }

  @Test
  void theEmbeddedStoreHasNoEventsOfOtherJvms() {
    setup.variables.put("EVENTS", "cluster");
    for (String value : List.of("cluster", " cluster ", "${env:EVENTS}")) {
      assertContains(setup.refusal("jdance:memory", "jdance.events", value), "no other JVM sees the embedded store's entries. Allowed"
          + " here: local.");
    }
  }

  @Test
  void nodesContradictTheEmbeddedStore() {
    for (String uri : List.of("jdance:memory", "jdance:default")) {
      assertContains(setup.refusal(uri, "jdance.nodes", "redis://:hunter2@h1"),
          "\"jdance.nodes\" in the Properties given to getCacheManager asks for a fleet of servers, but jdance:memory", "is the"
              + " embedded store.");
    }
  }

  @Test
  void aFleetsKeysAreCheckedAllTheSame() {
    setup.file("jdance.nodes=redis://h1", "jdance.lease=0s", "jdance.consistency=strict", "jdance.near.max-entries=1",
        "jdance.near.max-weight=1MB");
    assertContains(setup.refusal("classpath:test.properties"),
        "3 problems in the configuration of classpath:test.properties:",
        "\n- The value \"0s\" of \"jdance.lease\" in classpath:test.properties, line 2 is shorter than 1ms (allowed: a duration from"
            + " 1ms to 36500d",
        "\n- The value \"strict\" of \"jdance.consistency\" in classpath:test.properties, line 3 does not exist yet (allowed: available).",
        "\n- \"jdance.near.max-weight\" in classpath:test.properties, line 5 contradicts \"jdance.near.max-entries\" in"
            + " classpath:test.properties, line 4.");
  }

  @Test
  void aContradictionIsOfWhatHoldsForTheSameCaches() {
    setup.file("jdance.nodes=redis://h1", "jdance.near.max-entries=1");
    assertContains(setup.refusal("classpath:test.properties?near.max-weight=1MB"),
        "\"near.max-weight\" in the URI query of classpath:test.properties contradicts \"jdance.near.max-entries\" in"
            + " classpath:test.properties, line 2.");
    NearSettings ofA = setup.resolve("classpath:test.properties?cache.a.near.max-weight=1MB").forCache("a").near().orElseThrow();
    assertEquals(new NearSettings(OptionalLong.empty(), OptionalLong.of(1 << 20), Duration.ofSeconds(1)), ofA, "the more specific bound holds");
    assertTrue(
        setup.resolve("classpath:test.properties?near.max-weight=1MB&near.max-entries=none").forCache("a").near().orElseThrow().maxEntries().isEmpty());
    setup.system.setProperty("jdance.near.max-weight", "1MB");
    assertTrue(setup.resolve("classpath:test.properties").forCache("a").near().orElseThrow().maxWeight().isEmpty(), "only a warning");
  }

  @Test
  void inSystemPropertiesUnknownAndInapplicableKeysAreOnlyWarnedOf() {
    setup.system.setProperty("jdance.tll", "1s");
    setup.system.setProperty("jdance.namespace", "a");
    setup.system.setProperty("jdance.events", "cluster");
    setup.system.setProperty("jdance.nodes", "redis://:hunter2@h1");
    setup.system.setProperty("jdance.cache.a.namespace", "a");
    setup.system.setProperty("jdance.near.max-entries", "1");
    setup.system.setProperty("other.key", "1");
    ManagerSettings settings = setup.resolve("jdance:memory");
    assertEquals(6, setup.warnings.size(), setup.warnings::toString);
    String warnings = String.join("\n", setup.warnings);
    assertContains(warnings, "Unknown configuration key \"jdance.tll\" in the system properties.", "\"jdance.namespace\" in the system"
        + " properties does not");
    assertFalse(warnings.contains("hunter2"));
    assertContains(settings.describe(), "jdance.events=local (default)");
  }

  @Test
  void aSystemPropertyThatIsIgnoredLeavesTheEarlierSource() {
    setup.system.setProperty("jdance.events", "cluster");
    assertContains(setup.resolve("jdance:memory?events=local").describe(), "jdance.events=local (in the URI query of jdance:memory)");
  }

  @Test
  void aMalformedSystemPropertyIsAnErrorBecauseWhatItShouldOverrideMustNotHoldSilently() {
    setup.system.setProperty("jdance.ttl", "5");
    assertContains(setup.refusal("jdance:memory"), "The value \"5\" of \"jdance.ttl\" in the system properties has no unit (allowed: a"
        + " duration");
  }

  @Test
  void theUriKeyIsRefusedEverywhereButInSystemProperties() {
    setup.file("jdance.uri=jdance:memory");
    assertContains(setup.refusal("classpath:test.properties"), "\"jdance.uri\" in classpath:test.properties, line 1 says where the"
        + " configuration is.");
    assertContains(setup.refusal("jdance:memory?uri=jdance:memory"), "\"uri\" in the URI query of jdance:memory says where");
    assertContains(setup.refusal("jdance:default", "jdance.uri", "jdance:memory"), "\"jdance.uri\" in the Properties given to"
        + " getCacheManager says where");
    setup.system.setProperty("jdance.uri", "redis://h1");
    setup.warnings.clear();
    setup.resolve("jdance:memory");
    assertEquals(List.of(), setup.warnings);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '>', value = {
    "ttl=0s > is shorter than 1ms (allowed: a duration from 1ms to 36500d, such as 250ms, 1s, 10m, 1h, 1d or PT1S, or none).",
    "ttl=-5s > is shorter than 1ms",
    "max-entries=0 > The value \"0\" of \"max-entries\" in the URI query of jdance:memory is out of range (allowed: a whole number of"
        + " at least 1",
    "statistics=yes > is neither true nor false (allowed: true or false).",
    "events=all > is none of them (allowed: local or cluster).",
    "ttl= > The value of \"ttl\" in the URI query of jdance:memory is empty",
    "ttl=%20 > is empty",
    "ttl=1s%00 > The value \"1s\\u0000\" of \"ttl\" in the URI query of jdance:memory contains a control character",
    "serialization.allow=* > is not such a list: item 1 is not a class name pattern",
    "cache.a.ttl=x > The value \"x\" of \"cache.a.ttl\" in the URI query of jdance:memory is not a duration"
  })
  void aMalformedValueIsRefusedWithWhatIsAllowed(String pair, String message) {
    assertContains(setup.refusal("jdance:memory?" + pair.strip()), message.strip());
  }

  @Test
  void allProblemsAreNamedAtOnceUpToALimit() {
    StringBuilder query = new StringBuilder("jdance:memory?tll=1");
    for (int i = 1; i < 30; i++) {
      query.append("&x").append(i).append("=1");
    }
    String message = setup.refusal(query.toString() + "&jdance=.");
    assertContains(message, "31 problems in the configuration of jdance:memory:", "\n- Unknown configuration key \"tll\"");
    assertTrue(message.endsWith("\n- and 11 more."), message);
  }

  @Test
  void onlyStringsCanBeValues() {
    Properties given = new Properties();
    given.put("jdance.max-entries", 5);
    assertContains(setup.refusal("jdance:memory", given), "\"jdance.max-entries\" in the Properties given to getCacheManager has a value of"
        + " java.lang.Integer");
  }

  @Test
  void thePropertiesDefaultsCount() {
    Properties defaults = Setup.properties("jdance.ttl", "1s", "jdance.timeout", "2s");
    Properties given = new Properties(defaults);
    given.setProperty("jdance.ttl", "3s");
    CacheSettings settings = setup.resolve("jdance:memory", given).forCache("a");
    assertEquals(Optional.of(Duration.ofSeconds(3)), settings.ttl());
    assertEquals(Duration.ofSeconds(2), settings.timeout());
  }
}
