package org.jdance.internal.node.sharedance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jdance.testing.Script;
import org.jdance.testing.ScriptedPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bytes of each request, and what becomes of a peer that misbehaves. */
@Timeout(60)
class SharedanceScriptTest {

  private static final String FETCH = "F\0\0\0\1k";
  private static final String STORE = "S\0\0\0\1\0\0\0\5khello";
  private static final String DELETE = "D\0\0\0\1k";
  private static final byte[] K = bytes("k");
  private static final byte[] ENVELOPE =
      EntryFormat.encode(EntryHeader.of(0, new Version(7, 1), StoredEntry.ETERNAL), List.of(), K, bytes("a payload that may be cut"));

  @Test
  void eachRequestIsTheseBytesOnAConnectionOfItsOwn() {
    playing(
        script -> script
            .accept().expect(STORE).send("OK\n").close()
            .accept().expect(FETCH).send("hello").close()
            .accept().expect(FETCH).close()
            .accept().expect(FETCH).send(ENVELOPE).close()
            .accept().expect(DELETE).send("OK\n").close()
            .accept().expect(DELETE).close()
            .accept().expect("S\0\0\0\11\0\0\0\1a%2Fb%2Ecx").send("OK\n").close()
            .accept().expect("F\0\0\0\54~0iYJ2jrjlWykh3BWqOWA7tdEpvfXz6WxndiNUvzA1DU").send("x").close(),
        node -> {
          assertEquals(NodeOutcome.STORED, store(node).await(within()).outcome());
          assertArrayEquals(bytes("hello"), node.read(K, within()).await(within()).value());
          assertNull(node.read(K, within()).await(within()).value());
          assertEquals(EnvelopeMark.of(ENVELOPE), node.readMark(K, within()).await(within()));
          assertEquals(NodeOutcome.DELETED, node.delete(K, within()).await(within()).outcome());
          assertEquals(NodeOutcome.NOT_FOUND, node.delete(K, within()).await(within()).outcome());
          NodeWrite write = NodeWrite.always(bytes("a/b.c"), bytes("x"), Node.NO_EXPIRY);
          assertEquals(NodeOutcome.STORED, node.write(write, within()).await(within()).outcome());
          assertArrayEquals(bytes("x"), node.read(bytes("x".repeat(255)), within()).await(within()).value());
        });
  }

  @Test
  void aReplyMayComeInPieces() {
    playing(
        script -> script
            .accept().expect(FETCH).send("he").pause().send("l").pause().send("lo").close()
            .accept().expect(STORE).send("O").pause().send("K").pause().send("\n").close(),
        (node, peer) -> {
          Pending<ReadReply> read = node.read(K, within());
          assertTimesOut(read);
          peer.proceed();
          assertTimesOut(read);
          peer.proceed();
          assertArrayEquals(bytes("hello"), read.await(within()).value());
          Pending<?> store = store(node);
          assertTrue(assertTimesOut(store).mayHaveRun());
          peer.proceed();
          assertTimesOut(store);
          peer.proceed();
          store.await(within());
        });
  }

  @Test
  void anEnvelopeThatIsCutAnywhereBehindItsMagicIsAFailureAndNeverAValue() {
    for (int length = 3; length < ENVELOPE.length; length++) {
      byte[] part = Arrays.copyOf(ENVELOPE, length);
      playing(
          script -> script.accept().expect(FETCH).send(part).close().accept().expect(FETCH).send(part).close(),
          node -> {
            assertFails(Kind.UNREACHABLE, node.read(K, within()));
            assertFails(Kind.UNREACHABLE, node.readMark(K, within()));
          });
    }
  }

  @Test
  void whatIsLongerThanItsEnvelopeOrNoEnvelopeIsHandedOutAsItIs() {
    byte[] later = ENVELOPE.clone();
    later[3] = 2;
    byte[] laterCut = Arrays.copyOf(later, later.length - 1);
    for (byte[] reply : List.of(Arrays.copyOf(ENVELOPE, ENVELOPE.length + 1), bytes("x"), new byte[] {(byte) 0xD9}, bytes("OK\n"), laterCut)) {
      playing(
          script -> script.accept().expect(FETCH).send(reply).close(),
          node -> assertArrayEquals(reply, node.read(K, within()).await(within()).value()));
    }
  }

  @Test
  void underRawWhatBeginsLikeAnEnvelopeIsJustAValueAndKeysAreCarriedAsTheyAre() {
    byte[] part = Arrays.copyOf(ENVELOPE, 40);
    try (ScriptedPeer peer = ScriptedPeer.playing(
            script -> script.accept().expect(FETCH).send(part).close().accept().expect("F\0\0\0\5~a%2F").close());
        Node node = SharedanceNode.raw(SharedanceFixture.endpoint(peer.port()), SharedanceFixture.settings())) {
      assertArrayEquals(part, node.read(K, within()).await(within()).value());
      assertNull(node.read(bytes("~a%2F"), within()).await(within()).value());
      peer.await();
      for (String key : List.of("a/b", "a.b", "\n", "\u00e9", "k".repeat(255))) {
        assertFalse(assertFails(Kind.UNSUPPORTED, node.read(bytes(key), within())).mayHaveRun());
        assertFails(Kind.UNSUPPORTED, node.readMark(bytes(key), within()));
        assertFails(Kind.UNSUPPORTED, node.delete(bytes(key), within()));
        NodeWrite write = NodeWrite.always(bytes(key), bytes("v"), Node.NO_EXPIRY);
        assertFails(Kind.UNSUPPORTED, node.write(write, within()));
        assertFails(Kind.UNSUPPORTED, node.writeAll(List.of(write), within()).get(0));
      }
    }
  }

  @Test
  void aStoreThatIsNotAnsweredOkMayHaveRun() {
    String[] answers = {"", "O", "OK", "ok\n", "OK\nx", "OK\r\n", "ERROR\r\n", "HTTP/1.1 400 Bad Request\r\n".repeat(1000)};
    for (String answer : answers) {
      Kind kind = answer.isEmpty() ? Kind.REFUSED : "OK".startsWith(answer) ? Kind.UNREACHABLE : Kind.PROTOCOL;
      playing(
          script -> script.accept().expect(STORE).send(answer).close(),
          node -> assertTrue(assertFails(kind, store(node)).mayHaveRun(), answer));
      if (!answer.isEmpty()) {
        playing(
            script -> script.accept().expect(DELETE).send(answer).close(),
            node -> assertTrue(assertFails(kind, node.delete(K, within())).mayHaveRun(), answer));
      }
    }
  }

  @Test
  void aResetIsAFailureWhateverCameBefore() {
    for (String before : List.of("", "OK", "half")) {
      playing(
          script -> script
              .accept().expect(FETCH).send(before).pause().reset()
              .accept().expect(STORE).send(before).pause().reset(),
          (node, peer) -> {
            Pending<?> read = node.read(K, within());
            assertTimesOut(read);
            peer.proceed();
            assertFails(Kind.UNREACHABLE, read);
            Pending<?> store = store(node);
            if (before.equals("half")) {
              peer.proceed();
              assertThrows(NodeException.class, () -> store.await(within()));
            } else {
              assertTimesOut(store);
              peer.proceed();
              assertTrue(assertFails(Kind.UNREACHABLE, store).mayHaveRun());
            }
          });
    }
  }

  @Test
  void aFailureOnOneConnectionIsNothingToTheNext() {
    playing(
        script -> script
            .accept().expect(FETCH).reset()
            .accept().close()
            .accept().expect(FETCH).send("hello").close(),
        node -> {
          assertThrows(NodeException.class, () -> node.read(K, within()).await(within()));
          try {
            assertNull(node.read(K, within()).await(within()).value());
          } catch (NodeException e) {
            // Closed before it was read: reset.
            assertEquals(Kind.UNREACHABLE, e.kind());
          }
          assertArrayEquals(bytes("hello"), node.read(K, within()).await(within()).value());
        });
  }

  @Test
  void aServerThatSendsWithoutEndIsCutOff() throws Exception {
    try (EndlessServer server = new EndlessServer();
        Node node = new SharedanceNode(SharedanceFixture.endpoint(server.port()), SharedanceFixture.settings())) {
      NodeException e = assertFails(Kind.PROTOCOL, node.read(K, within()));
      assertTrue(e.getMessage().contains(Integer.toString(Requests.MAX_BYTES)), e::getMessage);
      server.awaitCutOff();
    }
  }

  @Test
  void anAbandonedRequestClosesItsConnection() {
    playing(
        script -> script.accept().expect(FETCH).send("hel").expectClose(),
        (node, peer) -> {
          Pending<?> read = node.read(K, within());
          assertTimesOut(read);
          read.abandon();
          assertTrue(read.isDone());
          peer.await();
          assertFails(Kind.ABANDONED, read);
        });
  }

  @Test
  void closingTheNodeClosesItsConnections() {
    playing(
        script -> script.accept().expect(FETCH).expectClose(),
        (node, peer) -> {
          Pending<?> read = node.read(K, within());
          assertTimesOut(read);
          node.close();
          peer.await();
          assertFails(Kind.ABANDONED, read);
        });
  }

  @Test
  void messagesNameNodeAndAddressButNoKeyOrValue() {
    playing(
        script -> script.accept().expect("F\0\0\0\6secret").reset().refuse(),
        (node, peer) -> {
          NodeException broken = assertThrows(NodeException.class, () -> node.read(bytes("secret"), within()).await(within()));
          peer.await();
          NodeException refused = assertFails(Kind.UNREACHABLE, node.read(bytes("secret"), within()));
          NodeException again = assertFails(Kind.UNREACHABLE, node.read(bytes("secret"), within()));
          assertTrue(refused.getMessage().contains("127.0.0.1:" + peer.port()), refused::getMessage);
          assertFalse(refused.mayHaveRun() || again.mayHaveRun());
          for (NodeException e : List.of(broken, refused, again)) {
            assertTrue(e.getMessage().startsWith("Node n1: ") && !e.getMessage().contains("secret"), e::getMessage);
          }
        });
  }

  private interface Play {
    void with(Node node, ScriptedPeer peer);
  }

  private static void playing(Consumer<Script> script, Consumer<Node> play) {
    playing(script, (node, peer) -> play.accept(node));
  }

  private static void playing(Consumer<Script> script, Play play) {
    try (ScriptedPeer peer = ScriptedPeer.playing(script);
        Node node = new SharedanceNode(SharedanceFixture.endpoint(peer.port()), SharedanceFixture.settings())) {
      play.with(node, peer);
      peer.await();
    }
  }

  private static Pending<WriteReply> store(Node node) {
    return node.write(NodeWrite.always(K, bytes("hello"), Node.NO_EXPIRY), within());
  }

  private static NodeException assertFails(Kind kind, Pending<?> pending) {
    NodeException e = assertThrows(NodeException.class, () -> pending.await(within()));
    assertEquals(kind, e.kind(), e::getMessage);
    return e;
  }

  private static NodeException assertTimesOut(Pending<?> pending) {
    NodeException e =
        assertThrows(NodeException.class, () -> pending.await(Deadline.after(TimeSource.system(), Duration.ofMillis(50))));
    assertEquals(Kind.TIMEOUT, e.kind(), e::getMessage);
    assertFalse(pending.isDone());
    return e;
  }

  private static Deadline within() {
    return Deadline.after(TimeSource.system(), Duration.ofSeconds(20));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
