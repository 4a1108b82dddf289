package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.JDanceCachingProvider;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.ServerProcess;
import org.jdance.testing.SharedanceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that other programs read and write, too: exactly the value under exactly the key, where the other program looks for it. */
class RawFleetTest {

  /** PHPDance's own tests have it: with these weights the key is on the last server and the first. */
  private static final int[] WEIGHTS = {1, 1, 1, 2};

  private static final String KEY = "testkey";
  private static final List<Integer> ON = List.of(0, 3);

  @TempDir private Path directory;

  @Test
  void sharedanceHasTheValueWherePhpDanceLooksForIt() throws IOException {
    List<SharedanceProcess> servers = new ArrayList<>();
    try (JDanceCachingProvider provider = new JDanceCachingProvider()) {
      StringBuilder nodes = new StringBuilder();
      for (int weight : WEIGHTS) {
        SharedanceProcess server = SharedanceProcess.start();
        servers.add(server);
        nodes.append(nodes.isEmpty() ? "" : ";").append("sharedance://").append(Servers.address(server)).append("?weight=").append(weight);
      }
      Path configuration = Files.writeString(
          directory.resolve("shared.properties"), "jdance.nodes=" + nodes + "\njdance.placement=phpdance\njdance.encoding=raw\n");
      Cache<String, String> cache = provider.getCacheManager(configuration.toUri(), null)
          .createCache("sessions", new MutableConfiguration<String, String>().setTypes(String.class, String.class));

      cache.put(KEY, "va\r\nl\u00fce");
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < servers.size(); i++) {
        try (Stream<Path> files = Files.list(servers.get(i).entries())) {
          // The server's own files have a dot, which no key has.
          for (Path entry : files.filter(file -> file.getFileName().toString().indexOf('.') < 0).toList()) {
            assertEquals(KEY, entry.getFileName().toString());
            assertArrayEquals("va\r\nl\u00fce".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(entry));
            found.add(i);
          }
        }
      }
      assertEquals(ON, found);
      assertEquals("va\r\nl\u00c3\u00bce", PlainClient.sharedance(servers.get(3), 'F', KEY, ""));

      for (int index : ON) {
        assertEquals("OK\n", PlainClient.sharedance(servers.get(index), 'S', KEY, "from PHP"));
      }
      assertEquals("from PHP", cache.get(KEY));
      assertEquals("OK\n", PlainClient.sharedance(servers.get(3), 'D', KEY, ""));
      assertEquals("from PHP", cache.get(KEY), "the second copy answers when the first has nothing");
      assertTrue(cache.remove(KEY));
      ON.forEach(index -> assertEquals("", PlainClient.sharedance(servers.get(index), 'F', KEY, "")));
      assertNull(cache.get(KEY));

      cache.put(KEY, "again");
      servers.get(3).kill();
      assertEquals("again", cache.get(KEY));
      cache.put(KEY, "with one");
      assertEquals("with one", cache.get(KEY));
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  @Test
  void memcachedHasTheValueUnderItsKeyOnTwoServers() {
    List<MemcachedProcess> servers = List.of(MemcachedProcess.start(), MemcachedProcess.start(), MemcachedProcess.start());
    try (JDanceCachingProvider provider = new JDanceCachingProvider()) {
      String uri = Servers.Kind.MEMCACHED.uri("encoding=raw", servers.stream().map(Servers::address).toArray(String[]::new));
      Cache<String, byte[]> cache = provider.getCacheManager(URI.create(uri), null)
          .createCache("shared", new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));

      cache.put(KEY, new byte[] {0, '\r', '\n', (byte) 0xFF});
      String holds = "VALUE " + KEY + " 0 4\r\n\0\r\n\u00ff\r\nEND\r\n";
      List<ServerProcess> on = new ArrayList<>();
      for (MemcachedProcess server : servers) {
        String reply = PlainClient.ask(server, "get " + KEY + "\r\n", "END\r\n");
        if (!reply.equals("END\r\n")) {
          assertEquals(holds, reply);
          on.add(server);
        }
      }
      assertEquals(2, on.size());

      for (ServerProcess server : on) {
        assertEquals("STORED\r\n", PlainClient.ask(server, "set " + KEY + " 0 0 5\r\nother\r\n", "\r\n"));
      }
      assertArrayEquals("other".getBytes(StandardCharsets.US_ASCII), cache.get(KEY));
      assertTrue(cache.remove(KEY));
      on.forEach(server -> assertEquals("END\r\n", PlainClient.ask(server, "get " + KEY + "\r\n", "END\r\n")));
      assertFalse(cache.containsKey(KEY));
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }
}
