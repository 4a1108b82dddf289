package org.jdance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedanceProcessTest {

  private static final String STORE = "S\0\0\0\1\0\0\0\1kv";
  private static final String FETCH = "F\0\0\0\1k";

  @Test
  void itKeepsItsEntriesThroughARestartUnlessTheyAreToGo() throws IOException {
    try (SharedanceProcess server = SharedanceProcess.start()) {
      assertEquals("OK\n", ask(server, STORE));
      int port = server.port();
      server.kill();
      assertThrows(ConnectException.class, () -> ask(server, FETCH));
      server.restart();
      assertEquals("v", ask(server, FETCH));
      assertEquals("v", Files.readString(server.entries().resolve("k")));
      server.restartEmpty();
      assertEquals("", ask(server, FETCH));
      assertEquals(port, server.port());
    }
  }

  @Test
  void whilePausedItIsMuteAndThenItAnswersWhatItWasSent() throws IOException {
    try (SharedanceProcess server = SharedanceProcess.start("--expiration", "0")) {
      ask(server, STORE);
      server.pause();
      try (Client client = new Client(server.port())) {
        client.send(FETCH);
        client.socket.setSoTimeout(100);
        assertThrows(SocketTimeoutException.class, () -> client.receive(1));
        server.resume();
        client.socket.setSoTimeout(10_000);
        assertEquals("v", client.receive(1));
      }
    }
  }

  @Test
  void aWrongOptionIsToldByWhatItPrinted() {
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> SharedanceProcess.start("--timeout", "none"));
    assertFalse(e.getMessage().contains("cannot be read"), e::getMessage);
    assertTrue(e.getMessage().contains("--timeout"), e::getMessage);
  }

  private static String ask(SharedanceProcess server, String request) throws IOException {
    try (Client client = new Client(server.port())) {
      client.send(request);
      return new String(client.socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
