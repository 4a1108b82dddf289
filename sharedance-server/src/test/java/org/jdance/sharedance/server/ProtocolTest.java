package org.jdance.sharedance.server;

import static org.jdance.sharedance.server.Client.asking;
import static org.jdance.sharedance.server.Client.bytes;
import static org.jdance.sharedance.server.Client.storing;
import static org.jdance.sharedance.server.Client.text;
import static org.jdance.sharedance.server.Client.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bytes on the wire, as sharedanced 0.7 has them. */
@Timeout(60)
class ProtocolTest {

  /** For what must not come: long enough to be seen if it did. */
  private static final int QUIET_MILLIS = 150;

  @TempDir Path directory;
  private SharedanceServer server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    restart(ServerOptions.in(directory).withPort(0));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart(ServerOptions options) throws IOException {
    if (server != null) {
      server.close();
    }
    server = SharedanceServer.start(options);
    client = new Client(server.address());
  }

  @Test
  void storeFetchAndDeleteAreTheseBytes() throws IOException {
    assertArrayEquals(hex("4f4b0a"), client.exchange(hex("53 00000004 00000005 6b657931 68656c6c6f")));
    assertArrayEquals(bytes("hello"), client.exchange(hex("46 00000004 6b657931")));
    assertArrayEquals(hex("4f4b0a"), client.exchange(hex("44 00000004 6b657931")));
    assertArrayEquals(new byte[0], client.exchange(hex("46 00000004 6b657931")));
    assertArrayEquals(new byte[0], client.exchange(hex("44 00000004 6b657931")));
  }

  @Test
  void anotherStoreReplaces() throws IOException {
    client.store("k", bytes("a longer value"));
    client.store("k", bytes("short"));
    assertEquals("short", text(client.fetch("k")));
  }

  @Test
  void anEmptyValueIsStoredAndFetchedAsNothing() throws IOException {
    assertEquals("OK\n", client.store("k", new byte[0]));
    assertEquals("", text(client.fetch("k")));
    assertEquals("OK\n", client.delete("k"));
    assertEquals("", client.delete("k"));
  }

  @Test
  void exactlyTheLegalBytesMakeKeys() throws IOException {
    for (int b = 0; b < 256; b++) {
      boolean legal = b >= 32 && b <= 126 && b != '.' && b != '/';
      byte[] key = {'k', (byte) b};
      assertEquals(legal ? "OK\n" : "", text(client.exchange(storing(key, bytes("value " + b)))), "byte " + b);
      assertEquals(legal ? "value " + b : "", text(client.exchange(asking('F', key))), "byte " + b);
    }
    assertEquals("", client.store("..", bytes("v")));
    assertEquals("", client.store("../x", bytes("v")));
    assertEquals("", text(client.fetch(EntryFiles.LOCK)));
    assertEquals("", client.delete(EntryFiles.LOCK));
  }

  @Test
  void keysDifferByCase() throws IOException {
    client.store("key", bytes("small"));
    client.store("KEY", bytes("large"));
    assertEquals("small", text(client.fetch("key")));
    assertEquals("large", text(client.fetch("KEY")));
  }

  @Test
  void aKeyHasAtMost254Bytes() throws IOException {
    assertEquals("OK\n", client.store("k".repeat(254), bytes("v")));
    assertEquals("v", text(client.fetch("k".repeat(254))));
    assertEquals("", client.store("k".repeat(255), bytes("v")));
    assertEquals("", text(client.fetch("k".repeat(255))));
    assertEquals("", client.store("k".repeat(70_000), bytes("v")));
  }

  @Test
  void anEmptyKeyOfAStoreIsRefused() throws IOException {
    assertEquals("", text(client.exchange(hex("53 00000000 00000001 61"))));
  }

  @Test
  void aFetchOrDeletionWithoutAKeyIsNotAnsweredUntilTheTimeout() throws IOException {
    restart(ServerOptions.in(directory).withPort(0).withTimeout(Duration.ofSeconds(1)));
    for (String request : List.of("46 00000000", "44 00000000", "53 00000000 00000000")) {
      try (Socket socket = client.connect()) {
        socket.getOutputStream().write(hex(request));
        assertSilent(socket);
        assertEquals(-1, socket.getInputStream().read());
      }
    }
  }

  @Test
  void anUnknownCommandIsClosedWithNothing() throws IOException {
    for (String request : List.of("GET / HTTP/1.0\r\n\r\n", "*1\r\n$4\r\nPING\r\n", "s", "\u0000", "f\u0000\u0000\u0000\u0001k")) {
      assertEnds(bytes(request));
    }
  }

  @Test
  void whatFollowsTheRequestUndoesIt() throws IOException {
    client.store("k", bytes("old"));
    assertEnds(join(storing(bytes("k"), bytes("new")), bytes("x")));
    assertEnds(join(storing(bytes("k"), bytes("new")), asking('F', bytes("k"))));
    assertEnds(join(asking('D', bytes("k")), bytes("\n")));
    assertEnds(join(asking('F', bytes("k")), asking('F', bytes("k"))));
    assertEquals("old", text(client.fetch("k")));
  }

  @Test
  void aHalfClosedRequestIsDroppedSilently() throws IOException {
    byte[] request = storing(bytes("k"), bytes("value"));
    for (int length = 0; length < request.length; length++) {
      try (Socket socket = client.connect()) {
        socket.getOutputStream().write(request, 0, length);
        socket.shutdownOutput();
        assertEquals(-1, socket.getInputStream().read());
      }
    }
    assertEquals("", text(client.fetch("k")));
  }

  @Test
  void aWholeRequestIsAnsweredToAHalfClosedConnection() throws IOException {
    try (Socket socket = client.connect()) {
      socket.getOutputStream().write(storing(bytes("k"), bytes("value")));
      socket.shutdownOutput();
      assertEquals("OK\n", text(socket.getInputStream().readAllBytes()));
    }
  }

  @Test
  void aRequestMayComeByteByByte() throws IOException {
    for (byte[] request : List.of(storing(bytes("k"), bytes("value")), asking('F', bytes("k")), asking('D', bytes("k")))) {
      try (Socket socket = client.connect()) {
        socket.setTcpNoDelay(true);
        for (byte b : request) {
          socket.getOutputStream().write(b);
          socket.getOutputStream().flush();
        }
        assertEquals(request[0] == 'F' ? "value" : "OK\n", text(socket.getInputStream().readAllBytes()));
      }
    }
  }

  @Test
  void interleavedStoresOfOneKeyAreNeverMixed() throws IOException {
    byte[] first = storing(bytes("k"), bytes("a".repeat(50_000)));
    byte[] second = storing(bytes("k"), bytes("b".repeat(50_000)));
    try (Socket one = client.connect();
        Socket two = client.connect()) {
      one.getOutputStream().write(first, 0, 30_000);
      two.getOutputStream().write(second, 0, 40_000);
      one.getOutputStream().write(first, 30_000, first.length - 30_000);
      assertEquals("OK\n", text(one.getInputStream().readAllBytes()));
      assertEquals("a".repeat(50_000), text(client.fetch("k")));
      two.getOutputStream().write(second, 40_000, second.length - 40_000);
      assertEquals("OK\n", text(two.getInputStream().readAllBytes()));
      assertEquals("b".repeat(50_000), text(client.fetch("k")));
    }
  }

  @Test
  void aValueThatIsBeingFetchedIsNotChangedByAStore() throws IOException {
    byte[] large = value(20_000_000);
    client.store("k", large);
    try (Socket slow = client.connect()) {
      slow.getOutputStream().write(asking('F', bytes("k")));
      assertEquals(large[0], (byte) slow.getInputStream().read());
      assertEquals("OK\n", client.store("k", bytes("small")));
      assertEquals("small", text(client.fetch("k")));
      byte[] rest = slow.getInputStream().readAllBytes();
      assertArrayEquals(Arrays.copyOfRange(large, 1, large.length), rest);
    }
  }

  @Test
  void valuesOfAllLengthsComeBackWhole() throws IOException {
    for (int length : new int[] {1, 2, 4082, 4083, 4084, 4085, 4086, 4087, 4088, 8192, 65_535, 65_536, 65_537, 300_000, 33_000_000}) {
      assertEquals("OK\n", client.store("k", value(length)), "length " + length);
      assertArrayEquals(value(length), client.fetch("k"), "length " + length);
    }
  }

  @Test
  void aLargeRequestIsAnsweredWhereverTheServersTurnsCutIt() throws IOException {
    // About one in thirty ends with the last piece that the server reads in a turn.
    for (int i = 0; i < 150; i++) {
      assertEquals("OK\n", client.store("k", new byte[2_000_000 + 10_000 * i]), "round " + i);
    }
  }

  @Test
  void aRequestOfTheLimitIsTakenAndALargerOneIsClosed() throws IOException {
    restart(ServerOptions.in(directory).withPort(0).withMaxRequest(10_000));
    assertEquals("OK\n", client.store("k", value(10_000 - 10)));
    assertEnds(storing(bytes("k"), value(10_000 - 9)));
    assertEnds(hex("53 00000001 7fffffff 6b"));
    assertEnds(hex("53 ffffffff ffffffff 6b"));
    assertEnds(hex("46 ffffffff 6b"));
    assertArrayEquals(value(10_000 - 10), client.fetch("k"));
  }

  @Test
  void idleAndStalledClientsDelayNobodyAndAreEndedByTheTimeout() throws IOException {
    restart(ServerOptions.in(directory).withPort(0).withTimeout(Duration.ofSeconds(1)));
    client.store("large", value(30_000_000));
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        stalled.add(client.connect());
        stalled.add(client.connect());
        stalled.get(stalled.size() - 1).getOutputStream().write(storing(bytes("k"), bytes("value")), 0, 12);
        // Asks for much and reads nothing.
        stalled.add(client.connect());
        stalled.get(stalled.size() - 1).getOutputStream().write(asking('F', bytes("large")));
        assertEquals("OK\n", client.store("k" + i, bytes("v")));
        assertEquals("v", text(client.fetch("k" + i)));
      }
      for (int i = 0; i < stalled.size(); i++) {
        if (i % 3 != 2) {
          assertEquals(-1, stalled.get(i).getInputStream().read());
        }
      }
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  @Test
  void clientsBeyondTheLimitWaitUntilOneIsServed() throws IOException {
    restart(ServerOptions.in(directory).withPort(0).withMaxConnections(2));
    client.store("k", bytes("v"));
    try (Socket idle = client.connect();
        Socket other = client.connect()) {
      idle.getOutputStream().write('F');
      other.getOutputStream().write('F');
      try (Socket waiting = client.connect()) {
        waiting.getOutputStream().write(asking('F', bytes("k")));
        assertSilent(waiting);
        idle.shutdownOutput();
        assertEquals("v", text(waiting.getInputStream().readAllBytes()));
      }
    }
    assertEquals("v", text(client.fetch("k")));
  }

  @Test
  void manyClientsAtOnceAreAllServed() throws Exception {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String key = "thread" + t;
      FutureTask<Integer> task = new FutureTask<>(() -> {
        for (int i = 0; i < 200; i++) {
          assertEquals("OK\n", client.store(key, bytes("value " + i)));
          assertEquals("value " + i, text(client.fetch(key)));
        }
        return 200;
      });
      new Thread(task, key).start();
      tasks.add(task);
    }
    for (FutureTask<Integer> task : tasks) {
      assertEquals(200, task.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void aStoreThatTheDiskRefusesIsNotAnsweredOk() throws IOException {
    client.store("k", bytes("v"));
    // A directory in the way of the file stands for a disk that refuses; the full disk has a test of its own.
    Files.createDirectory(directory.resolve("blocked"));
    Files.createFile(directory.resolve("blocked").resolve("x"));
    assertEquals("", client.store("blocked", bytes("new")));
    assertEquals("", text(client.fetch("blocked")));
    assertTrue(Files.notExists(directory.resolve(".blocked")));
    assertEquals("v", text(client.fetch("k")));
  }

  @Test
  void closingEndsConnectionsAndFreesThePort() throws IOException {
    int port = server.port();
    try (Socket idle = client.connect()) {
      idle.getOutputStream().write('F');
      assertEquals("", text(client.fetch("none")));
      server.close();
      assertTrue(!server.isRunning());
      assertEnded(idle);
    }
    restart(ServerOptions.in(directory).withPort(port));
    assertEquals("OK\n", client.store("k", bytes("v")));
    assertThrows(IOException.class, () -> SharedanceServer.start(ServerOptions.in(directory.resolve("other")).withPort(port)));
  }

  private void assertEnds(byte[] request) throws IOException {
    try (Socket socket = client.connect()) {
      socket.getOutputStream().write(request);
      assertEnded(socket);
    }
  }

  /** The server has closed without a byte; by a reset where it had not read all. */
  private static void assertEnded(Socket socket) throws IOException {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("reset") || e.getMessage().contains("Broken pipe"), e::toString);
    }
  }

  private static void assertSilent(Socket socket) throws IOException {
    int before = socket.getSoTimeout();
    socket.setSoTimeout(QUIET_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    socket.setSoTimeout(before);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] join(byte[] one, byte[] two) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(one);
    bytes.writeBytes(two);
    return bytes.toByteArray();
  }
}
