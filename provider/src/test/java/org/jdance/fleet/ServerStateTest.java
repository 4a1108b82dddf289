package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jdance.testing.FreePort;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.RedisProcess;
import org.jdance.testing.ServerProcess;
import org.jdance.testing.SharedanceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real servers that cannot or will not do what they are asked. */
class ServerStateTest {


  /** What to close, the last first. */
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

  /** A server that is of no use. */
  enum Useless {
    REDIS_THAT_WANTS_A_PASSWORD(Servers.Kind.REDIS, "", "password"),
    REDIS_THAT_KNOWS_ANOTHER_PASSWORD(Servers.Kind.REDIS, "password=wrong", "password"),
    MEMCACHED_THAT_WANTS_A_PASSWORD(Servers.Kind.MEMCACHED, "", "login"),
    MEMCACHED_THAT_KNOWS_ANOTHER_PASSWORD(Servers.Kind.MEMCACHED, "user=u&password=wrong", "user and password"),
    REDIS_REPLICA(Servers.Kind.REDIS, "", "replica"),
    REDIS_CLUSTER(Servers.Kind.REDIS, "", "cluster"),
    REDIS_LOADING(Servers.Kind.REDIS, "", "loading"),
    REDIS_WITHOUT_ROOM_FOR_CLIENTS(Servers.Kind.REDIS, "", "maxclients"),
    MEMCACHED_WITHOUT_ROOM_FOR_CLIENTS(Servers.Kind.MEMCACHED, "", "connections"),
    MEMCACHED_AS_REDIS(Servers.Kind.REDIS, "", ""),
    REDIS_AS_MEMCACHED(Servers.Kind.MEMCACHED, "", ""),
    SHAREDANCE_AS_REDIS(Servers.Kind.REDIS, "", ""),
    SHAREDANCE_AS_MEMCACHED(Servers.Kind.MEMCACHED, "", ""),
    NOBODY_AS_REDIS(Servers.Kind.REDIS, "", ""),
    NOBODY_AS_MEMCACHED(Servers.Kind.MEMCACHED, "", ""),
    NOBODY_AS_SHAREDANCE(Servers.Kind.SHAREDANCE, "", ""),
    UNKNOWN_HOST(Servers.Kind.REDIS, "", "no-such-host.invalid");

    final Servers.Kind kind;
    final String options;
    final String expected;

    Useless(Servers.Kind kind, String options, String expected) {
      this.kind = kind;
      this.options = options;
      this.expected = expected;
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @ParameterizedTest
  @EnumSource(Useless.class)
  void aFleetOfAUselessServerSaysWhatIsWrong(Useless what) {
    String address = start(what);
    String options = Operations.IMPATIENT + (what.options.isEmpty() ? "" : "&" + what.options);
    Client client = closing(Client.of(what.kind.uri(options, address)));
    Operations.all().forEach((name, operation) -> {
      String message = Operations.fails(client.cache(), name, operation);
      assertTrue(message.contains(address), message);
      assertTrue(message.contains(what.expected), message);
      assertTrue(message.contains(" ms"), message);
      if (Boolean.getBoolean("fleet.show") && name.equals("get")) {
        System.out.println(what + ": " + message);
      }
    });
  }

  @ParameterizedTest
  @EnumSource(value = Useless.class, names = {".*_KNOWS_ANOTHER_.*", "NOBODY_AS_SHAREDANCE"}, mode = EnumSource.Mode.MATCH_NONE)
  void aUselessServerAmongThreeIsLeftOut(Useless what) {
    Servers others = closing(Servers.start(what.kind, 2));
    String uri = what.kind.uri("", Servers.address(others.get(0)), start(what), Servers.address(others.get(1)));
    Client client = closing(Client.of(uri));
    Operations.work(client.cache());
    Operations.work(client.cache());
  }

  @Test
  void aRedisThatIsOutOfMemoryTakesNothingMoreButIsRead() {
    ServerProcess server = closing(RedisProcess.start());
    Cache<Object, Object> cache = closing(Client.of(Servers.Kind.REDIS.uri(Operations.IMPATIENT, Servers.address(server)))).cache();
    cache.put("k", "before");
    PlainClient.redis(server, "CONFIG", "SET", "maxmemory", "1");
    String message = Operations.fails(cache, "put", any -> {
      any.put("k", "after");
      return null;
    });
    assertTrue(message.contains("memory"), message);
    Operations.fails(cache, "putIfAbsent", any -> any.putIfAbsent("other", "x"));
    assertEquals("before", cache.get("k"));
    PlainClient.redis(server, "CONFIG", "SET", "maxmemory", "0");
    Operations.work(cache);
  }

  @Test
  void aMemcachedThatIsOutOfMemoryTakesNothingMoreButIsRead() {
    ServerProcess server = closing(MemcachedProcess.start("-M", "-m", "2", "-I", "512k"));
    Cache<Object, Object> cache = closing(Client.of(Servers.Kind.MEMCACHED.uri(Operations.IMPATIENT, Servers.address(server)))).cache();
    cache.put("k", "before");
    byte[] large = new byte[100_000];
    CacheException full = assertThrows(CacheException.class, () -> {
      for (int i = 0; i < 2000; i++) {
        cache.put("large" + i, large);
      }
    });
    assertTrue(String.valueOf(full.getMessage()).contains("memory"), full.getMessage());
    assertEquals("before", cache.get("k"));
  }

  @Test
  void aRedisThatBecomesAReplicaIsNotTakenForAWritableOne() {
    ServerProcess master = closing(RedisProcess.start());
    ServerProcess server = closing(RedisProcess.start());
    Cache<Object, Object> cache = closing(Client.of(Servers.Kind.REDIS.uri(Operations.IMPATIENT, Servers.address(server)))).cache();
    cache.put("k", "before");
    PlainClient.redis(server, "REPLICAOF", master.host(), Integer.toString(master.port()));
    String message = Operations.fails(cache, "put", any -> {
      any.put("k", "after");
      return null;
    });
    assertTrue(message.contains("replica"), message);
    PlainClient.redis(server, "REPLICAOF", "NO", "ONE");
    Operations.awaitAnswer(cache);
    Operations.work(cache);
  }

  /** What one server of three says must not reach the application. */
  @Test
  void aServerOfThreeThatIsFullOrBecomesAReplicaIsNotMissed() {
    Servers servers = closing(Servers.start(Servers.Kind.REDIS, 3));
    Cache<Object, Object> cache = closing(Client.of(servers.uri(""))).cache();
    for (int i = 0; i < 50; i++) {
      cache.put(i, i);
    }
    PlainClient.redis(servers.get(1), "CONFIG", "SET", "maxmemory", "1");
    for (int i = 0; i < 50; i++) {
      cache.put(i, i + 1);
      assertEquals(i + 1, cache.get(i));
    }
    Operations.work(cache);
  }

  private <T extends AutoCloseable> T closing(T closeable) {
    toClose.push(closeable);
    return closeable;
  }

  private String start(Useless what) {
    return switch (what) {
      case REDIS_THAT_WANTS_A_PASSWORD, REDIS_THAT_KNOWS_ANOTHER_PASSWORD -> Servers.address(closing(RedisProcess.start("--requirepass", "secret")));
      case MEMCACHED_THAT_WANTS_A_PASSWORD, MEMCACHED_THAT_KNOWS_ANOTHER_PASSWORD -> memcachedWithPassword();
      case REDIS_REPLICA -> {
        ServerProcess master = closing(RedisProcess.start());
        yield Servers.address(closing(RedisProcess.start("--replicaof", master.host() + " " + master.port())));
      }
      case REDIS_CLUSTER -> Servers.address(closing(RedisProcess.start("--cluster-enabled", "yes")));
      case REDIS_LOADING -> loading();
      case REDIS_WITHOUT_ROOM_FOR_CLIENTS -> crowded(closing(RedisProcess.start("--maxclients", "3")), 3);
      case MEMCACHED_WITHOUT_ROOM_FOR_CLIENTS -> crowded(closing(MemcachedProcess.start("-c", "100")), 100);
      case MEMCACHED_AS_REDIS -> Servers.address(closing(MemcachedProcess.start()));
      case REDIS_AS_MEMCACHED -> Servers.address(closing(RedisProcess.start()));
      case SHAREDANCE_AS_REDIS, SHAREDANCE_AS_MEMCACHED -> Servers.address(closing(SharedanceProcess.start()));
      case NOBODY_AS_REDIS, NOBODY_AS_MEMCACHED, NOBODY_AS_SHAREDANCE -> "127.0.0.1:" + FreePort.next();
      case UNKNOWN_HOST -> "no-such-host.invalid:6379";
    };
  }

  private String memcachedWithPassword() {
    try {
      Path file = Files.createTempFile("jdance-password", ".txt");
      closing(() -> Files.deleteIfExists(file));
      Files.writeString(file, "u:secret\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      return Servers.address(closing(MemcachedProcess.start("-Y", file.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that needs long to read what it saved. */
  private String loading() {
    RedisProcess server = closing(RedisProcess.startPersistent(
        "--save", "", "--loading-process-events-interval-bytes", "1024", "--key-load-delay", "1000", "--enable-debug-command", "yes"));
    PlainClient.redis(server, "DEBUG", "POPULATE", "30000");
    PlainClient.redis(server, "SAVE");
    server.restart();
    return Servers.address(server);
  }

  /** Takes all connections that the server has. */
  private String crowded(ServerProcess server, int connections) {
    try {
      for (int i = 0; i < connections; i++) {
        closing(new Socket(server.host(), server.port()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Servers.address(server);
  }

}
