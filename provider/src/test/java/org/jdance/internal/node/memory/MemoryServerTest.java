package org.jdance.internal.node.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.ManualTime;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server in memory does beside the contract: its faults and its bounds. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryServerTest {

  private static final byte[] KEY = "key".getBytes(UTF_8);
  private static final int ENTRY_BYTES = 10;

  private final ManualTime time = new ManualTime();
  private final MemoryServer server = new MemoryServer("m1", ServerKinds.REDIS_LIKE, time);
  private final Node node = server.connect();

  @Test
  void aRequestThatNobodyWaitsForRunsWhenThePausedServerGoesOn() {
    Node other = server.connect();
    server.pause();
    Pending<WriteReply> abandoned = put(node, "key", "late");
    abandoned.abandon();
    put(other, "other", "later");
    other.close();
    server.resume();
    assertArrayEquals("late".getBytes(UTF_8), read("key"));
    assertArrayEquals("later".getBytes(UTF_8), read("other"));
  }

  @Test
  void requestsHeldRunInTheirOrder() {
    server.pause();
    Pending<WriteReply> first = node.write(NodeWrite.ifAbsent(KEY, bytes("one"), Node.NO_EXPIRY), within());
    Pending<WriteReply> second = node.write(NodeWrite.ifAbsent(KEY, bytes("two"), Node.NO_EXPIRY), within());
    server.resume();
    assertEquals(NodeOutcome.EXISTS, second.await(within()).outcome());
    assertEquals(NodeOutcome.STORED, first.await(within()).outcome());
  }

  @Test
  void whatAStoppedServerHadNotRunIsLostAndWhatItHeldStays() {
    put(node, "key", "kept");
    server.pause();
    Pending<WriteReply> lost = put(node, "key", "lost");
    server.stop();
    server.start();
    assertEquals(Kind.UNREACHABLE, failure(lost).kind());
    assertArrayEquals(bytes("kept"), read("key"));
  }

  @Test
  void aPausedServerTakesOnlySoManyRequests() {
    server.pause();
    List<Pending<ReadReply>> taken = new ArrayList<>();
    for (int i = 0; i < MemoryServer.MAX_HELD; i++) {
      taken.add(node.read(KEY, within()));
    }
    NodeException overloaded = failure(node.read(KEY, within()));
    assertEquals(Kind.OVERLOADED, overloaded.kind());
    assertFalse(overloaded.mayHaveRun());
    server.resume();
    for (Pending<ReadReply> pending : taken) {
      assertNull(pending.await(within()).value());
    }
  }

  @Test
  void whatIsEvictedIsGone() {
    put(node, "key", "v");
    server.evict(KEY);
    assertNull(read("key"));
    server.evict(KEY);
  }

  @Test
  void aFullServerRefusesMoreAndChangesNothing() {
    MemoryServer small = new MemoryServer("small", ServerKinds.REDIS_LIKE, time, 3 * ENTRY_BYTES);
    Node full = small.connect();
    for (int i = 0; i < 3; i++) {
      assertEquals(NodeOutcome.STORED, put(full, "key" + i, "sixsix").await(within()).outcome());
    }
    NodeException refused = failure(put(full, "key3", "v"));
    assertEquals(Kind.REFUSED, refused.kind());
    assertFalse(refused.mayHaveRun());
    assertEquals(Kind.REFUSED, failure(put(full, "key0", "seven77")).kind());
    assertArrayEquals(bytes("sixsix"), full.read(bytes("key0"), within()).await(within()).value());

    assertEquals(NodeOutcome.STORED, put(full, "key0", "five5").await(within()).outcome());
    assertEquals(NodeOutcome.STORED, put(full, "key1", "seven77").await(within()).outcome());
    full.delete(bytes("key2"), within()).await(within());
    assertEquals(NodeOutcome.STORED, put(full, "key4", "sixsix").await(within()).outcome());
    small.restartEmpty();
    for (int i = 0; i < 3; i++) {
      assertEquals(NodeOutcome.STORED, put(full, "new" + i, "sixsix").await(within()).outcome());
    }
  }

  @Test
  void whatIsGoneByAgeMakesRoom() {
    MemoryServer small = new MemoryServer("small", ServerKinds.REDIS_LIKE, time, ENTRY_BYTES);
    Node full = small.connect();
    full.write(NodeWrite.always(bytes("key0"), bytes("sixsix"), 1000), within()).await(within());
    assertEquals(Kind.REFUSED, failure(put(full, "key1", "sixsix")).kind());
    time.advance(Duration.ofSeconds(1));
    assertEquals(NodeOutcome.STORED, put(full, "key1", "sixsix").await(within()).outcome());
  }

  @Test
  void aTimeToLiveEndsToTheMillisecondWhereTheServerIsSoExact() {
    node.write(NodeWrite.always(KEY, bytes("v"), 1000), within()).await(within());
    time.advance(Duration.ofMillis(999));
    assertArrayEquals(bytes("v"), read("key"));
    time.advance(Duration.ofMillis(1));
    assertNull(read("key"));
  }

  @Test
  void whatTheCallerDoesToItsArrayLaterDoesNotReachTheServer() {
    byte[] value = bytes("value");
    node.write(NodeWrite.always(KEY, value, Node.NO_EXPIRY), within()).await(within());
    value[0] = 'X';
    assertArrayEquals(bytes("value"), read("key"));
  }

  @Test
  void aCursorOfAnotherKindOfNodeIsRefused() {
    ListCursor foreign = new ListCursor() {};
    assertThrows(IllegalArgumentException.class, () -> node.list(new byte[0], foreign, 10, within()));
  }

  private Pending<WriteReply> put(Node to, String key, String value) {
    return to.write(NodeWrite.always(bytes(key), bytes(value), Node.NO_EXPIRY), within());
  }

  private byte[] read(String key) {
    return node.read(bytes(key), within()).await(within()).value();
  }

  private Deadline within() {
    return Deadline.after(time, Duration.ofSeconds(1));
  }

  private NodeException failure(Pending<?> pending) {
    return assertThrows(NodeException.class, () -> pending.await(within()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
