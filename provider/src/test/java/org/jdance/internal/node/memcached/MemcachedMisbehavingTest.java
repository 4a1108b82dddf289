package org.jdance.internal.node.memcached;

import static org.jdance.internal.node.memcached.ScriptedMemcached.assertFails;
import static org.jdance.internal.node.memcached.ScriptedMemcached.await;
import static org.jdance.internal.node.memcached.ScriptedMemcached.bytes;
import static org.jdance.internal.node.memcached.ScriptedMemcached.greet;
import static org.jdance.internal.node.memcached.ScriptedMemcached.greeted;
import static org.jdance.internal.node.memcached.ScriptedMemcached.within;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers what it should not, stops, or goes: never a wrong value, never a hang, never the connection again. */
@Timeout(60)
class MemcachedMisbehavingTest {

  private static final byte[] K = bytes("k");

  private static final String READ = "mg k t c v O00\r\n";

  @ParameterizedTest
  @ValueSource(strings = {
    "XX O00\r\n",
    "\u0000\u0001\u0002\u0003\r\n",
    "\r\n",
    "VA 3 t-1 c5 O01\r\nabc\r\n",
    "EN O01\r\n",
    "VA 3 t-1 c5\r\nabc\r\n",
    "VA 3 t-1 c5 O000\r\nabc\r\n",
    "VA 3 t-1 c5 O0\r\nabc\r\n",
    "VA 3 t-1 O00\r\nabc\r\n",
    "VA 3 t-1 c0 O00\r\nabc\r\n",
    "VA 3 t-1 cx O00\r\nabc\r\n",
    "VA 3 q1 t-1 c5 O00\r\nabc\r\n",
    "VA x t-1 c5 O00\r\nabc\r\n",
    "VA  t-1 c5 O00\r\nabc\r\n",
    "VA -1 t-1 c5 O00\r\n",
    "VA 1048577 t-1 c5 O00\r\n",
    "VA 9999999999999 t-1 c5 O00\r\n",
    "VA 18446744073709551615 t-1 c5 O00\r\n",
    "VA 123456789012345678901 t-1 c5 O00\r\n",
    "VA 2 t-1 c5 O00\r\nabc\r\n",
    "VA 4 t-1 c5 O00\r\nabc\r\nEN O00\r\n",
    "HD t-1 c5 O00\r\n",
    "HDO00\r\n",
    "NF O00\r\n\r\n",
    "EX O00\r\n",
    "NS O00\r\n",
    "EN O00\n",
    "END\r\n",
    "VALUE k 0 3\r\nabc\r\nEND\r\n",
    "STORED\r\n",
    "ERROR\r\n",
    "CLIENT_ERROR bad command line format\r\n",
    "-ERR unknown command\r\n",
    "$3\r\nabc\r\n"
  })
  void aReplyThatIsNoneEndsTheConnectionAndTheNextOneIsFine(String reply) {
    try (ScriptedMemcached mc = greeted(s -> {
      s.expect(READ).send(reply).expectClose();
      greet(s).expect("mg k t c v O01\r\n").send("VA 3 t-1 c5 O01\r\nyes\r\n");
    })) {
      if (reply.startsWith("NF")) {
        // A deletion's answer that nothing is there, and then what nobody asked for.
        assertNull(await(mc.node.read(K, within())).value());
      } else {
        NodeException e = assertFails(Kind.PROTOCOL, mc.node.read(K, within()));
        assertTrue(e.mayHaveRun());
        assertFalse(e.getMessage().contains("abc"), e::getMessage);
      }
      assertArrayEquals(bytes("yes"), await(mc.node.read(K, within())).value());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "VALUE c 0 1 5\r\nx\r\nEND\r\n",
    "VALUE b 0 1 5\r\nx\r\nVALUE a 0 1 5\r\nx\r\nEND\r\n",
    "VALUE a 0 1 5\r\nx\r\nVALUE a 0 1 5\r\nx\r\nVALUE a 0 1 5\r\nx\r\nEND\r\n",
    "VALUE aa 0 1 5\r\nx\r\nEND\r\n",
    "VALUE a 0 1\r\nx\r\nEND\r\n",
    "VALUE a 0 1 0\r\nx\r\nEND\r\n",
    "VALUE a 0 1 5 6\r\nx\r\nEND\r\n",
    "VALUE a 0 1048577 5\r\n",
    "VALUE a 0 2 5\r\nabc\r\nEND\r\n",
    "VALUE a 0 1 5\r\nx\r\nEN O00\r\n",
    "VALUE a 0 1 5\r\nx\r\nSERVER_ERROR out of memory\r\n",
    "EN O00\r\n",
    "ENDED\r\n",
    "END of it\r\n",
    "ERROR\r\n"
  })
  void aBatchWithAReplyThatIsNoneFailsAsAWhole(String reply) {
    try (ScriptedMemcached mc = greeted(s -> {
      s.expect("gets a b\r\n").send(reply).expectClose();
      greet(s).expect("gets a b\r\n").send("VALUE b 0 3 5\r\nyes\r\nEND\r\n");
    })) {
      List<byte[]> keys = List.of(bytes("a"), bytes("b"));
      for (Pending<ReadReply> part : mc.node.readAll(keys, within())) {
        assertFails(Kind.PROTOCOL, part);
      }
      List<Pending<ReadReply>> again = mc.node.readAll(keys, within());
      assertNull(await(again.get(0)).value());
      assertArrayEquals(bytes("yes"), await(again.get(1)).value());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"VA 1 O00\r\nx\r\n", "HD c6 O01\r\n", "HD O00\r\n", "NS O00\r\n", "EX O00\r\n", "NF O00\r\n", "STORED\r\n", "EN O00\r\n"})
  void aWriteIsNotTakenForDoneByAReplyThatIsNone(String reply) {
    try (ScriptedMemcached mc = greeted(s -> s.expect("ms k 1 c O00\r\nx\r\n").send(reply).expectClose())) {
      Pending<WriteReply> write = mc.node.write(NodeWrite.always(K, bytes("x"), Node.NO_EXPIRY), within());
      assertTrue(assertFails(Kind.PROTOCOL, write).mayHaveRun());
    }
  }

  @Test
  void theRestOfAPoisonedConnectionsRequestsFailToo() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("mg a t c v O00\r\nmg b t c v O01\r\n")
        .send("EN O01\r\nEN O00\r\n").expectClose())) {
      Pending<ReadReply> first = mc.node.read(bytes("a"), within());
      Pending<ReadReply> second = mc.node.read(bytes("b"), within());
      assertFails(Kind.PROTOCOL, first);
      assertFails(Kind.PROTOCOL, second);
    }
  }

  @Test
  void whatNobodyAskedForEndsTheConnection() {
    try (ScriptedMemcached mc = greeted(s -> {
      s.expect(READ).send("EN O00\r\nEN O01\r\n").expectClose();
      greet(s).expect("mg k t c v O01\r\n").send("VA 3 t-1 c5 O01\r\nyes\r\n");
    })) {
      assertNull(await(mc.node.read(K, within())).value());
      assertArrayEquals(bytes("yes"), await(mc.node.read(K, within())).value());
    }
  }

  @Test
  void aLineWithoutAnEndIsNotReadForEver() {
    try (ScriptedMemcached mc = greeted(s -> s.expect(READ).send("V".repeat(5000)).expectClose())) {
      assertFails(Kind.PROTOCOL, mc.node.read(K, within()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "V", "VA 3 t-1 c5 O0", "VA 3 t-1 c5 O00\r", "VA 3 t-1 c5 O00\r\n", "VA 3 t-1 c5 O00\r\nab", "VA 3 t-1 c5 O00\r\nabc\r"})
  void aReplyThatEndsEarlyIsNoValue(String part) {
    try (ScriptedMemcached mc = greeted(s -> {
      s.expect(READ).send(part).close();
      greet(s).expect("mg k t c v O01\r\n").send(part.replace("O00", "O01")).reset();
    })) {
      assertFails(Kind.UNREACHABLE, mc.node.read(K, within()));
      assertFails(Kind.UNREACHABLE, mc.node.read(K, within()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "VA 3 t-1 c5 O00\r\nab"})
  void aReplyThatStallsIsATimeoutAndComesInTheEnd(String part) {
    try (ScriptedMemcached mc = greeted(s -> s.expect(READ).send(part).pause().send("VA 3 t-1 c5 O00\r\nabc\r\n".substring(part.length())))) {
      Pending<ReadReply> read = mc.node.read(K, within());
      NodeException e = assertThrows(NodeException.class, () -> read.await(within(Duration.ofMillis(100))));
      assertEquals(Kind.TIMEOUT, e.kind());
      assertFalse(read.isDone());
      mc.peer.proceed();
      assertArrayEquals(bytes("abc"), await(read).value());
    }
  }

  @Test
  void aServerThatRunsOutOfMemoryRefusesAndTheConnectionGoesOn() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("ms k 1 c O00\r\nx\r\n").send("SERVER_ERROR out of memory storing object\r\n")
        .expect("mg k t c v O01\r\n").send("EN O01\r\n"))) {
      NodeException e = assertFails(Kind.REFUSED, mc.node.write(NodeWrite.always(K, bytes("x"), Node.NO_EXPIRY), within()));
      assertTrue(e.getMessage().contains("out of memory storing object"), e::getMessage);
      // It deletes what was there.
      assertTrue(e.mayHaveRun());
      assertNull(await(mc.node.read(K, within())).value());
    }
  }

  @Test
  void aTokenOfAConnectionThatIsGoneMatchesNothingAndIsNotSent() {
    try (ScriptedMemcached mc = greeted(s -> {
      s.expect(READ).send("VA 3 t-1 c5 O00\r\nabc\r\n").expect("mg k t c v O01\r\n").close();
      greet(s).expect("mg k t c v O04\r\n").send("VA 3 t-1 c5 O04\r\nabc\r\n").expect("md k C5 O05\r\n").send("HD O05\r\n");
    })) {
      NodeToken token = await(mc.node.read(K, within())).token();
      assertFails(Kind.UNREACHABLE, mc.node.read(K, within()));
      NodeWrite write = NodeWrite.ifMatches(K, bytes("x"), token, Node.NO_EXPIRY);
      assertEquals(NodeOutcome.TOKEN_MISMATCH, await(mc.node.write(write, within())).outcome());
      assertEquals(NodeOutcome.TOKEN_MISMATCH, await(mc.node.deleteIfMatches(K, token, within())).outcome());
      NodeToken fresh = await(mc.node.read(K, within())).token();
      assertNotEquals(token, fresh);
      assertEquals(NodeOutcome.DELETED, await(mc.node.deleteIfMatches(K, fresh, within())).outcome());
    }
  }

  @Test
  void aPartOfABatchMayBeAbandonedWithoutTheOthers() {
    try (ScriptedMemcached mc = greeted(s -> s.expect("gets a b\r\n").pause().send("VALUE b 0 3 5\r\nyes\r\nEND\r\n"))) {
      List<Pending<ReadReply>> parts = mc.node.readAll(List.of(bytes("a"), bytes("b")), within());
      parts.get(0).abandon();
      assertTrue(parts.get(0).isDone());
      assertFalse(parts.get(1).isDone());
      assertFails(Kind.ABANDONED, parts.get(0));
      mc.peer.proceed();
      assertArrayEquals(bytes("yes"), await(parts.get(1)).value());
      parts.get(1).abandon();
      assertArrayEquals(bytes("yes"), await(parts.get(1)).value());
    }
  }

  @Test
  void aMarkThatIsAbandonedIsOverEvenWhereItTakesASecondRequest() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("mg k f O00\r\nmg k t c v O01\r\n").send("HD f0 O00\r\nEN O01\r\n").expect("mn\r\n").send("MN\r\n"))) {
      Pending<Long> mark = mc.node.readMark(K, within());
      Pending<ReadReply> read = mc.node.read(K, within());
      await(read);
      mark.abandon();
      assertTrue(mark.isDone());
      assertFails(Kind.ABANDONED, mark);
      await(mc.node.identify(within()));
    }
  }
}
