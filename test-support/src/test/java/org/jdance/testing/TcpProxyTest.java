package org.jdance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProxyTest {

  private ScriptedPeer peer;
  private TcpProxy proxy;

  @AfterEach
  void close() {
    proxy.close();
    peer.close();
  }

  @Test
  void wholeItCarriesBothWays() throws IOException {
    between(s -> s.accept().expect("ping").send("pong"));
    try (Client client = new Client(proxy.port())) {
      assertEquals("pong", client.ask("ping", 4));
      assertEquals(1, proxy.connections());
    }
  }

  @Test
  void lostRequestsArriveAfterItIsHealed() throws IOException {
    between(s -> s.accept().expect("ping").send("pong"));
    try (Client client = new Client(proxy.port())) {
      proxy.loseRequests();
      client.send("ping");
      assertMute(client);
      assertEquals(0, peer.received().length);
      proxy.heal();
      assertEquals("pong", client.receive(4));
    }
  }

  @Test
  void lostRepliesArriveAfterItIsHealed() throws IOException {
    between(s -> s.accept().expect("ping").send("pong"));
    try (Client client = new Client(proxy.port())) {
      proxy.loseReplies();
      client.send("ping");
      peer.await();
      assertMute(client);
      proxy.heal();
      assertEquals("pong", client.receive(4));
    }
  }

  @Test
  void aReplyIsCutInTheMiddleOnceAndThenNoMore() throws IOException {
    between(s -> s.accept().expect("ping").send("pong").accept().expect("ping").send("pong"));
    proxy.cutRepliesAfter(2);
    try (Client client = new Client(proxy.port())) {
      assertEquals("po", client.ask("ping", 4));
    }
    try (Client client = new Client(proxy.port())) {
      assertEquals("pong", client.ask("ping", 4));
    }
  }

  @Test
  void aResetIsSeenByTheClient() throws IOException {
    between(s -> s.accept().expect("ping").send("pong"));
    try (Client client = new Client(proxy.port())) {
      assertEquals("pong", client.ask("ping", 4));
      proxy.reset();
      assertThrows(SocketException.class, () -> client.receive(1));
      assertEquals(0, proxy.connections());
    }
  }

  @Test
  void newConnectionsAreRefusedUntilItIsHealed() throws IOException {
    between(s -> s.accept().expect("ping").send("pong").accept().expect("ping").send("pong"));
    try (Client client = new Client(proxy.port())) {
      assertEquals("pong", client.ask("ping", 4));
      proxy.refuse();
      assertThrows(ConnectException.class, () -> new Client(proxy.port()));
      proxy.heal();
      try (Client second = new Client(proxy.port())) {
        assertEquals("pong", second.ask("ping", 4));
      }
    }
  }

  @Test
  void aDelayHoldsBothWays() throws IOException {
    between(s -> s.accept().expect("ping").send("pong"));
    proxy.delay(Duration.ofMillis(50));
    try (Client client = new Client(proxy.port())) {
      long start = System.nanoTime();
      assertEquals("pong", client.ask("ping", 4));
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(100).toNanos());
    }
  }

  @Test
  void theServersCloseIsPassedOn() throws IOException {
    between(s -> s.accept().expect("ping").send("pong").close());
    try (Client client = new Client(proxy.port())) {
      assertEquals("pong", client.ask("ping", 5));
    }
  }

  private void between(Consumer<Script> script) {
    peer = ScriptedPeer.playing(script);
    proxy = TcpProxy.to(peer.host(), peer.port());
  }

  private static void assertMute(Client client) throws IOException {
    client.socket.setSoTimeout(100);
    assertThrows(SocketTimeoutException.class, () -> client.receive(1));
    client.socket.setSoTimeout(10_000);
  }
}
