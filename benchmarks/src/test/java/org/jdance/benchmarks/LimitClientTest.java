package org.jdance.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.RedisProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LimitClientTest {
  private static final byte[] ONE = "one".getBytes(US_ASCII);
  private static final byte[] TWO = "two\r\nlines".getBytes(US_ASCII);

  @ParameterizedTest
  @EnumSource(names = {"REDIS_LIMIT", "REDIS_LIMIT_R2", "MC_LIMIT", "MC_LIMIT_R2"})
  void theBareSocketDoesWhatItIsMeasuredFor(Subject subject) {
    assumeTrue(subject.suite() == Suite.REDIS ? RedisProcess.isInstalled() : MemcachedProcess.isInstalled());
    try (StartedServers servers = new StartedServers(subject);
        ServerClient client = new LimitClient(servers.fleet())) {
      assertNull(client.get("key"));
      assertFalse(client.replace("key", ONE));
      assertFalse(client.update("key", old -> TWO));
      assertTrue(client.putIfAbsent("key", ONE));
      assertFalse(client.putIfAbsent("key", TWO));
      assertArrayEquals(ONE, client.get("key"));
      assertTrue(client.replace("key", TWO));
      assertTrue(client.update("key", old -> {
        assertArrayEquals(TWO, old);
        return ONE;
      }));
      client.putAll(Map.of("key", TWO, "other", ONE, "third", TWO));

      Map<String, byte[]> found = client.getAll(List.of("key", "absent", "other", "third"));

      assertEquals(3, found.size());
      assertArrayEquals(ONE, found.get("other"));
      assertArrayEquals(TWO, found.get("key"));
      assertTrue(client.remove("key"));
      assertNull(client.get("key"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS_LIMIT", "MC_LIMIT"})
  void anUpdateThatAnotherOvertakesIsMadeAgain(Subject subject) {
    assumeTrue(subject.suite() == Suite.REDIS ? RedisProcess.isInstalled() : MemcachedProcess.isInstalled());
    try (StartedServers servers = new StartedServers(subject);
        ServerClient client = new LimitClient(servers.fleet());
        ServerClient other = new LimitClient(servers.fleet())) {
      client.put("key", ONE);
      int[] calls = new int[1];

      assertTrue(client.update("key", old -> {
        if (calls[0]++ == 0) {
          other.put("key", TWO);
        }
        return (new String(old, US_ASCII) + "!").getBytes(US_ASCII);
      }));

      assertEquals(2, calls[0]);
      assertArrayEquals("two\r\nlines!".getBytes(US_ASCII), client.get("key"));
    }
  }
}
