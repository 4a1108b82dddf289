package org.jdance.samples.bucket4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.grid.jcache.CompatibilityTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.RedisProcess;
import org.junit.jupiter.api.Test;

class Bucket4jTest {

  private static final int TOKENS = 300;
  private static final int QUESTIONS = 40;

  @Test
  void fourJvmsLetThroughWhatTheLimitAllowsOnRedis() {
    try (RedisProcess first = RedisProcess.start(); RedisProcess second = RedisProcess.start()) {
      assertLimitHolds("redis://127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port() + "/shop?timeout=5s");
    }
  }

  @Test
  void fourJvmsLetThroughWhatTheLimitAllowsOnMemcached() {
    try (MemcachedProcess first = MemcachedProcess.start(); MemcachedProcess second = MemcachedProcess.start()) {
      assertLimitHolds("memcached://127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port() + "/shop?timeout=5s");
    }
  }

  /** Bucket4j's own test of a provider: four threads, four thousand slow entry processors on one key, no update lost. */
  @Test
  void bucket4jFindsTheProviderCompatible() throws Exception {
    try (RedisProcess server = RedisProcess.start();
        CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create("redis://127.0.0.1:" + server.port() + "/shop?timeout=5s"), null)) {
      new CompatibilityTest(
          manager.createCache("compatibility", new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class))).test();
    }
  }

  @Test
  void eachCustomerHasALimitOfTheirOwn() {
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create("jdance:memory"), null)) {
      Limits limits = new Limits(manager, 2, Duration.ofDays(365));
      Bucket anna = limits.of("anna");
      assertTrue(anna.tryConsume(2));
      assertFalse(anna.tryConsume(1));
      assertTrue(limits.of("bert").tryConsume(1));
    }
  }

  private static void assertLimitHolds(String uri) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long through = Demonstration.run(
        new PrintStream(out, true, StandardCharsets.UTF_8), uri, TOKENS, QUESTIONS, System.getProperty("java.class.path"));
    assertEquals(TOKENS, through, out.toString(StandardCharsets.UTF_8));
  }
}
