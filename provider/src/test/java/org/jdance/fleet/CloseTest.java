package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.JDanceCachingProvider;
import org.jdance.testing.ServerProcess;
import org.jdance.testing.SharedanceProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the last cache, whatever closes it, all connections and threads end. */
class CloseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int THREADS = 12;

  @ParameterizedTest
  @EnumSource(value = Servers.Kind.class)
  void nothingIsLeftOfTheLastCache(Servers.Kind kind) throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Servers servers = Servers.start(kind, 2); JDanceCachingProvider last = new JDanceCachingProvider()) {
      JDanceCachingProvider provider = new JDanceCachingProvider();
      int idle = connections(kind, servers);
      URI uri = URI.create(servers.uri(""));

      CacheManager manager = provider.getCacheManager(uri, null);
      Cache<Object, Object> first = cache(manager, "first");
      Cache<Object, Object> second = cache(manager, "second");
      first.close();
      use(second);
      assertTrue(kind == Servers.Kind.SHAREDANCE || connections(kind, servers) > idle);
      second.close();
      await(kind, servers, idle, "both caches are closed");

      use(cache(manager, "third"));
      use(cache(provider.getCacheManager(uri, new ClassLoader() {}), "in another manager"));
      manager.close();
      assertTrue(kind == Servers.Kind.SHAREDANCE || connections(kind, servers) > idle, "the other manager's cache shares the connections");
      provider.close();
      await(kind, servers, idle, "the provider is closed");

      manager = last.getCacheManager(uri, null);
      use(cache(manager, "fourth"));
      manager.destroyCache("fourth");
      await(kind, servers, idle, "the cache is destroyed");
    }
    Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
    after.removeAll(before);
    for (Thread thread : after) {
      // Those of other tests' servers and of the JDK may come and go.
      if (thread.getName().startsWith("jdance") && !thread.getName().startsWith("jdance-test")) {
        thread.join(PATIENCE.toMillis());
        assertTrue(!thread.isAlive(), () -> thread + " is left: " + List.of(thread.getStackTrace()));
      }
    }
  }

  private static Cache<Object, Object> cache(CacheManager manager, String name) {
    return manager.createCache(name, new MutableConfiguration<>());
  }

  /** From enough threads that there are several connections to each server. */
  private static void use(Cache<Object, Object> cache) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String key = "k" + i;
      Thread thread = new Thread(() -> {
        try {
          for (int n = 0; n < 20; n++) {
            cache.put(key, n);
            assertEquals(n, cache.get(key));
          }
        } catch (CacheException | AssertionError e) {
          failures.add(e);
        }
      });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
  }

  private static void await(Servers.Kind kind, Servers servers, int idle, String when) {
    assertTrue(within(() -> connections(kind, servers) <= idle), () -> connections(kind, servers) + " connections, not " + idle + ", when " + when);
  }

  private static int connections(Servers.Kind kind, Servers servers) {
    return connections(kind, servers.get(0)) + connections(kind, servers.get(1));
  }

  private static int connections(Servers.Kind kind, ServerProcess server) {
    return switch (kind) {
      case REDIS -> PlainClient.redis(server, "CLIENT", "LIST").split("name=jdance ", -1).length - 1;
      case MEMCACHED -> {
        String stats = PlainClient.ask(server, "stats\r\n", "END\r\n");
        var matcher = Pattern.compile("STAT curr_connections (\\d+)").matcher(stats);
        assertTrue(matcher.find());
        yield Integer.parseInt(matcher.group(1));
      }
      case SHAREDANCE -> sockets((SharedanceProcess) server);
    };
  }

  /** Sharedance says nothing of its clients; the system knows how many sockets the process has. */
  private static int sockets(SharedanceProcess server) {
    Path directory = Path.of("/proc", Long.toString(server.pid()), "fd");
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (var files = Files.list(directory)) {
      return (int) files.filter(CloseTest::isSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean within(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(5_000_000);
    }
    return true;
  }
}
