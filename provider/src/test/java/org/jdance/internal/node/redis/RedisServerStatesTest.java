package org.jdance.internal.node.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real servers in states that a cache meets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedisServerStatesTest {

  private static final byte[] K = {'k'};

  @Test
  void aUserLogsInWithTheRightPasswordOnly() {
    try (RedisProcess server = RedisProcess.start("--user", "anna", "on", ">right", "~*", "+@all", "--user", "default", "off")) {
      try (RedisNode node = node(server, "anna", "right")) {
        assertNull(await(node.read(K, within())).value());
      }
      try (RedisNode node = node(server, "anna", "wrong")) {
        assertRefused(node, "password");
      }
      try (RedisNode node = node(server, null, null)) {
        assertRefused(node, "password");
      }
    }
  }

  @Test
  void aPasswordAloneIsThatOfTheDefaultUser() {
    try (RedisProcess server = RedisProcess.start("--requirepass", "right");
        RedisNode node = node(server, null, "right")) {
      assertNull(await(node.read(K, within())).value());
    }
  }

  @Test
  void aUserWithFewRightsDoesWhatItMay() {
    try (RedisProcess server = RedisProcess.start("--user", "anna", "on", ">right", "~k*", "+hello", "+get", "+set");
        RedisNode node = node(server, "anna", "right")) {
      assertEquals(NodeOutcome.STORED, await(node.write(NodeWrite.always(K, K, Node.NO_EXPIRY), within())).outcome());
      assertArrayEquals(K, await(node.read(K, within())).value());
      NodeException e = assertThrows(NodeException.class, () -> await(node.write(newer(1), within())));
      assertEquals(Kind.REFUSED, e.kind());
      assertFalse(e.mayHaveRun());
      assertEquals("", await(node.identify(within())));
    }
  }

  @Test
  void aFullServerRefusesWritesAndAnswersReads() {
    try (RedisProcess server = RedisProcess.start();
        RedisNode node = node(server, null, null)) {
      await(node.write(NodeWrite.always(K, envelope(1), Node.NO_EXPIRY), within()));
      tell(server, "CONFIG SET maxmemory 1");
      List<Pending<WriteReply>> refused =
          List.of(
              node.write(NodeWrite.always(K, envelope(2), Node.NO_EXPIRY), within()),
              node.write(NodeWrite.ifNewer(K, envelope(2), Node.NO_EXPIRY), within()),
              node.write(NodeWrite.ifMatches(K, envelope(2), await(node.read(K, within())).token(), Node.NO_EXPIRY), within()),
              node.writeAll(List.of(newer(2), newer(3)), within()).get(1));
      for (Pending<WriteReply> pending : refused) {
        NodeException e = assertThrows(NodeException.class, () -> await(pending));
        assertEquals(Kind.REFUSED, e.kind(), e::getMessage);
        assertFalse(e.mayHaveRun());
        assertTrue(e.getMessage().contains("out of memory"), e::getMessage);
      }
      assertArrayEquals(envelope(1), await(node.read(K, within())).value());
    }
  }

  @Test
  void aServerThatBecomesAReplicaRefusesWrites() {
    try (RedisProcess server = RedisProcess.start();
        RedisNode node = node(server, null, null)) {
      await(node.write(NodeWrite.always(K, K, Node.NO_EXPIRY), within()));
      tell(server, "REPLICAOF 127.0.0.1 1");
      NodeException e = assertThrows(NodeException.class, () -> await(node.write(NodeWrite.always(K, K, Node.NO_EXPIRY), within())));
      assertEquals(Kind.REFUSED, e.kind());
      assertTrue(e.getMessage().contains("master"), e::getMessage);
    }
  }

  @Test
  void aServerInClusterModeIsRefused() {
    try (RedisProcess server = RedisProcess.start("--cluster-enabled", "yes");
        RedisNode node = node(server, null, null)) {
      assertRefused(node, "cluster mode");
    }
  }

  @Test
  void aServerWithoutRoomForMoreClientsIsOverloaded() {
    try (RedisProcess server = RedisProcess.start("--maxclients", "1");
        RedisNode first = node(server, null, null);
        RedisNode second = node(server, null, null)) {
      assertNull(await(first.read(K, within())).value());
      NodeException e = assertThrows(NodeException.class, () -> await(second.read(K, within())));
      assertEquals(Kind.OVERLOADED, e.kind(), e::getMessage);
      assertFalse(e.mayHaveRun());
    }
  }

  @Test
  void whatIsNoStringIsForeignBytesAndIsReplaced() {
    try (RedisProcess server = RedisProcess.start();
        RedisNode node = node(server, null, null)) {
      tell(server, "RPUSH k a");
      assertArrayEquals(new byte[0], await(node.read(K, within())).value());
      assertEquals(EnvelopeMark.NONE, await(node.readMark(K, within())));
      assertEquals(NodeOutcome.EXISTS, await(node.write(NodeWrite.ifAbsent(K, envelope(1), Node.NO_EXPIRY), within())).outcome());
      assertEquals(NodeOutcome.STORED, await(node.write(newer(1), within())).outcome());
      assertArrayEquals(envelope(1), await(node.read(K, within())).value());
    }
  }

  @Test
  void anIdleConnectionThatTheServerClosedIsNotUsedAgain() {
    try (RedisProcess server = RedisProcess.start();
        RedisNode node = node(server, null, null)) {
      await(node.write(NodeWrite.always(K, K, Node.NO_EXPIRY), within()));
      tell(server, "CLIENT KILL TYPE normal");
      Deadline idle = Deadline.after(TimeSource.system(), Duration.ofMillis(1_200));
      while (!idle.hasPassed()) {
        LockSupport.parkNanos(idle.remainingNanos());
      }
      assertArrayEquals(K, await(node.read(K, within())).value());
    }
  }

  @Test
  void scriptsSurviveThatTheServerForgetsThem() {
    try (RedisProcess server = RedisProcess.start();
        RedisNode node = node(server, null, null)) {
      for (int i = 1; i <= 3; i++) {
        assertEquals(NodeOutcome.STORED, await(node.write(newer(i), within())).outcome());
        tell(server, "SCRIPT FLUSH");
      }
      List<Pending<WriteReply>> replies = node.writeAll(List.of(newer(4), newer(4), newer(5)), within());
      assertEquals(NodeOutcome.STORED, await(replies.get(0)).outcome());
      assertEquals(NodeOutcome.SAME_VERSION_EXISTS, await(replies.get(1)).outcome());
      assertEquals(NodeOutcome.STORED, await(replies.get(2)).outcome());
    }
  }

  @Test
  void batchesOfVersionsRunInOrderWhateverTheirLivesAndLengths() {
    try (RedisProcess server = RedisProcess.start();
        RedisNode node = node(server, null, null)) {
      byte[] other = {'o'};
      for (int length : new int[] {10, 5_000}) {
        for (long life : new long[] {Node.NO_EXPIRY, 60_000}) {
          await(node.delete(K, within()));
          tell(server, "DEL o");
          tell(server, "RPUSH o a");
          List<Pending<WriteReply>> replies =
              node.writeAll(
                  List.of(
                      NodeWrite.ifNewer(K, envelope(4, length), life),
                      NodeWrite.ifNewer(other, envelope(1, length), life),
                      NodeWrite.ifNewer(K, envelope(4, length), life),
                      NodeWrite.ifNewer(K, envelope(3, length), Node.NO_EXPIRY),
                      NodeWrite.ifNewer(K, envelope(6, length), life),
                      NodeWrite.ifNewer(K, envelope(5, length), 60_000)),
                  within());
          List<NodeOutcome> outcomes = replies.stream().map(reply -> await(reply).outcome()).toList();
          assertEquals(
              List.of(
                  NodeOutcome.STORED,
                  NodeOutcome.STORED,
                  NodeOutcome.SAME_VERSION_EXISTS,
                  NodeOutcome.NEWER_EXISTS,
                  NodeOutcome.STORED,
                  NodeOutcome.NEWER_EXISTS),
              outcomes);
          assertArrayEquals(envelope(6, length), await(node.read(K, within())).value());
          assertArrayEquals(envelope(1, length), await(node.read(other, within())).value());
        }
      }
    }
  }

  private static void assertRefused(RedisNode node, String says) {
    NodeException e = assertThrows(NodeException.class, () -> await(node.read(K, within())));
    assertEquals(Kind.REFUSED, e.kind(), e::getMessage);
    assertFalse(e.mayHaveRun());
    assertTrue(e.getMessage().contains(says), e::getMessage);
  }

  /** Sends a command by another connection and waits for its answer. */
  private static void tell(RedisProcess server, String command) {
    try (Socket socket = new Socket(server.host(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      int first = socket.getInputStream().read();
      assertTrue(first == '+' || first == ':', command);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static NodeWrite newer(long version) {
    return NodeWrite.ifNewer(K, envelope(version), Node.NO_EXPIRY);
  }

  private static byte[] envelope(long version) {
    return envelope(version, 10);
  }

  private static byte[] envelope(long version, int length) {
    return EntryFormat.encode(EntryHeader.of(0, new Version(version, 1), StoredEntry.ETERNAL), List.of(), K, new byte[length]);
  }

  private static RedisNode node(RedisProcess server, String user, String password) {
    ConnectionSettings settings = new ConnectionSettings(Duration.ofSeconds(5), user, password, null, TimeSource.system());
    return new RedisNode(new Endpoint("redis-1", server.host(), server.port(), false), settings);
  }

  private static <T> T await(Pending<T> pending) {
    return pending.await(within());
  }

  private static Deadline within() {
    return Deadline.after(TimeSource.system(), Duration.ofSeconds(10));
  }
}
