package org.jdance.internal.node.memcached;

import static org.jdance.internal.node.memcached.ScriptedMemcached.await;
import static org.jdance.internal.node.memcached.ScriptedMemcached.bytes;
import static org.jdance.internal.node.memcached.ScriptedMemcached.greeted;
import static org.jdance.internal.node.memcached.ScriptedMemcached.within;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteReply;
import org.jdance.testing.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every command as it is on the wire, byte for byte, with its good replies. */
@Timeout(60)
class MemcachedBytesTest {

  private static final byte[] K = bytes("k");

  @Test
  void aReadAsksForLifeTokenAndValue() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("mg k t c v O00\r\n").send("VA 3 t61 c5 O00\r\nabc\r\n")
        .expect("mg k t c v O01\r\n").send("VA 0 t-1 c18446744073709551615 O01 W Z\r\n\r\n")
        .expect("mg k t c v O02\r\n").send("EN O02\r\n")
        .expect("mg k t c v O03\r\n").send("EN\r\n"))) {
      ReadReply found = await(mc.node.read(K, within()));
      assertArrayEquals(bytes("abc"), found.value());
      assertEquals(60_000, found.remainingMillis());
      ReadReply empty = await(mc.node.read(K, within()));
      assertArrayEquals(new byte[0], empty.value());
      assertEquals(Node.NO_EXPIRY, empty.remainingMillis());
      assertNotEquals(found.token(), empty.token());
      assertNull(await(mc.node.read(K, within())).value());
      assertNull(await(mc.node.read(K, within())).value());
    }
  }

  @Test
  void aReadThatTouchesAsksForTheLifeBefore() {
    try (ScriptedMemcached mc = greeted(s -> s.expect("mg k t T62 c v O00\r\n").send("VA 3 t11 c5 O00\r\nabc\r\n"))) {
      assertEquals(10_000, await(mc.node.readAndTouch(K, Touch.timeToLive(60_000), within())).remainingMillis());
    }
  }

  @Test
  void aTouchSetsTheLifeOnly() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("mg k T62 O00\r\n").send("HD O00\r\n")
        .expect("mg k T0 O01\r\n").send("EN O01\r\n"))) {
      assertEquals(NodeOutcome.TOUCHED, await(mc.node.touch(K, Touch.timeToLive(60_000), within())).outcome());
      assertEquals(NodeOutcome.NOT_FOUND, await(mc.node.touch(K, Touch.timeToLive(Node.NO_EXPIRY), within())).outcome());
    }
  }

  @Test
  void aWriteTellsWhatTheValueIs() {
    byte[] envelope = ClientFlagsTest.envelopeMarked(4_000_000_000L);
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("ms k 3 c O00\r\nabc\r\n").send("HD c6 O00\r\n")
        .expect("ms k 0 c T62 O01\r\n\r\n").send("HD c7 O01\r\n")
        .expect("ms k " + envelope.length + " c F4000000000 O02\r\n").expect(envelope).expect("\r\n").send("HD c8 O02\r\n"))) {
      WriteReply first = await(mc.node.write(NodeWrite.always(K, bytes("abc"), Node.NO_EXPIRY), within()));
      WriteReply second = await(mc.node.write(NodeWrite.always(K, new byte[0], 60_000), within()));
      WriteReply third = await(mc.node.write(NodeWrite.always(K, envelope, Node.NO_EXPIRY), within()));
      for (WriteReply reply : List.of(first, second, third)) {
        assertEquals(NodeOutcome.STORED, reply.outcome());
      }
      assertNotEquals(first.token(), second.token());
    }
  }

  @Test
  void aWriteIfAbsentIsAnAdd() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("ms k 3 c ME O00\r\nabc\r\n").send("HD c6 O00\r\n")
        .expect("ms k 3 c ME O01\r\nabc\r\n").send("NS O01 c0\r\n"))) {
      NodeWrite write = NodeWrite.ifAbsent(K, bytes("abc"), Node.NO_EXPIRY);
      assertEquals(NodeOutcome.STORED, await(mc.node.write(write, within())).outcome());
      assertEquals(NodeOutcome.EXISTS, await(mc.node.write(write, within())).outcome());
    }
  }

  @Test
  void aTokenIsComparedByTheServer() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("mg k t c v O00\r\n").send("VA 3 t-1 c18446744073709551614 O00\r\nabc\r\n")
        .expect("ms k 1 c C18446744073709551614 O01\r\nx\r\n").send("HD c9 O01\r\n")
        .expect("ms k 1 c C9 O02\r\nx\r\n").send("EX O02 c0\r\n")
        .expect("ms k 1 c C9 O03\r\nx\r\n").send("NF O03 c0\r\n")
        .expect("md k C9 O04\r\n").send("EX O04\r\n")
        .expect("md k C9 O05\r\n").send("NF O05\r\n")
        .expect("md k C9 O06\r\n").send("HD O06\r\n"))) {
      NodeToken read = await(mc.node.read(K, within())).token();
      WriteReply stored = await(mc.node.write(NodeWrite.ifMatches(K, bytes("x"), read, Node.NO_EXPIRY), within()));
      assertEquals(NodeOutcome.STORED, stored.outcome());
      NodeWrite next = NodeWrite.ifMatches(K, bytes("x"), stored.token(), Node.NO_EXPIRY);
      assertEquals(NodeOutcome.TOKEN_MISMATCH, await(mc.node.write(next, within())).outcome());
      assertEquals(NodeOutcome.NOT_FOUND, await(mc.node.write(next, within())).outcome());
      assertEquals(NodeOutcome.TOKEN_MISMATCH, await(mc.node.deleteIfMatches(K, stored.token(), within())).outcome());
      assertEquals(NodeOutcome.NOT_FOUND, await(mc.node.deleteIfMatches(K, stored.token(), within())).outcome());
      assertEquals(NodeOutcome.DELETED, await(mc.node.deleteIfMatches(K, stored.token(), within())).outcome());
    }
  }

  @Test
  void aDeletionNamesTheKeyOnly() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("md k O00\r\n").send("HD O00\r\n")
        .expect("md k O01\r\n").send("NF O01\r\n"))) {
      assertEquals(NodeOutcome.DELETED, await(mc.node.delete(K, within())).outcome());
      assertEquals(NodeOutcome.NOT_FOUND, await(mc.node.delete(K, within())).outcome());
    }
  }

  @Test
  void aMarkIsAskedForWithoutTheValue() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("mg k f O00\r\n").send("HD f4294967295 O00\r\n")
        .expect("mg k f O01\r\n").send("HD f1 O01\r\n")
        .expect("mg k f O02\r\n").send("EN O02\r\n"))) {
      assertEquals(4294967295L, await(mc.node.readMark(K, within())));
      assertEquals(1, await(mc.node.readMark(K, within())));
      assertEquals(EnvelopeMark.NONE, await(mc.node.readMark(K, within())));
    }
  }

  @Test
  void theMarkOfTheStampIsAskedForBehindInOnePacket() {
    Guard guard = Guard.of(bytes("stamp"), ClientFlagsTest.envelopeMarked(77));
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("mg k t c v O00\r\nmg stamp f O01\r\n").send("VA 3 t-1 c5 O00\r\nabc\r\nHD f77 O01\r\n")
        .expect("mg k t c v O02\r\nmg stamp f O03\r\n").send("EN O02\r\nEN O03\r\n")
        .expect("ms k 3 c O04\r\nabc\r\nmg stamp f O05\r\n").send("HD c6 O04\r\nHD f0 O05\r\n")
        .expect("md k O06\r\nmg stamp f O07\r\n").send("NF O06\r\nHD f78 O07\r\n")
        .expect("gets k l\r\nmg stamp f O08\r\n").send("END\r\nHD f77 O08\r\n")
        .expect("ms k 1 c O09\r\na\r\nms k 1 c O0A\r\na\r\nmg stamp f O0B\r\n").send("HD c7 O09\r\nHD c8 O0A\r\nHD f77 O0B\r\n"))) {
      ReadReply found = await(mc.node.read(K, guard, within()));
      assertArrayEquals(bytes("abc"), found.value());
      assertEquals(77, found.stamp());
      assertEquals(EnvelopeMark.NONE, await(mc.node.read(K, guard, within())).stamp());
      assertEquals(Guard.UNTOLD, await(mc.node.write(NodeWrite.always(K, bytes("abc"), Node.NO_EXPIRY), guard, within())).stamp());
      WriteReply deleted = await(mc.node.delete(K, guard, within()));
      assertEquals(NodeOutcome.NOT_FOUND, deleted.outcome());
      assertEquals(78, deleted.stamp());
      List<Pending<ReadReply>> reads = mc.node.readAll(List.of(K, bytes("l")), guard, within());
      assertEquals(Guard.UNTOLD, await(reads.get(0)).stamp());
      assertEquals(77, await(reads.get(1)).stamp());
      NodeWrite write = NodeWrite.always(K, bytes("a"), Node.NO_EXPIRY);
      List<Pending<WriteReply>> writes = mc.node.writeAll(List.of(write, write), guard, within());
      assertEquals(Guard.UNTOLD, await(writes.get(0)).stamp());
      assertEquals(77, await(writes.get(1)).stamp());
    }
  }

  @Test
  void whereTheFlagsDoNotTellTheMarkIsReadFromTheValue() {
    byte[] marked0 = ClientFlagsTest.envelopeMarked(0);
    byte[] marked1 = ClientFlagsTest.envelopeMarked(1);
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("ms k " + marked0.length + " c O00\r\n").expect(marked0).expect("\r\n").send("HD c1 O00\r\n")
        .expect("mg k f O01\r\n").send("HD f0 O01\r\n")
        .expect("mg k t c v O02\r\n").send("VA " + marked0.length + " t-1 c1 O02\r\n").send(marked0).send("\r\n")
        .expect("mg k f O03\r\n").send("HD f0 O03\r\n")
        .expect("mg k t c v O04\r\n").send("VA " + marked1.length + " t-1 c1 O04\r\n").send(marked1).send("\r\n")
        .expect("mg k f O05\r\n").send("HD f0 O05\r\n")
        .expect("mg k t c v O06\r\n").send("VA 3 t-1 c1 O06\r\nabc\r\n"))) {
      await(mc.node.write(NodeWrite.always(K, marked0, Node.NO_EXPIRY), within()));
      assertEquals(0, await(mc.node.readMark(K, within())));
      assertEquals(1, await(mc.node.readMark(K, within())));
      assertEquals(EnvelopeMark.NONE, await(mc.node.readMark(K, within())));
    }
  }

  @Test
  void manyKeysAreOneLine() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("gets a k\u00ff`b c a\r\n").send("VALUE a 1 3 7\r\nabc\r\nVALUE c 0 2 8\r\n\r\n\r\nVALUE a 1 3 7\r\nabc\r\nEND\r\n"))) {
      List<Pending<ReadReply>> replies = mc.node.readAll(List.of(bytes("a"), bytes("k b"), bytes("c"), bytes("a")), within());
      assertArrayEquals(bytes("abc"), await(replies.get(0)).value());
      assertNull(await(replies.get(1)).value());
      assertArrayEquals(bytes("\r\n"), await(replies.get(2)).value());
      assertEquals(await(replies.get(0)).token(), await(replies.get(3)).token());
    }
  }

  @Test
  void tooManyKeysForOneLineAreTwo() {
    StringBuilder first = new StringBuilder("gets");
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i <= MemcachedNode.MAX_KEYS_AT_ONCE; i++) {
      keys.add(bytes("k" + i));
      if (i < MemcachedNode.MAX_KEYS_AT_ONCE) {
        first.append(" k").append(i);
      }
    }
    try (ScriptedMemcached mc = greeted(s -> s.expect(first + "\r\ngets k100\r\n").send("END\r\nVALUE k100 1 1 7\r\nx\r\nEND\r\n"))) {
      List<Pending<ReadReply>> replies = mc.node.readAll(keys, within());
      assertNull(await(replies.get(99)).value());
      assertArrayEquals(bytes("x"), await(replies.get(100)).value());
    }
  }

  @Test
  void manyWritesAreSentTogether() {
    try (ScriptedMemcached mc = greeted(s -> s
        .expect("ms a 1 c O00\r\nx\r\nms b 1 c ME O01\r\ny\r\n").send("HD c1 O00\r\nNS O01\r\n"))) {
      List<Pending<WriteReply>> replies =
          mc.node.writeAll(
              List.of(NodeWrite.always(bytes("a"), bytes("x"), Node.NO_EXPIRY), NodeWrite.ifAbsent(bytes("b"), bytes("y"), Node.NO_EXPIRY)),
              within());
      assertEquals(NodeOutcome.STORED, await(replies.get(0)).outcome());
      assertEquals(NodeOutcome.EXISTS, await(replies.get(1)).outcome());
    }
  }

  @Test
  void fortyDaysAreAMomentOfTheServersClock() {
    long moment = ScriptedMemcached.SERVER_SECONDS + TimeUnit.DAYS.toSeconds(40) + 2;
    try (ScriptedMemcached mc = greeted(s -> s.expect("ms k 1 c T" + moment + " O00\r\nx\r\n").send("HD c1 O00\r\n"))) {
      await(mc.node.write(NodeWrite.always(K, bytes("x"), TimeUnit.DAYS.toMillis(40)), within()));
    }
  }

  @Test
  void identifyingIsANoOperation() {
    try (ScriptedMemcached mc = greeted(s -> s.expect("mn\r\n").send("MN\r\n"))) {
      assertEquals("", await(mc.node.identify(within())));
    }
  }

  @Test
  void aReplyInPiecesIsOneReply() {
    try (ScriptedMemcached mc = greeted(s -> {
      byteByByte(s.expect("mg k t c v O00\r\n").pause(), "VA 4 t-1 c123 O00\r\na\r\nb\r\n");
      byteByByte(s.expect("gets a b\r\n"), "VALUE a 1 4 5\r\nabcd\r\nEND\r\n");
    })) {
      Pending<ReadReply> read = mc.node.read(K, within());
      mc.peer.proceed();
      assertArrayEquals(bytes("a\r\nb"), await(read).value());
      List<Pending<ReadReply>> both = mc.node.readAll(List.of(bytes("a"), bytes("b")), within());
      assertArrayEquals(bytes("abcd"), await(both.get(0)).value());
      assertNull(await(both.get(1)).value());
    }
  }

  private static void byteByByte(Script script, String reply) {
    for (byte b : bytes(reply)) {
      script.send(new byte[] {b});
    }
  }
}
