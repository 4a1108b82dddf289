package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fleets that make no sense, each with its sentence. */
class FleetRefusalTest {

  private final Setup setup = new Setup();

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "redis:h1 | The URI redis:h1 names no host. Write redis://host:port,host:port/namespace.",
    "redis:///ns | names no host.",
    "redis://h1,,h2 | item 2 names no host",
    "redis://:pw@ | item 1 names no host",
    "redis://h1:0 | item 1 has a port that is not from 1 to 65535",
    "redis://h1:65536 | item 1 has a port that is not from 1 to 65535",
    "redis://h1:123456 | item 1 has a host or port that is none",
    "redis://h1:x | item 1 has a host or port that is none",
    "redis://h%31 | item 1 has a host or port that is none",
    "redis://-h | item 1 has a host or port that is none",
    "redis://hunter2@h1 | item 1 has user info without a colon",
    "redis://u:@h1 | item 1 has user info without a password",
    "redis://u:hunter2@h1,u:hunter2@h2 | item 1 has more than one @",
    "redis://u:a/hunter2@h1 | The URI redis://***@h1 has an @ behind its hosts.",
    "redis://u:a?hunter2@h1 | The URI redis://***@h1 has an @ behind its hosts.",
    "redis://u:%FFhunter2@h1 | item 1 has percent-encoded bytes that are not UTF-8",
    "redis://h1,H1 | has two nodes with the name \"h1:6379\"; each server is named once",
    "redis://h1/a/b | is not such a name",
    "redis://h1/a%20b | is not such a name",
    "redis://h1/%FF | The path of the URI redis://h1/%FF has percent-encoded bytes that are not UTF-8.",
    "redis://h1/a?namespace=b | has a namespace in its path and another one in its query",
    "redis://h1?weight=2 | Unknown configuration key \"weight\" in the URI query of redis://h1.",
    "redis://h1?nodes=redis%3A%2F%2Fh2 | \"nodes\" in the URI query of redis://h1 contradicts the manager's URI, which names the servers",
    "redis://h1,h2?redundancy=3 | The value \"3\" of \"redundancy\" in the URI query of redis://h1,h2 asks for more copies than the"
        + " fleet has nodes (2).",
    "redis://h1?max-entries=5 | \"max-entries\" in the URI query of redis://h1 does not apply to a fleet of servers",
    "redis://h1?near.max-entries=5&near.max-weight=5kB | contradicts \"near.max-entries\" in the URI query of redis://h1. Keep one of them.",
    "redis://h1?near.max-staleness=5s | \"near.max-staleness\" in the URI query of redis://h1 has no effect: no cache that it is for has a near",
    "redis://h1?near.max-staleness=5s&near.max-entries=none | has no effect: no cache that it is for has a near cache. Set near.max-entries or",
    "redis://h1?cache.a.near.max-staleness=5s&cache.b.near.max-entries=9 | \"cache.a.near.max-staleness\" in the URI query of redis://h1 has no",
    "redis://h1?near.max-entries=5&near.max-staleness=99ms | is shorter than 100ms",
    "redis://h1?near.max-entries=0 | is out of range",
    "redis://h1?encoding=raw&near.max-entries=5 | \"near.max-entries\" in the URI query of redis://h1 contradicts \"encoding\"",
    "redis://h1?cache.a.encoding=raw&near.max-weight=5kB | no versions, by which a near cache finds out what is still right. Remove one of the",
    "memcached://h1?events=cluster | \"events\" in the URI query of memcached://h1 has the value cluster, but node h1:11211 is memcached, which carries no",
    "sharedance://h1?cache.a.events=cluster | \"cache.a.events\" in the URI query of sharedance://h1 has the value cluster, but node h1:1042 is",
    "redis://h1?events=cluster&encoding=raw | who writes raw entries tells nobody. Remove one of the two, or set events to local for the caches with raw",
    "redis://h1?consistency=strict | does not exist yet",
    "redis://h1?encoding=raw&ttl=5s | \"ttl\" in the URI query of redis://h1 contradicts \"encoding\" in the URI query of redis://h1: raw"
        + " entries",
    "redis://h1?encoding=raw&cache.a.ttl=5s | \"cache.a.ttl\" in the URI query of redis://h1 contradicts \"encoding\"",
    "redis://h1?cache.a*.encoding=raw&ttl=5s | \"ttl\" in the URI query of redis://h1 contradicts \"cache.a*.encoding\"",
    "redis://h1?cache.a.encoding=raw&cache.a*.ttl=5s | \"cache.a*.ttl\" in the URI query of redis://h1 contradicts \"cache.a.encoding\"",
    "redis://h1?user=u | Node h1:6379 has a user without a password. Give the key password too.",
    "redis://u:a@h1?user=v | \"user\" in the URI query of redis://***@h1 contradicts the user info in the URI of a node.",
    "redis://u:a@h1?password=hunter2 | \"password\" in the URI query of redis://***@h1 contradicts the user info in the URI of a node.",
    "memcached://h1?password=p | Node h1:11211 is memcached, which wants a user beside the password.",
    "memcached://h1?user=u&password=hunter2%20p | Node h1:11211 is memcached, whose user and password cannot contain white space.",
    "sharedance://h1?password=p | \"password\" in the URI query of sharedance://h1 does not apply: Sharedance knows no authentication.",
    "sharedance://:hunter2@h1 | Node h1:1042 has user info in its URI, but Sharedance knows no authentication.",
    "redis://h1?tls.trust=a.pem | \"tls.trust\" in the URI query of redis://h1 does not apply: no node is connected to by TLS.",
    "redis://h1?tls.key=a.pem | \"tls.key\" in the URI query of redis://h1 does not apply: no node is connected to by TLS.",
    "memcached://h1?durable=true | says that the servers lose nothing when they restart, but node h1:11211 is memcached",
    "redis://h1,h2?placement=phpdance&encoding=raw | is the rule of a client of Sharedance, but node h1:6379 is Redis.",
    "sharedance://h1,h2,h3?placement=phpdance&encoding=raw&redundancy=3 | keeps at most 2 copies of an entry, not 3."
  })
  void whatMakesNoSenseIsRefused(String uri, String message) {
    String refusal = setup.refusal(uri);
    assertContains(refusal, message);
    assertFalse(refusal.contains("hunter2"), refusal);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "h1:6379 | item 1 is not a node URI",
    "http://h1 | item 1 has a scheme that no kind of server has",
    "redis://h1/x | item 1 has a path",
    "redis://h1#x | item 1 is not a node URI",
    "redis://h1?weight=0 | item 1 has a weight that is not a whole number from 1 to 1000",
    "redis://h1?weight=1001 | item 1 has a weight",
    "redis://h1?weight=x | item 1 has a weight",
    "redis://h1?name= | item 1 has a name that is not",
    "redis://h1?name=a%20b | item 1 has a name that is not",
    "redis://h1?zone=a/b | item 1 has a zone that is not",
    "redis://h1?timeout=1s | item 1 has an option that is none of weight=, zone= and name=",
    "redis://h1?hunter2 | item 1 has an option that is none of weight=, zone= and name=",
    "redis://h1?weight=1&weight=1 | item 1 has weight twice",
    "redis://::1 | item 1 has a host or port that is none; an IPv6 address is written in brackets",
    "redis://[::1 | item 1 has a host or port that is none",
    "redis://h1?name=a,redis://h2?name=a | has two nodes with the name \"a\"",
    "redis://h1?name=a,redis://h1?name=b | has two nodes at \"h1:6379\"; both copies of an entry could be there",
    "redis://[::1]?name=a,memcached://[::1]:6379?name=b | has two nodes at \"[::1]:6379\"",
    "redis://u:hunter2/x@h1 | item 1 has a path, or a slash in its password that is not written %2F",
    "redis://u:hunter2,x@h1 | item 1 has a host or port that is none"
  })
  void aMalformedNodeIsRefusedByItsNumber(String nodes, String message) {
    setup.file("jdance.nodes=" + nodes);
    String refusal = setup.refusal("classpath:test.properties");
    assertContains(refusal, "The value of \"jdance.nodes\" in classpath:test.properties, line 1 ",
        message);
    assertFalse(refusal.contains("hunter2"), refusal);
  }

  @Test
  void phpsRotationMustBePossible() {
    setup.file("jdance.nodes=sharedance://h1?weight=2,sharedance://h2", "jdance.placement=phpdance", "jdance.encoding=raw");
    assertContains(setup.refusal("classpath:test.properties"),
        "The value phpdance of \"jdance.placement\" in classpath:test.properties, line 2 is not possible here: ",
        "the largest weight is 2 and there are 2 nodes");
    assertEquals(1, setup.resolve("classpath:test.properties?redundancy=1").fleet().orElseThrow().redundancy());
    setup.file("jdance.nodes=sharedance://h1?zone=a,sharedance://h2", "jdance.placement=phpdance", "jdance.encoding=raw");
    assertContains(setup.refusal("classpath:test.properties"), "knows no zones, but node h1:1042 has one");
  }

  @Test
  void aFleetsUriOverrulesSystemPropertiesThatDoNotFit() {
    setup.system.setProperty("jdance.nodes", "redis://h9");
    setup.system.setProperty("jdance.max-entries", "5");
    setup.system.setProperty("jdance.password", "hunter2");
    setup.system.setProperty("jdance.near.max-entries", "5");
    setup.system.setProperty("jdance.tls.trust", "no.pem");
    setup.system.setProperty("jdance.ttl", "1s");
    ManagerSettings settings = setup.resolve("redis://:pw@h1?encoding=raw");
    FleetSettings fleet = settings.fleet().orElseThrow();
    assertEquals(List.of("h1:6379"), fleet.nodes().stream().map(NodeSettings::name).toList());
    assertEquals("pw", fleet.nodes().get(0).password());
    assertNull(fleet.tls());
    assertEquals(true, settings.forCache("a").ttl().isEmpty());
    assertEquals(6, setup.warnings.size(), setup.warnings::toString);
    assertFalse(setup.warnings.toString().contains("hunter2"));
  }

  @Test
  void rawCachesWithoutExpiryBesideOthersWithItAreFine() {
    for (String query : List.of("encoding=raw", "encoding=raw&ttl=none", "encoding=raw&cache.a.encoding=jdance&cache.a.ttl=5s",
        "ttl=5s&cache.a.encoding=raw&cache.a.ttl=none", "ttl=5s&cache.a*.encoding=raw&cache.a*.ttl=none&cache.b.ttl=6s",
        "near.max-entries=none&events=local", "near.max-entries=5", "near.max-weight=1MB&near.max-staleness=2s",
        "near.max-staleness=2s&cache.a*.near.max-entries=5", "cache.a.near.max-staleness=2s&near.max-entries=5",
        "near.max-entries=5&cache.a.encoding=raw&cache.a.near.max-entries=none")) {
      setup.resolve("redis://h1?" + query);
    }
    assertEquals(List.of(), setup.warnings);
  }

  @Test
  void anEmptyPasswordIsRefused() {
    setup.variables.put("EMPTY", "");
    assertContains(setup.refusal("redis://h1", "jdance.password", "${env:EMPTY}"),
        "The value of \"jdance.password\" in the Properties given to"
        + " getCacheManager is empty.");
  }
}
