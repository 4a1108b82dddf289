package org.jdance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ServerProcessTest {

  /** Each kind, with a command that stores and one that reads. */
  enum Kind {
    REDIS("SET k v\r\n", "+OK\r\n", "GET k\r\n", "$1\r\nv\r\n", "$-1\r\n"),
    MEMCACHED("ms k 1\r\nv\r\n", "HD\r\n", "mg k v\r\n", "VA 1\r\nv\r\n", "EN\r\n");

    final String store;
    final String stored;
    final String read;
    final String found;
    final String absent;

    Kind(String store, String stored, String read, String found, String absent) {
      this.store = store;
      this.stored = stored;
      this.read = read;
      this.found = found;
      this.absent = absent;
    }

    ServerProcess start() {
      return this == REDIS ? RedisProcess.start() : MemcachedProcess.start();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStartedServerAnswersAndEndsWithItsDirectory(Kind kind) throws IOException {
    ServerProcess server = kind.start();
    try (server) {
      store(server, kind);
      assertTrue(server.isRunning());
      assertTrue(Files.isDirectory(server.directory()));
    }
    assertFalse(server.isRunning());
    assertFalse(Files.exists(server.directory()));
    assertThrows(ConnectException.class, () -> new Client(server.port()));
    assertThrows(IllegalStateException.class, server::pid);
  }

  @ParameterizedTest
  @EnumSource
  void itIsEmptyAfterARestartOnTheSamePort(Kind kind) throws IOException {
    try (ServerProcess server = kind.start()) {
      store(server, kind);
      int port = server.port();
      long pid = server.pid();
      server.kill();
      assertFalse(server.isRunning());
      server.restart();
      assertEquals(port, server.port());
      assertFalse(pid == server.pid());
      try (Client client = new Client(port)) {
        assertEquals(kind.absent, client.ask(kind.read, kind.absent.length()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whilePausedItIsMuteAndThenItAnswersWhatItWasSent(Kind kind) throws IOException {
    try (ServerProcess server = kind.start(); Client client = store(server, kind)) {
      server.pause();
      client.send(kind.read);
      client.socket.setSoTimeout(100);
      assertThrows(SocketTimeoutException.class, () -> client.receive(1));
      server.resume();
      client.socket.setSoTimeout(10_000);
      assertEquals(kind.found, client.receive(kind.found.length()));
      server.pause();
      server.kill();
      assertFalse(server.isRunning());
    }
  }

  @Test
  void aPersistentRedisComesBackWithWhatItSaved() throws IOException {
    try (RedisProcess server = RedisProcess.startPersistent()) {
      try (Client client = store(server, Kind.REDIS)) {
        assertEquals("+OK\r\n", client.ask("SAVE\r\n", 5));
        assertEquals("+OK\r\n", client.ask("SET later v\r\n", 5));
      }
      server.restart();
      try (Client client = new Client(server.port())) {
        assertEquals(Kind.REDIS.found, client.ask(Kind.REDIS.read, Kind.REDIS.found.length()));
        assertEquals("$-1\r\n", client.ask("GET later\r\n", 5));
      }
    }
  }

  @Test
  void aServerThatDoesNotStartSaysWhatItPrinted() {
    if (MemcachedProcess.isInstalled()) {
      IllegalStateException e = assertThrows(IllegalStateException.class, () -> MemcachedProcess.start("-t", "none"));
      assertTrue(e.getMessage().contains("Number of threads must be greater than 0"), e::getMessage);
    }
  }

  @Test
  void bothSpeakTlsWithATestCertificate() throws Exception {
    try (TestCertificate certificate = TestCertificate.create();
        RedisProcess redis = RedisProcess.startTls(certificate);
        MemcachedProcess memcached = MemcachedProcess.startTls(certificate)) {
      SSLContext context = certificate.clientContext();
      try (Client client = new Client(context.getSocketFactory().createSocket("127.0.0.1", redis.port()))) {
        assertEquals("+PONG\r\n", client.ask("PING\r\n", 7));
      }
      try (Client client = new Client(context.getSocketFactory().createSocket("localhost", memcached.port()))) {
        assertEquals("MN\r\n", client.ask("mn\r\n", 4));
      }
    }
  }

  private static Client store(ServerProcess server, Kind kind) throws IOException {
    Client client = new Client(server.port());
    assertEquals(kind.stored, client.ask(kind.store, kind.stored.length()));
    return client;
  }
}
