package org.jdance.internal.node.memcached;

import static org.jdance.internal.node.memcached.ScriptedMemcached.ANSWERED;
import static org.jdance.internal.node.memcached.ScriptedMemcached.ASKED;
import static org.jdance.internal.node.memcached.ScriptedMemcached.assertFails;
import static org.jdance.internal.node.memcached.ScriptedMemcached.await;
import static org.jdance.internal.node.memcached.ScriptedMemcached.bytes;
import static org.jdance.internal.node.memcached.ScriptedMemcached.ungreeted;
import static org.jdance.internal.node.memcached.ScriptedMemcached.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said first on a connection, and servers that are of no use. */
@Timeout(60)
class MemcachedGreetingTest {

  private static final byte[] K = bytes("k");
  private static final String LOGIN = "set login 0 -1 13\r\njdance s3cret\r\n";

  @Test
  void aLoginComesFirst() {
    try (ScriptedMemcached mc = ungreeted("jdance", "s3cret", s -> s
        .accept().expect(LOGIN + ASKED).send("STORED\r\n" + ANSWERED).expect("mn\r\n").send("MN\r\n"))) {
      await(mc.node.identify(within()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"authentication failure", "unauthenticated"})
  void aLoginThatIsNotAcceptedIsARefusalWithoutTheSecret(String answer) {
    try (ScriptedMemcached mc = ungreeted("jdance", "s3cret", s -> s
        .accept().expect(LOGIN + ASKED)
        .send("CLIENT_ERROR " + answer + "\r\n").expectClose())) {
      NodeException e = assertFails(Kind.REFUSED, mc.node.read(K, within()));
      assertTrue(e.getMessage().contains("check both"), e::getMessage);
      assertFalse(e.getMessage().contains("s3cret"), e::getMessage);
      assertFalse(e.mayHaveRun());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "CLIENT_ERROR unauthenticated;                                                           | REFUSED    | configure user and password",
    "VERSION 1.5.22;END;END;                                                                 | REFUSED    | too old",
    "VERSION 1.6.9;END;END;                                                                  | REFUSED    | version 1.6.10 or newer is needed",
    "VERSION next;END;END;                                                                   | PROTOCOL   | another kind of server",
    "ERROR;ERROR;ERROR;                                                                      | PROTOCOL   | another kind of server",
    "-ERR unknown command 'version';                                                         | PROTOCOL   | another kind of server",
    "HTTP/1.1 400 Bad Request;Connection: close;;                                            | PROTOCOL   | another kind of server",
    "ERROR Too many open connections;                                                        | OVERLOADED | too many open connections",
    "VERSION 1.6.18;STAT item_size_max 1024x;END;END;                                        | REFUSED    | item_size_max",
    "VERSION 1.6.18;STAT item_size_max 1000;END;END;                                         | REFUSED    | item_size_max",
  })
  void aServerThatIsOfNoUseIsRefusedWithASentence(String lines, Kind kind, String sentence) {
    try (ScriptedMemcached mc = ungreeted(s -> s.accept().expect(ASKED).send(lines.replace(";", "\r\n")).expectClose())) {
      NodeException e = assertFails(kind, mc.node.read(K, within()));
      assertTrue(e.getMessage().contains(sentence), e::getMessage);
      assertFalse(e.mayHaveRun());
    }
  }

  @Test
  void aServerThatEchoesWhatItIsSentDoesNotMakeTheSecretKnown() {
    try (ScriptedMemcached mc = ungreeted("jdance", "s3cret", s -> s.accept().expect(LOGIN + ASKED).send(LOGIN + ASKED).expectClose())) {
      NodeException e = assertFails(Kind.PROTOCOL, mc.node.read(K, within()));
      assertFalse(e.getMessage().contains("s3cret"), e::getMessage);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "VERS", "VERSION 1.6.18\r\n", "VERSION 1.6.18\r\nSTAT item_size_max 10485"})
  void aServerThatGoesInTheGreetingIsUnreachable(String part) {
    try (ScriptedMemcached mc = ungreeted(s -> s.accept().expect(ASKED).send(part).close())) {
      assertFalse(assertFails(Kind.UNREACHABLE, mc.node.read(K, within())).mayHaveRun());
    }
  }

  @Test
  void aServerThatTellsNothingOfItselfIsTakenToHaveTheUsualLimits() {
    try (ScriptedMemcached mc = ungreeted(s -> s
        .accept().expect(ASKED).send("VERSION 1.6.12-vendor\r\nCLIENT_ERROR not here\r\nERROR\r\n").expect("mg k t c v O00\r\n").send("EN\r\n"))) {
      assertNull(await(mc.node.read(K, within())).value());
      assertEquals((1 << 20) - Session.ITEM_OVERHEAD_BYTES, mc.node.capabilities().maxValueBytes());
      assertTrue(mc.node.capabilities().conditionalWrites());
    }
  }

  @Test
  void aServerWithoutCasHasNoConditionalWritesEvenIfThatIsLearnedTooLate() {
    try (ScriptedMemcached mc = ungreeted(s -> s
        .accept().expect(ASKED).send(ANSWERED.replace("cas_enabled yes", "cas_enabled no"))
        .expect("mg k t c v O01\r\n").send("VA 1 t-1 c0 O01\r\nx\r\n"))) {
      assertTrue(mc.node.capabilities().conditionalWrites());
      assertFails(Kind.UNSUPPORTED, mc.node.write(NodeWrite.ifAbsent(K, bytes("x"), Node.NO_EXPIRY), within()));
      assertFalse(mc.node.capabilities().conditionalWrites());
      assertNull(await(mc.node.read(K, within())).token());
      assertFails(Kind.UNSUPPORTED, mc.node.write(NodeWrite.ifAbsent(K, bytes("x"), Node.NO_EXPIRY), within()));
    }
  }

  @Test
  void aValueThatTurnsOutTooLargeIsNotSent() {
    byte[] value = new byte[(1 << 20) - Session.ITEM_OVERHEAD_BYTES + 1];
    try (ScriptedMemcached mc = ungreeted(s -> s.accept().expect(ASKED).send(ANSWERED).expect("mg k t c v O01\r\n").send("EN O01\r\n"))) {
      NodeException e = assertFails(Kind.UNSUPPORTED, mc.node.write(NodeWrite.always(K, value, Node.NO_EXPIRY), within()));
      assertFalse(e.mayHaveRun());
      assertNull(await(mc.node.read(K, within())).value());
    }
  }

  @ParameterizedTest
  @CsvSource({"user,", ",password", "us er,password", "user,'pass word'", "user,'a\r\nflush_all'", "'',password"})
  void credentialsThatCannotBeSentAreRefusedFromTheStart(String user, String password) {
    ConnectionSettings settings = new ConnectionSettings(Duration.ofSeconds(1), user, password, null, TimeSource.system());
    Endpoint endpoint = new Endpoint("mc-1", "localhost", 1, false);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new MemcachedNode(endpoint, settings).close());
    assertTrue(e.getMessage().contains("mc-1"), e::getMessage);
    assertFalse(e.getMessage().contains("pass word"), e::getMessage);
  }
}
