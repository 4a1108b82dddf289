package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jdance.CacheConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyNamesTest {

  @ParameterizedTest
  @CsvSource({
    "ttl, MANAGER, '', ttl",
    "near.max-entries, MANAGER, '', near.max-entries",
    "cache.users.ttl, EXACT, users, ttl",
    "cache.com.acme.User.ttl, EXACT, com.acme.User, ttl",
    "cache.com.acme.*.ttl, PATTERN, com.acme., ttl",
    "cache.us*.ttl, PATTERN, us, ttl",
    "cache.*.ttl, PATTERN, '', ttl",
    "cache.a.near.max-entries, EXACT, a, near.max-entries",
    "cache.near.max-entries, EXACT, near, max-entries",
    "cache.ttl.ttl, EXACT, ttl, ttl",
    "cache.cache.ttl, EXACT, cache, ttl",
    "cache.a.ttl.timeout, EXACT, a.ttl, timeout",
    "cache..ttl.ttl, EXACT, .ttl, ttl",
    "cache.a b/ä.ttl, EXACT, a b/ä, ttl"
  })
  void theLongestKeyAtTheEndIsTheKey(String written, CacheSelector.Kind kind, String name, String key) {
    Setting setting = parse(written, Origin.PROPERTIES).orElseThrow();
    assertEquals(new CacheSelector(kind, name), setting.selector());
    assertEquals(key, setting.key().name());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '>', value = {
    "tll > Unknown configuration key \"jdance.tll\" in the Properties given to getCacheManager. The nearest known key is \"jdance.ttl\""
        + " (allowed: a duration",
    "TTL > The nearest known key is \"jdance.ttl\"",
    "maxentries > The nearest known key is \"jdance.max-entries\" (allowed: a whole number of at least 1, or none).",
    "Failure_Policy > The nearest known key is \"jdance.failure-policy\" (allowed: throw or miss or bypass).",
    "ttl. > The nearest known key is \"jdance.ttl\"",
    "'' > Unknown configuration key \"jdance.\"",
    "cache.users.tll > The nearest known key is \"jdance.cache.users.ttl\"",
    "cache.a.b.serialization.alow > The nearest known key is \"jdance.cache.a.b.serialization.allow\"",
    "cache.users.pasword > The nearest known key is \"jdance.password\"",
    "cache.users > Unknown configuration key \"jdance.cache.users\"",
    "cache. > Unknown configuration key \"jdance.cache.\"",
    "cache > Unknown configuration key \"jdance.cache\"",
    "cache.ttl > has no cache name. Write jdance.cache.NAME.ttl.",
    "cache..ttl > has no cache name. Write jdance.cache.NAME.ttl.",
    "cache.users.namespace > is not possible for one cache: namespace holds for the whole manager. Write jdance.namespace.",
    "cache.*.users.ttl > has a * inside the cache name.",
    "cache.a**.ttl > has a * inside the cache name.",
    "uri > says where the configuration is."
  })
  void whatIsNoKeyGetsAdvice(String written, String message) {
    assertContains(refusal(written.strip(), Origin.PROPERTIES), message.strip());
  }

  @Test
  void inAUriQueryKeysHaveNoPrefix() {
    Origin query = Origin.query("jdance:memory");
    assertContains(refusal("jdance.ttl", query), "Unknown configuration key \"jdance.ttl\" in the URI query of jdance:memory. In a URI"
        + " query, keys have no"
        + " prefix: write \"ttl\".");
    assertContains(refusal("tll", query), "The nearest known key is \"ttl\"");
    assertContains(refusal("cache.a.tll", query), "The nearest known key is \"cache.a.ttl\"");
  }

  @Test
  void aControlCharacterInACacheNameIsRefused() {
    assertContains(refusal("cache.a\nb.ttl", Origin.PROPERTIES), "\"jdance.cache.a\\u000ab.ttl\"", "has a control character in the"
        + " cache name");
  }

  @Test
  void aVeryLongKeyIsNotCompared() {
    assertContains(refusal("x".repeat(100_000), Origin.PROPERTIES), "... (100007 characters)", "It is longer than any known key.");
    assertContains(refusal("cache." + "x".repeat(100_000), Origin.PROPERTIES), "What it ends in is no key that single caches may have.");
  }

  @Test
  void aSystemPropertyIsOnlyWarnedOf() {
    Problems problems = new Problems();
    assertEquals(Optional.empty(), new KeyNames(problems).parse(new RawSetting("tll", "1s", Origin.SYSTEM_PROPERTIES)));
    problems.throwIfAny("u");
    assertContains(problems.warnings().get(0), "Unknown configuration key \"jdance.tll\" in the system properties.", "It is ignored.");
  }

  @Test
  void distancesAreLevenshteins() {
    assertEquals(0, NearestKey.distance("", ""));
    assertEquals(3, NearestKey.distance("", "abc"));
    assertEquals(3, NearestKey.distance("kitten", "sitting"));
    assertEquals(2, NearestKey.distance("flaw", "lawn"));
    assertEquals(Optional.of("Ab"), NearestKey.to("aB", List.of("xx", "Ab", "ac")));
    assertEquals(Optional.empty(), NearestKey.to("a", List.of()));
  }

  @Test
  void theMostSpecificSelectorIsFirst() {
    List<CacheSelector> selectors = List.of(
        CacheSelector.MANAGER, CacheSelector.of("*"), CacheSelector.of("a"), CacheSelector.of("abc*"), CacheSelector.of("ab*"));
    assertEquals(List.of("a", "abc*", "ab*", "*", ""),
        selectors.stream().sorted(CacheSelector.MOST_SPECIFIC_FIRST).map(CacheSelector::written).toList());
    assertTrue(CacheSelector.of("ab*").matches("ab"));
    assertTrue(CacheSelector.of("*").matches(""));
  }

  private static Optional<Setting> parse(String key, Origin origin) {
    Problems problems = new Problems();
    Optional<Setting> setting = new KeyNames(problems).parse(new RawSetting(key, "secret value", origin));
    problems.throwIfAny("u");
    return setting;
  }

  private static String refusal(String key, Origin origin) {
    String message = assertThrows(CacheConfigurationException.class, () -> parse(key, origin)).getMessage();
    assertEquals(-1, message.indexOf("secret value"));
    return message;
  }
}
