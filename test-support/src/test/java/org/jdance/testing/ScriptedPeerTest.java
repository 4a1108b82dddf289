package org.jdance.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScriptedPeerTest {

  @Test
  void itAnswersWhatItExpectsAndRemembersIt() throws IOException {
    try (ScriptedPeer peer = ScriptedPeer.playing(s -> s.accept().expect("ping\r\n").send("pong\r\n").expect("bye").close());
        Client client = new Client(peer.port())) {
      assertEquals("pong\r\n", client.ask("ping\r\n", 6));
      client.send("bye");
      assertEquals("", client.receive(1));
      peer.await();
      assertArrayEquals(Bytes.of("ping\r\nbye"), peer.received());
    }
  }

  @Test
  void otherBytesThanExpectedFailWithTheDifference() throws IOException {
    ScriptedPeer peer = ScriptedPeer.playing(s -> s.accept().expect("get key\r\n").send("never"));
    try (Client client = new Client(peer.port())) {
      client.send("get kex\r\n");
      assertEquals("", client.receive(1));
      AssertionError e = assertThrows(AssertionError.class, peer::await);
      assertTrue(e.getMessage().contains("step 2"), e::getMessage);
      assertTrue(e.getMessage().contains("first difference at byte 6"), e::getMessage);
      assertTrue(e.getMessage().contains("\"get key\\r\\n\""), e::getMessage);
      assertTrue(e.getMessage().contains("\"get kex\\r\\n\""), e::getMessage);
    }
    assertThrows(AssertionError.class, peer::close);
  }

  @Test
  void fewerBytesThanExpectedFail() throws IOException {
    ScriptedPeer peer = ScriptedPeer.playing(s -> s.accept().expect("abc"));
    try (Client client = new Client(peer.port())) {
      client.send("ab");
    }
    AssertionError e = assertThrows(AssertionError.class, peer::await);
    assertTrue(e.getMessage().contains("the client closed"), e::getMessage);
    assertThrows(AssertionError.class, peer::close);
  }

  @Test
  void moreBytesThanExpectedFailWhereTheClientShouldHaveClosed() throws IOException {
    ScriptedPeer peer = ScriptedPeer.playing(s -> s.accept().expect("a").expectClose());
    try (Client client = new Client(peer.port())) {
      client.send("ab");
      AssertionError e = assertThrows(AssertionError.class, peer::await);
      assertTrue(e.getMessage().contains("\"b\""), e::getMessage);
    }
    assertThrows(AssertionError.class, peer::close);
  }

  @Test
  void aClientThatClosesAsExpectedIsFine() throws IOException {
    try (ScriptedPeer peer = ScriptedPeer.playing(s -> s.accept().expect("a").expectClose())) {
      try (Client client = new Client(peer.port())) {
        client.send("a");
      }
      peer.await();
    }
  }

  @Test
  void itPausesUntilToldToProceed() throws IOException {
    try (ScriptedPeer peer = ScriptedPeer.playing(s -> s.accept().send("a").pause().send("b")); Client client = new Client(peer.port())) {
      assertEquals("a", client.receive(1));
      client.socket.setSoTimeout(100);
      assertThrows(SocketTimeoutException.class, () -> client.receive(1));
      client.socket.setSoTimeout(10_000);
      peer.proceed();
      assertEquals("b", client.receive(1));
    }
  }

  @Test
  void itResetsAcceptsAnotherAndRefuses() throws IOException {
    try (ScriptedPeer peer = ScriptedPeer.playing(s -> s.accept().expect("x").reset().accept().send("again").refuse())) {
      try (Client client = new Client(peer.port())) {
        client.send("x");
        assertThrows(SocketException.class, () -> client.receive(1));
      }
      try (Client client = new Client(peer.port())) {
        assertEquals("again", client.receive(5));
      }
      peer.await();
      assertThrows(ConnectException.class, () -> new Client(peer.port()));
    }
  }

  @Test
  void aFailureThatNobodyAwaitedIsFoundAtTheEnd() throws IOException {
    ScriptedPeer peer = ScriptedPeer.playing(s -> s.accept().expect("a"));
    try (Client client = new Client(peer.port())) {
      client.send("b");
      assertEquals("", client.receive(1));
    }
    assertThrows(AssertionError.class, peer::close);
  }
}
