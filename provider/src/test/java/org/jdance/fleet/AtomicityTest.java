package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Four JVMs with four threads each change the same entries, which have two copies on three servers. */
class AtomicityTest {

  private static final int JVMS = 4;
  private static final int THREADS = 4;
  private static final int TIMES = Integer.getInteger("fleet.times", 40);
  private static final int KEYS = 200;

  private static List<ApplicationProcess> applications = List.of();

  @BeforeAll
  static void start() {
    applications = ApplicationProcess.start(JVMS);
  }

  @AfterAll
  static void end() {
    applications.forEach(ApplicationProcess::close);
  }

  @ParameterizedTest
  @EnumSource(value = Servers.Kind.class, names = {"REDIS", "MEMCACHED"})
  void noIncrementByAnEntryProcessorIsLost(Servers.Kind kind) {
    noIncrementIsLost(kind, "invoke");
  }

  @ParameterizedTest
  @EnumSource(value = Servers.Kind.class, names = {"REDIS", "MEMCACHED"})
  void noIncrementByReplaceIsLost(Servers.Kind kind) {
    noIncrementIsLost(kind, "replace");
  }

  @ParameterizedTest
  @EnumSource(value = Servers.Kind.class, names = {"REDIS", "MEMCACHED"})
  void putIfAbsentHasOneWinner(Servers.Kind kind) {
    try (Servers servers = Servers.start(kind, 3)) {
      Tally tally = run(servers, "claim", KEYS);
      assertEquals(IntStream.range(0, KEYS).boxed().collect(Collectors.toMap(i -> "claim" + i, i -> 1L)), tally.won);
    }
  }

  private static void noIncrementIsLost(Servers.Kind kind, String task) {
    try (Servers servers = Servers.start(kind, 3)) {
      Tally tally = run(servers, task, TIMES);
      long expected = (long) JVMS * THREADS * TIMES;
      assertEquals(Map.of("counter", Long.toString(expected)), tally.counts.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString())));
      try (CachingProvider provider = Caching.getCachingProvider()) {
        Cache<String, Object> cache = provider.getCacheManager(URI.create(servers.uri("")), null).createCache("cache", new MutableConfiguration<>());
        assertEquals(expected, cache.get("counter"));
      }
    }
  }

  private static Tally run(Servers servers, String task, int amount) {
    // Sixteen threads on one entry wait for each other; that is not what is tested here.
    Tally tally = ApplicationProcess.run(applications, servers.uri("timeout=20s"), task, THREADS, amount, () -> {});
    System.out.println(task + " on " + servers.get(0) + " and two more: " + tally.figures());
    assertEquals(List.of(), tally.errors);
    assertEquals(List.of(), tally.unknown);
    assertEquals(List.of(), tally.wrong);
    return tally;
  }
}
