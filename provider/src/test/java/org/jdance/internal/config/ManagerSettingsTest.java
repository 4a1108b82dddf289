package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.properties;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ManagerSettingsTest {

  private final Setup setup = new Setup();

  @Test
  void propertiesAreThoseGivenAndTheFilesOthers() {
    setup.file("app.name=shop", "app.shared=file", "jdance.ttl=1s");
    Properties given = properties("jdance.timeout", "2s", "app.shared", "given", "javax.cache.test.1", "value1");
    Object odd = new Object();
    given.put("odd", odd);
    ManagerSettings settings = setup.resolve("classpath:test.properties?statistics=true", given);
    Properties expected = properties("jdance.timeout", "2s", "app.name", "shop", "app.shared", "given", "javax.cache.test.1", "value1");
    expected.put("odd", odd);
    assertEquals(expected, settings.properties());
  }

  @Test
  void nothingThatIsChangedAfterwardsChangesTheSettings() {
    Properties given = properties("jdance.ttl", "1s");
    ManagerSettings settings = setup.resolve("jdance:memory", given);
    given.setProperty("jdance.ttl", "2s");
    settings.properties().setProperty("jdance.ttl", "3s");
    assertEquals(properties("jdance.ttl", "1s"), settings.properties());
    assertNotSame(settings.properties(), settings.properties());
    assertEquals(Optional.of(Duration.ofSeconds(1)), settings.forCache("a").ttl());
    assertThrows(UnsupportedOperationException.class, () -> settings.forCache("a").serializationAllow().add("x"));
  }

  @Test
  void defaultsOfTheGivenPropertiesAreAnsweredToo() {
    Properties given = new Properties(properties("a", "1", "b", "1"));
    given.setProperty("b", "2");
    assertEquals(properties("a", "1", "b", "2"), setup.resolve("jdance:memory", given).properties());
  }

  @Test
  void namesAndPatternsThatNoCacheMatchedAreTold() {
    ManagerSettings settings =
        setup.resolve("jdance:memory?cache.users.ttl=1s&cache.usres.ttl=1s&cache.o*.ttl=1s&cache.x*.ttl=1s&cache.x*.statistics=true");
    assertEquals(List.of("users", "usres", "o*", "x*"), settings.unmatchedPatterns());
    settings.forCache("users");
    settings.forCache("orders");
    assertEquals(List.of("usres", "x*"), settings.unmatchedPatterns());
  }

  @Test
  void theDescriptionHasEveryKeyWithItsSource() {
    setup.file("jdance.ttl=1s", "", "jdance.cache.a\\u0020b.max-entries=5");
    setup.system.setProperty("jdance.statistics", "true");
    setup.variables.put("ALLOW", "com.acme.Secret");
    assertEquals(
        """
        uri=classpath:test.properties
        store=embedded (by classpath:test.properties)
        jdance.timeout=2s (in the URI query of classpath:test.properties)
        jdance.max-entries=none (default)
        jdance.events=local (default)
        jdance.serialization.learn=true (default)
        jdance.serialization.allow=${env:ALLOW} (in the Properties given to getCacheManager)
        jdance.statistics=true (in the system properties)
        jdance.management=false (default)
        jdance.ttl=1s (in classpath:test.properties, line 1)
        jdance.cache.a b.max-entries=5 (in classpath:test.properties, line 3)
        jdance.cache.a*.ttl=none (in the URI query of classpath:test.properties)""",
        setup.resolve("classpath:test.properties?timeout=2s&cache.a*.ttl=none", "jdance.serialization.allow", "${env:ALLOW}").describe());
  }

  @Test
  void theDescriptionSaysWhatTheDefaultUriStandsFor() {
    assertEquals("store=embedded (by jdance:memory (which jdance:default stands for here))", secondLine(setup.resolve("jdance:default")));
    setup.system.setProperty("jdance.uri", "jdance:memory?ttl=1s");
    assertEquals("store=embedded (by jdance:memory (from the system property jdance.uri))", secondLine(setup.resolve("jdance:default")));
  }

  private static String secondLine(ManagerSettings settings) {
    return settings.describe().lines().skip(1).findFirst().orElseThrow();
  }

  @Test
  void otherPropertiesDifferKeyByKey() {
    ManagerSettings settings = setup.resolve("jdance:memory", "jdance.ttl", "1s", "jdance.timeout", "2s", "app.password", "hunter2", "same",
        "1");
    List<String> differences = settings.differencesFrom(
        properties("jdance.ttl", "5s", "jdance.password", "hunter3", "jdance.pasword", "hunter4", "app.password", "hunter5", "same", "1"));
    assertEquals(
        List.of(
            "\"app.password\" is another value (not shown) for the open manager and another value (not shown) in the Properties given now",
            "\"jdance.password\" is not set for the open manager and another value (not shown) in the Properties given now",
            "\"jdance.pasword\" is not set for the open manager and another value (not shown) in the Properties given now",
            "\"jdance.timeout\" is \"2s\" for the open manager and not set in the Properties given now",
            "\"jdance.ttl\" is \"1s\" for the open manager and \"5s\" in the Properties given now"),
        differences);
  }

  @Test
  void whoAsksForNothingAsksForNothingElse() {
    ManagerSettings settings = setup.resolve("jdance:memory", "jdance.ttl", "1s");
    assertEquals(List.of(), settings.differencesFrom(null));
    assertEquals(List.of(), settings.differencesFrom(new Properties()));
    assertEquals(List.of(), settings.differencesFrom(properties("jdance.ttl", "1s")));
    assertFalse(setup.resolve("jdance:memory").differencesFrom(properties("jdance.ttl", "1s")).isEmpty());
  }
}
