package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jdance.testing.ServerProcess;
import org.jdance.testing.SharedanceProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys and values that protocols could stumble over, and what others wrote under our keys. */
class KeysAndValuesTest {

  private static final Pattern MEMCACHED_KEY = Pattern.compile("key=(\\S+) ");

  private static List<Object> keys() {
    List<Object> keys = new ArrayList<>(List.of(
        "k", "K", " ", "a b", "a\r\nb", "\r\nflush_all\r\n", "\0", "\u00e9", "\u043a\u043b\u044e\u0447", "\ud83d\ude00", "", "*1\r\n$8\r\nFLUSHALL\r\n", "%", "a/b",
        "!view", 1, 1L, 'c', true, UUID.fromString("00000000-0000-0001-0000-000000000002"), Instant.EPOCH, List.of("a", 1)));
    for (int length : new int[] {79, 80, 81, 249, 250, 251, 255, 10_000}) {
      keys.add("x".repeat(length));
      keys.add("\u00e9".repeat(length));
      keys.add("x".repeat(length - 1) + " ");
    }
    return keys;
  }

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void everyKeyIsItsOwn(Servers.Kind kind) {
    try (Servers servers = Servers.start(kind, 3); Client client = Client.of(servers.uri(""))) {
      Cache<Object, Object> cache = client.cache();
      Map<Object, Object> expected = new HashMap<>();
      List<Object> keys = keys();
      for (int i = 0; i < keys.size(); i++) {
        cache.put(keys.get(i), i);
        expected.put(keys.get(i), i);
      }
      expected.forEach((key, value) -> assertEquals(value, cache.get(key)));
      assertEquals(expected, cache.getAll(expected.keySet()));
      Map<Object, Object> listed = new HashMap<>();
      cache.forEach(entry -> listed.put(entry.getKey(), entry.getValue()));
      assertEquals(expected, listed);
      expected.forEach((key, value) -> assertTrue(cache.replace(key, value, "other")));
      for (Object key : keys) {
        assertTrue(cache.remove(key));
        assertFalse(cache.containsKey(key));
      }
      Operations.work(cache);
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void aValueOverTheLimitIsRefusedAndChangesNothing(Servers.Kind kind) {
    try (Servers servers = Servers.start(kind, 3); Client client = Client.of(servers.uri("max-value-size=100000"))) {
      Cache<Object, Object> cache = client.cache();
      cache.put("k", "before");
      refused(cache, new byte[100_100], "max-value-size");
      cache.put("k", new byte[90_000]);
      assertEquals(90_000, ((byte[]) cache.get("k")).length);
      Operations.work(cache);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Servers.Kind.class, names = {"MEMCACHED", "SHAREDANCE"})
  void aValueOverTheServersOwnLimitIsRefusedAndChangesNothing(Servers.Kind kind) {
    try (Servers servers = Servers.start(kind, 3); Client client = Client.of(servers.uri(""))) {
      refusesWithoutHarm(client.cache(), kind == Servers.Kind.MEMCACHED ? 2 << 20 : 40 << 20);
    }
  }

  private static void refusesWithoutHarm(Cache<Object, Object> cache, int size) {
    cache.put("k", "before");
    refused(cache, new byte[size], "bytes");
    Operations.work(cache);
  }

  private static void refused(Cache<Object, Object> cache, byte[] value, String expected) {
    Map<String, Function<Cache<Object, Object>, Object>> writes = Map.of(
        "put", any -> {
          any.put("k", value);
          return null;
        },
        "putAll", any -> {
          any.putAll(Map.of("k", value));
          return null;
        },
        "putIfAbsent", any -> any.putIfAbsent("other", value),
        "replace", any -> any.replace("k", value),
        "invoke", any -> any.invoke("k", (entry, arguments) -> {
          entry.setValue(value);
          return null;
        }));
    writes.forEach((name, write) -> {
      String message = Operations.fails(cache, name, write);
      assertTrue(message.contains(expected), message);
      assertEquals("before", cache.get("k"), name);
    });
  }

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void whatOthersWroteUnderOurKeyIsNoEntry(Servers.Kind kind) {
    try (Servers servers = Servers.start(kind, 3); Client client = Client.of(servers.uri("")); Client other = Client.of(servers.uri(""))) {
      Cache<Object, Object> cache = client.cache();
      for (String junk : List.of("junk", "\0", "J".repeat(300), "\u00ac\u00ed\0\5sr\0\4Evil")) {
        cache.put("k", "value");
        overwriteEntries(kind, servers, junk);
        assertNull(other.cache().get("k"));
        assertNull(cache.get("k"));
        assertEquals(Map.of(), cache.getAll(Set.of("k")));
        assertFalse(cache.containsKey("k"));
        assertFalse(cache.iterator().hasNext());
        assertFalse(cache.remove("k"));
        assertTrue(cache.putIfAbsent("k", "new"));
        assertEquals("new", other.cache().get("k"));
        overwriteEntries(kind, servers, junk);
        Object found = cache.invoke("k", (entry, arguments) -> {
          boolean exists = entry.exists();
          entry.setValue("newer");
          return exists;
        });
        assertEquals(false, found);
        assertEquals("newer", other.cache().get("k"));
      }
      Operations.work(cache);
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void whatOthersWroteInPlaceOfTheFleetsRecordIsNotTakenForOne(Servers.Kind kind) {
    try (Servers servers = Servers.start(kind, 1)) {
      try (Client before = Client.of(servers.uri(Operations.IMPATIENT))) {
        before.cache().put("k", "value");
      }
      overwrite(kind, servers.get(0), "junk", true);
      try (Client client = Client.of(servers.uri(Operations.IMPATIENT))) {
        String message = Operations.fails(client.cache(), "get", cache -> cache.get("k"));
        assertTrue(message.contains("record of the fleet"), message);
      }
    }
  }

  private static void overwriteEntries(Servers.Kind kind, Servers servers, String junk) {
    for (int i = 0; i < 3; i++) {
      overwrite(kind, servers.get(i), junk, false);
    }
  }

  /** Replaces all that a server holds, but for the fleet's own record, or only that. */
  private static void overwrite(Servers.Kind kind, ServerProcess server, String junk, boolean record) {
    switch (kind) {
      case REDIS -> {
        Matcher key = Pattern.compile("\\r\\n(test\\S+)\\r\\n").matcher(PlainClient.redis(server, "KEYS", "*").replace("\r\n", "\r\n\r\n"));
        while (key.find()) {
          if (key.group(1).endsWith("/!view") == record) {
            PlainClient.redis(server, "SET", key.group(1), junk);
          }
        }
      }
      case MEMCACHED -> {
        // A dump along the LRU lists may leave out what is just being moved between them; the record's name is known.
        if (record) {
          store(server, "test/!view", junk);
          return;
        }
        Matcher key = MEMCACHED_KEY.matcher(PlainClient.ask(server, "lru_crawler metadump hash\r\n", "END\r\n"));
        while (key.find()) {
          String name = URLDecoder.decode(key.group(1), StandardCharsets.ISO_8859_1);
          if (!name.endsWith("/!view")) {
            store(server, name, junk);
          }
        }
      }
      case SHAREDANCE -> {
        // Names say nothing there; the fleet's record is the first file.
        try (Stream<Path> files = Files.list(((SharedanceProcess) server).entries())) {
          for (Path file : files.filter(any -> any.getFileName().toString().indexOf('.') < 0).toList()) {
            boolean isRecord = Files.readString(file, StandardCharsets.ISO_8859_1).contains("rendezvous");
            if (isRecord == record) {
              Files.writeString(file, junk, StandardCharsets.ISO_8859_1);
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void store(ServerProcess memcached, String key, String value) {
    assertEquals(
        "STORED\r\n", PlainClient.ask(memcached, "set " + key + " 0 0 " + value.length() + "\r\n" + value + "\r\n", "\r\n"));
  }
}
