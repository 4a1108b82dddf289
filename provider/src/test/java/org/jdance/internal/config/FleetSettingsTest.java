package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each way to name servers means. */
class FleetSettingsTest {

  private final Setup setup = new Setup();

  private FleetSettings fleet(String uri, String... keysAndValues) {
    return setup.resolve(uri, keysAndValues).fleet().orElseThrow();
  }

  private FleetSettings ofNodes(String nodes, String... lines) {
    setup.file("jdance.nodes=" + nodes + "\n" + String.join("\n", lines));
    return fleet("classpath:test.properties");
  }

  @ParameterizedTest
  @CsvSource({
    "sharedance, SHAREDANCE, 1042, false", "memcached, MEMCACHED, 11211, false", "memcacheds, MEMCACHED, 11211, true",
    "redis, REDIS, 6379, false", "rediss, REDIS, 6379, true", "valkey, REDIS, 6379, false", "valkeys, REDIS, 6379, true",
    "REDIS, REDIS, 6379, false"
  })
  void eachSchemeHasItsKindPortAndEncryption(String scheme, NodeKind kind, int port, boolean tls) {
    FleetSettings fleet = fleet(scheme + "://h1");
    assertEquals(List.of(new NodeSettings(kind, "h1:" + port, "h1", port, tls, 1, "", null, null)), fleet.nodes());
    assertEquals(fleet.nodes(), ofNodes(scheme + "://h1").nodes());
    if (tls) {
      assertNotNull(fleet.tls());
    } else {
      assertNull(fleet.tls());
    }
  }

  @Test
  void withNothingElseConfiguredTheDefaultsHold() {
    ManagerSettings settings = setup.resolve("redis://h1");
    FleetSettings fleet = settings.fleet().orElseThrow();
    assertEquals(StoreKind.FLEET, settings.kind());
    assertEquals(CacheSettings.DEFAULTS, settings.forCache("a"));
    assertEquals("jdance", fleet.namespace());
    assertEquals(1, fleet.redundancy());
    assertEquals(PlacementRule.RENDEZVOUS, fleet.placementRule());
    assertEquals(Encoding.JDANCE, fleet.encoding());
    assertEquals(Duration.ofMillis(250), fleet.connectTimeout());
    assertEquals(Duration.ofSeconds(1), fleet.timeout());
    assertFalse(fleet.durable());
    assertEquals(Duration.ofMillis(250), fleet.lease());
    assertEquals(Duration.ofSeconds(10), fleet.giveUp());
    assertEquals(Duration.ofSeconds(60), fleet.maxSkew());
    assertEquals(2, fleet("redis://h1,h2").redundancy());
    assertEquals(2, fleet("redis://h1,h2,h3").redundancy());
    assertTrue(setup.resolve("jdance:memory").fleet().isEmpty());
    assertEquals(List.of(), setup.warnings);
  }

  @Test
  void aUriNamesHostsCredentialsNamespaceAndOptions() {
    FleetSettings fleet = fleet("redis://app:p%40ss%2C%3B%3A@H1:1,h_2;10.0.0.3:3/shop.v2/?redundancy=3&timeout=2s&lease=100ms&give-up=5s"
        + "&max-skew=1s&connect-timeout=1s&durable=true");
    assertEquals(List.of("h1:1", "h_2:6379", "10.0.0.3:3"), fleet.nodes().stream().map(NodeSettings::name).toList());
    for (NodeSettings node : fleet.nodes()) {
      assertEquals("app", node.user());
      assertEquals("p@ss,;:", node.password());
    }
    assertEquals("shop.v2", fleet.namespace());
    assertEquals(3, fleet.redundancy());
    assertEquals(Duration.ofSeconds(2), fleet.timeout());
    assertEquals(Duration.ofMillis(100), fleet.lease());
    assertEquals(Duration.ofSeconds(5), fleet.giveUp());
    assertEquals(Duration.ofSeconds(1), fleet.maxSkew());
    assertEquals(Duration.ofSeconds(1), fleet.connectTimeout());
    assertTrue(fleet.durable());
  }

  @Test
  void rawCommasInAPasswordDoNotMakeHosts() {
    assertEquals(List.of("h1:6379"), fleet("redis://:a,b;c@h1").nodes().stream().map(NodeSettings::name).toList());
    assertEquals("a,b;c", fleet("redis://:a,b;c@h1").nodes().get(0).password());
  }

  @Test
  void aListMixesKindsWeightsZonesAndNames() {
    FleetSettings fleet = ofNodes("redis://:pw@h1?weight=2&zone=a&name=n1; memcached://h1 , sharedance://[2001:DB8::1]:1043?zone=b,"
        + "redis://[::1],redis://[fe80::1%25eth0]:1?weight=1000", "jdance.namespace=shop", "jdance.user=app",
        "jdance.password=pw");
    assertEquals(List.of("n1", "h1:11211", "[2001:db8::1]:1043", "[::1]:6379", "[fe80::1%eth0]:1"),
        setupNames(fleet));
    assertEquals(new NodeSettings(NodeKind.REDIS, "n1", "h1", 6379, false, 2, "a", "app", "pw"), fleet.nodes().get(0));
    assertEquals("2001:db8::1", fleet.nodes().get(2).host());
    assertEquals(1000, fleet.nodes().get(4).weight());
    assertEquals("shop", fleet.namespace());
  }

  private static List<String> setupNames(FleetSettings fleet) {
    return fleet.nodes().stream().map(NodeSettings::name).toList();
  }

  @Test
  void oneIpv6HostMayStandInAUri() {
    assertEquals("::1", fleet("redis://[::1]:7/ns").nodes().get(0).host());
  }

  @Test
  void credentialsMayStandInKeysAndAreForAllThatKnowThem() {
    setup.variables.put("PW", "secret pw");
    FleetSettings fleet = ofNodes("redis://h1,redis://h2,sharedance://h3", "jdance.user=app", "jdance.password=${env:PW}");
    assertEquals("secret pw", fleet.nodes().get(1).password());
    assertEquals("app", fleet.nodes().get(1).user());
    assertNull(fleet.nodes().get(2).password());
    assertEquals("pw", fleet("redis://:pw@h1", "jdance.user", "app", "jdance.password", "pw").nodes().get(0).password());
    assertNull(fleet("redis://h1", "jdance.password", "pw").nodes().get(0).user());
  }

  @Test
  void laterSourcesOverrideTheUrisNamespace() {
    assertEquals("b", fleet("redis://h1/a", "jdance.namespace", "b").namespace());
    setup.system.setProperty("jdance.namespace", "c");
    assertEquals("c", fleet("redis://h1/a", "jdance.namespace", "b").namespace());
  }

  @Test
  void cachesHaveEncodingFailurePolicyAndSizeOfTheirOwn() {
    ManagerSettings settings = setup.resolve("redis://h1?failure-policy=miss&cache.a.failure-policy=bypass&cache.a.encoding=raw"
        + "&max-value-size=1kB&ttl=5s&cache.a.ttl=none");
    assertEquals(FailurePolicy.MISS, settings.forCache("b").failurePolicy());
    assertEquals(FailurePolicy.BYPASS, settings.forCache("a").failurePolicy());
    assertEquals(Encoding.RAW, settings.forCache("a").encoding());
    assertEquals(Encoding.JDANCE, settings.fleet().orElseThrow().encoding());
    assertEquals(OptionalLong.of(1024), settings.forCache("a").maxValueSize());
    assertEquals(Optional.of(Duration.ofSeconds(5)), settings.forCache("b").ttl());
  }

  @Test
  void phpsOrderOfServersIsThatOfTheConfiguration() {
    FleetSettings fleet = fleet("sharedance://h4,h3,h2?placement=phpdance&encoding=raw");
    assertEquals(List.of("h4:1042", "h3:1042", "h2:1042"), fleet.placement().nodes().stream().map(node -> node.name()).toList());
    assertArrayEquals(new int[] {1, 2}, fleet.placement().order("a".getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of("h2:1042", "h3:1042", "h4:1042"),
        fleet("sharedance://h4,h3,h2").placement().nodes().stream().map(node -> node.name()).toList());
    assertEquals(List.of(), setup.warnings);
    fleet("sharedance://h4,h3,h2?placement=phpdance");
    assertContains(setup.warnings.get(0), "no cache has encoding raw");
  }

  @Test
  void aTimeoutWithinTheLeaseIsWarnedOf() {
    fleet("redis://h1?timeout=250ms");
    assertContains(setup.warnings.get(0), "is not longer than the lease");
  }

  @Test
  void oneFleetIsTheSameServersCredentialsAndTimes() {
    FleetIdentity identity = fleet("redis://:pw@h1,h2/a").identity();
    assertEquals(identity, fleet("redis://:pw@h2,h1/b?redundancy=1").identity());
    assertEquals(identity.hashCode(), ofNodes("redis://:pw@h2;redis://:pw@h1").identity().hashCode());
    for (String other : List.of("redis://:pw2@h1,h2", "redis://:pw@h1,h2,h3", "redis://:pw@h1,h2:1", "redis://:pw@h1,h2?timeout=2s",
        "redis://:pw@h1,h2?lease=1s", "redis://:pw@h1,h2?connect-timeout=1s", "rediss://:pw@h1,h2", "redis://:pw@h1,h2?user=a")) {
      assertNotEquals(identity, fleet(other).identity(), other);
    }
    assertFalse(identity.toString().contains("pw"), identity::toString);
  }

  @Test
  void theDescriptionHasTheNodesAndNoSecret() {
    ManagerSettings settings = setup.resolve("redis://app:hunter2@h1,h2/shop?durable=true&cache.a.failure-policy=miss");
    String description = settings.describe();
    assertContains(description, "uri=redis://***@h1,h2/shop\nstore=fleet (by redis://***@h1,h2/shop)\n",
        "node=h1:6379 (Redis at h1:6379, weight 1, with credentials)\nnode=h2:6379 (",
        "\njdance.nodes=*** (in the URI redis://***@h1,h2/shop)\n", "\njdance.namespace=shop (in the URI redis://***@h1,h2/shop)\n",
        "\njdance.durable=true (in the URI query of redis://***@h1,h2/shop)\n", "\njdance.ttl=none (default)",
        "\njdance.cache.a.failure-policy=miss (");
    assertFalse(description.contains("jdance.max-entries"), description);
    for (Object said : List.of(description, settings, settings.fleet(), settings.maskedUri(), settings.fleet().orElseThrow().identity())) {
      assertFalse(said.toString().contains("hunter2"), said::toString);
    }
  }
}
