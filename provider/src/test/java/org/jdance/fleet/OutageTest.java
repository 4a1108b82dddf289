package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.jdance.testing.ServerProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No server is up when the cache is made; later they are. */
class OutageTest {

  private static final int SERVERS = 3;

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void underThrowEveryOperationFailsUntilAServerAnswers(Servers.Kind kind) {
    try (Servers servers = down(kind); Client client = Client.of(servers.uri(Operations.IMPATIENT))) {
      Operations.all().forEach((name, operation) -> Operations.fails(client.cache(), name, operation));
      comesBack(servers, client);
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void underMissReadsMissAndPlainWritesAreDropped(Servers.Kind kind) {
    try (Servers servers = down(kind); Client client = Client.of(servers.uri(Operations.IMPATIENT + "&failure-policy=miss"))) {
      Cache<Object, Object> cache = client.cache();
      missesAndDrops(cache);
      Operations.fails(cache, "putIfAbsent", any -> any.putIfAbsent("k", "v"));
      Operations.fails(cache, "replace", any -> any.replace("k", "v", "w"));
      Operations.fails(cache, "invoke", any -> any.invoke("k", (entry, arguments) -> entry.exists()));
      // A put that is dropped, and a read that misses.
      assertNull(cache.getAndPut("k", "v"));
      comesBack(servers, client);
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void underBypassConditionalOperationsFindNothing(Servers.Kind kind) {
    try (Servers servers = down(kind); Client client = Client.of(servers.uri(Operations.IMPATIENT + "&failure-policy=bypass"))) {
      Cache<Object, Object> cache = client.cache();
      missesAndDrops(cache);
      assertTrue(cache.putIfAbsent("k", "v"));
      assertFalse(cache.replace("k", "v", "w"));
      assertNull(cache.getAndPut("k", "v"));
      Object result = cache.invoke("k", (entry, arguments) -> {
        boolean existed = entry.exists();
        entry.setValue("v");
        return existed;
      });
      assertEquals(false, result);
      assertNull(cache.get("k"));
      comesBack(servers, client);
    }
  }

  private static void missesAndDrops(Cache<Object, Object> cache) {
    cache.put("k", "v");
    cache.putAll(Map.of("k", "v", "l", "w"));
    assertNull(cache.get("k"));
    assertFalse(cache.containsKey("k"));
    assertEquals(Map.of(), cache.getAll(Set.of("k", "l")));
    assertFalse(cache.remove("k"));
    cache.removeAll(Set.of("k", "l"));
    assertFalse(cache.iterator().hasNext());
  }

  /** One server is enough; the objects are the same. */
  private static void comesBack(Servers servers, Client client) {
    servers.get(1).restart();
    servers.get(2).restart();
    // Listed is what servers have; a get may answer what is only remembered here.
    for (int attempt = 0; !lists(client.cache(), "probe"); attempt++) {
      assertTrue(attempt < 1000, "does not work although two servers of three are up");
      Operations.awaitAnswer(client.cache());
      client.cache().putAll(Map.of("probe", "there"));
    }
    Operations.work(client.cache());
  }

  private static boolean lists(Cache<Object, Object> cache, Object key) {
    for (Cache.Entry<Object, Object> entry : cache) {
      if (entry.getKey().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private static Servers down(Servers.Kind kind) {
    Servers servers = Servers.start(kind, SERVERS);
    for (int i = 0; i < SERVERS; i++) {
      ServerProcess server = servers.get(i);
      server.kill();
    }
    return servers;
  }
}
