package org.jdance.internal.node.memcached;

import static org.jdance.internal.node.memcached.ScriptedMemcached.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.testing.MemcachedProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a real memcached unless one knows of it. */
@Timeout(60)
class MemcachedTrapsTest {

  private static final byte[] K = bytes("k");
  private static final long FOREVER = Node.NO_EXPIRY;

  private MemcachedFixture fixture;
  private Node node;

  private void start(String... arguments) {
    fixture = new MemcachedFixture(MemcachedProcess.start(arguments));
    node = fixture.connect();
  }

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void theValueUnderATooLongKeyIsNotRunAsCommands() {
    start();
    put(K, bytes("stays"));
    byte[] tooLong = new byte[251];
    Arrays.fill(tooLong, (byte) 'a');
    assertFails(Kind.UNSUPPORTED, node.write(NodeWrite.always(tooLong, bytes("flush_all\r\nmn"), FOREVER), within()));
    assertFails(Kind.UNSUPPORTED, node.write(NodeWrite.always(Arrays.copyOf(tooLong, 187), bytes("flush_all\r\nmn"), FOREVER), within()));
    for (int length : new int[] {1, 125, 126, 186}) {
      put(new byte[length], bytes("flush_all\r\nmn\r\n"));
      assertArrayEquals(bytes("flush_all\r\nmn\r\n"), read(new byte[length]).value());
    }
    assertArrayEquals(bytes("stays"), read(K).value());
  }

  @Test
  void aTokenThatTheRestartedServerGivesAgainDoesNotMatch() {
    start();
    NodeToken before = put(K, bytes("before")).token();
    fixture.restartEmpty();
    Node other = fixture.connect();
    NodeToken after = await(other.write(NodeWrite.always(K, bytes("after!"), FOREVER), within())).token();
    assertEquals(((MemcachedToken) before).number(), ((MemcachedToken) after).number());
    NodeOutcome outcome;
    try {
      outcome = await(node.write(NodeWrite.ifMatches(K, bytes("never"), before, FOREVER), within())).outcome();
    } catch (NodeException e) {
      // The broken connection was noticed by this very write.
      outcome = await(node.write(NodeWrite.ifMatches(K, bytes("never"), before, FOREVER), within())).outcome();
    }
    assertEquals(NodeOutcome.TOKEN_MISMATCH, outcome);
    assertArrayEquals(bytes("after!"), read(K).value());
    assertNotEquals(before, read(K).token());
  }

  @Test
  void aValueThatIsTooLargeLeavesTheOldOne() {
    start();
    put(K, bytes("old"));
    for (int length : new int[] {node.capabilities().maxValueBytes() + 1, 1 << 20, 2 << 20}) {
      assertFails(Kind.UNSUPPORTED, node.write(NodeWrite.always(K, new byte[length], FOREVER), within()));
    }
    assertArrayEquals(bytes("old"), read(K).value());
  }

  @Test
  void theLargestValueFitsUnderTheLongestKeyWithALifeAndFlags() {
    for (String limit : new String[] {"512k", "1m", "4m"}) {
      start("-I", limit);
      byte[] key = new byte[WireKeys.MAX_KEY_BYTES];
      byte[] value = new byte[node.capabilities().maxValueBytes()];
      assertEquals(NodeOutcome.STORED, await(node.write(NodeWrite.always(key, value, 60_000), within())).outcome(), limit);
      assertArrayEquals(value, read(key).value());
      fixture.close();
    }
  }

  @Test
  void fortyDaysAreNotTakenForADateOfLongAgo() {
    start();
    long life = TimeUnit.DAYS.toMillis(40);
    await(node.write(NodeWrite.always(K, bytes("v"), life), within()));
    long left = read(K).remainingMillis();
    assertTrue(left >= life - 2_000 && left <= life + Lifetimes.GRANULARITY_MILLIS, left + " ms left");
    await(node.touch(K, Touch.timeToLive(60_000), within()));
    assertTrue(read(K).remainingMillis() < 70_000);
    await(node.touch(K, Touch.timeToLive(life), within()));
    assertTrue(read(K).remainingMillis() >= life - 2_000);
  }

  @Test
  void aBatchThatFillsAllBuffersBothWaysDoesNotStandStill() {
    start();
    byte[] value = new byte[300_000];
    List<Pending<?>> all = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      List<NodeWrite> writes = new ArrayList<>();
      List<byte[]> keys = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        writes.add(NodeWrite.always(bytes("k" + i), value, FOREVER));
        keys.add(bytes("k" + i));
      }
      // Nothing is awaited until all is submitted: 60 MB.
      all.addAll(node.writeAll(writes, within()));
      all.addAll(node.readAll(keys, within()));
    }
    for (Pending<?> pending : all) {
      Object reply = await(pending);
      assertTrue(reply instanceof WriteReply || ((ReadReply) reply).value() != null);
    }
  }

  @Test
  void manySmallRequestsThatNobodyAwaitsDoNotStandStill() {
    start();
    List<Pending<ReadReply>> replies = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      replies.add(node.read(K, within()));
    }
    for (Pending<ReadReply> reply : replies) {
      assertNull(await(reply).value());
    }
  }

  @Test
  void aBatchKeepsItsOrderWhereSomeOfItHasTokens() {
    start();
    NodeToken token = put(K, bytes("first")).token();
    List<Pending<WriteReply>> late =
        node.writeAll(List.of(NodeWrite.always(K, bytes("x"), FOREVER), NodeWrite.ifMatches(K, bytes("y"), token, FOREVER)), within());
    assertEquals(NodeOutcome.STORED, await(late.get(0)).outcome());
    assertEquals(NodeOutcome.TOKEN_MISMATCH, await(late.get(1)).outcome());
    token = read(K).token();
    List<Pending<WriteReply>> early =
        node.writeAll(List.of(NodeWrite.ifMatches(K, bytes("y"), token, FOREVER), NodeWrite.always(K, bytes("z"), FOREVER)), within());
    assertEquals(NodeOutcome.STORED, await(early.get(0)).outcome());
    assertEquals(NodeOutcome.STORED, await(early.get(1)).outcome());
    assertArrayEquals(bytes("z"), read(K).value());
    NodeWrite foreign = NodeWrite.ifMatches(K, bytes("never"), new NodeToken() {}, FOREVER);
    assertEquals(NodeOutcome.TOKEN_MISMATCH, await(node.writeAll(List.of(foreign), within()).get(0)).outcome());
  }

  @Test
  void withoutCasConditionalOperationsAreRefusedAndNotPretended() {
    start("-C");
    assertFalse(node.capabilities().conditionalWrites());
    assertFails(Kind.UNSUPPORTED, node.write(NodeWrite.ifAbsent(K, bytes("v"), FOREVER), within()));
    assertNull(put(K, bytes("v")).token());
    assertNull(read(K).token());
    assertNull(await(node.readAll(List.of(K), within()).get(0)).token());
  }

  @Test
  void aFullServerRefusesAndSaysSo() {
    start("-M", "-m", "2");
    byte[] value = new byte[500_000];
    NodeException refusal = null;
    for (int i = 0; i < 20 && refusal == null; i++) {
      try {
        put(bytes("k" + i), value);
      } catch (NodeException e) {
        refusal = e;
      }
    }
    assertEquals(Kind.REFUSED, refusal.kind());
    assertTrue(refusal.mayHaveRun());
    assertArrayEquals(value, read(bytes("k0")).value());
  }

  @Test
  void aServerWithTooManyConnectionsIsOverloaded() {
    start("-c", "60");
    NodeException refused = null;
    for (int i = 0; i < 80 && refused == null; i++) {
      try {
        fixture.connect();
      } catch (AssertionError e) {
        refused = (NodeException) e.getCause();
      }
    }
    assertTrue(refused.kind() == Kind.OVERLOADED || refused.kind() == Kind.UNREACHABLE, refused::getMessage);
    assertFalse(refused.mayHaveRun());
    await(node.identify(within()));
  }

  @Test
  void aServerThatWantsALoginSaysSo(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("users"), "a:b\n");
    fixture = new MemcachedFixture(MemcachedProcess.start("-Y", directory.resolve("users").toString()));
    AssertionError e = assertThrows(AssertionError.class, fixture::connect);
    assertEquals(Kind.REFUSED, ((NodeException) e.getCause()).kind());
    assertTrue(e.getCause().getMessage().contains("wants a login"), e.getCause()::getMessage);
  }

  @Test
  void aLoginThatTheServerDoesNotAcceptSaysSo(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("users"), "a:b\n");
    MemcachedProcess server = MemcachedProcess.start("-Y", directory.resolve("users").toString());
    fixture =
        new MemcachedFixture(server, false, new ConnectionSettings(MemcachedFixture.CONNECT, "a", "wrong", null, TimeSource.system()));
    AssertionError e = assertThrows(AssertionError.class, fixture::connect);
    assertEquals(Kind.REFUSED, ((NodeException) e.getCause()).kind());
    assertTrue(e.getCause().getMessage().contains("did not accept the user and password"), e.getCause()::getMessage);
  }

  @Test
  void aLoginThatTheServerDoesNotNeedLeavesNothingBehind() {
    start();
    MemcachedProcess unused = MemcachedProcess.start();
    try (MemcachedFixture login =
        new MemcachedFixture(
            unused,
            false,
            new ConnectionSettings(
                MemcachedFixture.CONNECT, "user", "password", null, TimeSource.system()))) {
      Node with = login.connect();
      assertNull(await(with.read(bytes("login"), within())).value());
    }
  }

  private WriteReply put(byte[] key, byte[] value) {
    WriteReply reply = await(node.write(NodeWrite.always(key, value, FOREVER), within()));
    assertEquals(NodeOutcome.STORED, reply.outcome());
    return reply;
  }

  private ReadReply read(byte[] key) {
    return await(node.read(key, within()));
  }

  private static Deadline within() {
    return ScriptedMemcached.within();
  }

  private static <T> T await(Pending<T> pending) {
    return pending.await(within());
  }

  private static void assertFails(Kind kind, Pending<?> pending) {
    assertFalse(ScriptedMemcached.assertFails(kind, pending).mayHaveRun());
  }
}
