package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.FleetCounts;
import org.jdance.testing.ServerProcess;
import org.jdance.testing.TcpProxy;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One application is cut off from a real server that goes on with its old data, writes all the same, and is connected again. */
@Timeout(120)
class DroppedWritesTest {

  private static final String IMPATIENT = "timeout=400ms&connect-timeout=100ms&lease=50ms&failure-policy=miss";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void whatWasDroppedIsDeliveredAlthoughNobodyCalls(Servers.Kind kind) {
    try (ServerProcess server = kind.start();
        TcpProxy network = TcpProxy.to(server.host(), server.port());
        Client app = client(kind, network.host() + ":" + network.port());
        Client other = client(kind, Servers.address(server))) {
      Cache<Object, Object> cache = app.cache();
      eventually(() -> stored(cache, "k"));
      cache.putAll(Map.of("k", "old", "removed", "old", "all", "old", "large", "old"));
      network.refuse();
      network.reset();
      cache.put("k", "new");
      assertFalse(cache.remove("removed"));
      cache.removeAll(Set.of("all"));
      cache.put("large", "x".repeat(2_000));
      assertNull(cache.getAndPut("listened", "new"));
      assertNull(cache.get("removed"));
      assertTrue(counts(app).rememberedWrites() >= 5, () -> "remembered: " + counts(app));
      network.heal();
      long healed = System.nanoTime();
      eventually(() -> counts(app).rememberedWrites() == 0);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - healed);
      System.out.println(kind + ": delivered " + took + " ms after the network healed");
      assertEquals("new", other.cache().get("k"));
      assertEquals("new", other.cache().get("listened"));
      for (String gone : Set.of("removed", "all", "large")) {
        assertNull(other.cache().get(gone), gone);
        assertNull(cache.get(gone), gone);
      }
      assertEquals("new", cache.get("k"));
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void whatWasReplacedIsNeverReadAgain(Servers.Kind kind) {
    try (ServerProcess server = kind.start();
        TcpProxy network = TcpProxy.to(server.host(), server.port());
        Client app = client(kind, network.host() + ":" + network.port())) {
      Cache<Object, Object> cache = app.cache();
      Cache<Object, Object> cleared = app.manager().createCache("cleared", new MutableConfiguration<>());
      eventually(() -> stored(cache, "k"));
      for (int round = 0; round < 3; round++) {
        String old = "old" + round;
        eventually(() -> put(cleared, "k", old) && put(cache, "k", old) && counts(app).rememberedWrites() == 0);
        network.refuse();
        network.reset();
        String fresh = "new" + round;
        cache.put("k", fresh);
        cleared.removeAll();
        network.heal();
        eventually(
            () -> {
              assertNotEquals(old, cleared.get("k"));
              Object seen = cache.get("k");
              assertNotEquals(old, seen);
              return fresh.equals(seen) && counts(app).rememberedWrites() == 0;
            });
        assertNull(cleared.get("k"));
      }
    }
  }

  /** Names say nothing of addresses, so that both clients mean the same server. */
  private Client client(Servers.Kind kind, String address) {
    String nodes = "jdance.nodes=" + kind.name().toLowerCase(Locale.ROOT) + "://" + address + "?name=n0\njdance.namespace=test\n";
    try {
      Path file = Files.createTempFile(directory, "app", ".properties");
      Files.writeString(file, nodes);
      return Client.of(file.toUri() + "?" + IMPATIENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean stored(Cache<Object, Object> cache, String key) {
    cache.put(key, "first");
    try {
      return !cache.putIfAbsent(key, "second");
    } catch (CacheException e) {
      return false;
    }
  }

  private static boolean put(Cache<Object, Object> cache, String key, String value) {
    cache.put(key, value);
    return true;
  }

  private static FleetCounts counts(Client client) {
    return client.manager().fleet().status().counts();
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "did not happen in time");
      LockSupport.parkNanos(1_000_000);
    }
  }
}
