package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.jdance.internal.node.ContractTests.envelope;
import static org.jdance.internal.node.ContractTests.join;
import static org.jdance.internal.node.ContractTests.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException.Kind;
import org.junit.jupiter.api.Test;

/** A server that is paused, dies or comes back; callers that give up; a node that is closed. */
interface FailureContract extends ContractTests {

  byte[] K = bytes("k");

  Duration SHARE = Duration.ofMillis(200);

  @Test
  default void whatIsNotSentByItsDeadlineIsNeverSent() {
    put(K, bytes("old"));
    Deadline passed = within(Duration.ZERO);
    List<Pending<?>> late = new ArrayList<>();
    late.add(node().read(K, passed));
    late.add(node().write(NodeWrite.always(K, bytes("new"), FOREVER), passed));
    late.add(node().delete(K, passed));
    late.addAll(node().readAll(List.of(K), passed));
    late.addAll(node().writeAll(List.of(NodeWrite.always(K, bytes("new"), FOREVER)), passed));
    for (Pending<?> pending : late) {
      assertFalse(assertFails(Kind.TIMEOUT, pending).mayHaveRun());
    }
    assertArrayEquals(bytes("old"), read(K).value());
  }

  @Test
  default void aReplyThatIsThereIsAnsweredEvenIfTheDeadlineHasPassed() {
    put(K, bytes("v"));
    Pending<ReadReply> pending = node().read(K, within());
    await(pending);
    assertArrayEquals(bytes("v"), pending.await(within(Duration.ZERO)).value());
  }

  @Test
  default void aReplyThatDoesNotComeInTimeIsATimeoutAndMayBeAwaitedAgain() {
    put(K, bytes("old"));
    fixture().pause();
    Pending<WriteReply> pending = node().write(NodeWrite.always(K, bytes("new"), FOREVER), within());
    NodeException timeout = awaitInVain(pending);
    assertEquals(Kind.TIMEOUT, timeout.kind());
    assertTrue(timeout.mayHaveRun());
    assertTrue(timeout.getMessage().contains(node().name()), timeout::getMessage);
    assertFalse(pending.isDone());
    fixture().resume();
    assertEquals(NodeOutcome.STORED, await(pending).outcome());
    assertTrue(pending.isDone());
    assertArrayEquals(bytes("new"), read(K).value());
  }

  @Test
  default void aLateReplyIsNotTakenForThatOfTheNextRequest() {
    put(K, bytes("one"));
    put(bytes("k2"), bytes("two"));
    fixture().pause();
    Pending<ReadReply> first = node().read(K, within());
    awaitInVain(first);
    first.abandon();
    Pending<ReadReply> second = node().read(bytes("k2"), within());
    fixture().resume();
    assertArrayEquals(bytes("two"), await(second).value());
    assertArrayEquals(bytes("one"), read(K).value());
  }

  @Test
  default void repliesOfAPausedServerMayBeAwaitedInAnyOrder() {
    for (int i = 0; i < 10; i++) {
      put(bytes("k" + i), bytes("value " + i));
    }
    fixture().pause();
    List<Pending<ReadReply>> replies = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      replies.add(node().read(bytes("k" + i), within()));
    }
    FutureTask<ReadReply> waiting = start(() -> await(replies.get(3)));
    fixture().resume();
    for (int i = 9; i >= 0; i--) {
      assertArrayEquals(bytes("value " + i), await(replies.get(i)).value());
    }
    assertArrayEquals(bytes("value 3"), join(waiting).value());
  }

  @Test
  default void anAbandonedRequestIsOverForItsCaller() {
    put(K, bytes("v"));
    fixture().pause();
    Pending<ReadReply> pending = node().read(K, within());
    pending.abandon();
    assertTrue(pending.isDone());
    assertFails(Kind.ABANDONED, pending);
    fixture().resume();
    assertFails(Kind.ABANDONED, pending);
    assertArrayEquals(bytes("v"), read(K).value());
  }

  @Test
  default void aRequestThatIsDoneCannotBeAbandoned() {
    put(K, bytes("v"));
    Pending<ReadReply> pending = node().read(K, within());
    await(pending);
    pending.abandon();
    assertArrayEquals(bytes("v"), await(pending).value());
  }

  @Test
  default void anInterruptEndsTheWaitingAndNotTheRequest() throws InterruptedException {
    put(K, bytes("v"));
    fixture().pause();
    Pending<ReadReply> pending = node().read(K, within());
    CountDownLatch begun = new CountDownLatch(1);
    List<Boolean> interrupted = new ArrayList<>();
    FutureTask<NodeException> task = new FutureTask<>(() -> {
      begun.countDown();
      NodeException e = assertThrows(NodeException.class, () -> await(pending));
      interrupted.add(Thread.currentThread().isInterrupted());
      return e;
    });
    Thread thread = new Thread(task, "node-contract-interrupted");
    thread.start();
    assertTrue(begun.await(JOIN_SECONDS, TimeUnit.SECONDS));
    thread.interrupt();
    assertEquals(Kind.ABANDONED, join(task).kind());
    assertEquals(List.of(true), interrupted);
    fixture().resume();
    assertArrayEquals(bytes("v"), await(pending).value());
  }

  @Test
  default void closingEndsWhatIsUnderWay() throws InterruptedException {
    put(K, bytes("v"));
    fixture().pause();
    Pending<WriteReply> pending = node().write(NodeWrite.always(K, bytes("new"), FOREVER), within());
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<NodeException> waiting = start(() -> {
      begun.countDown();
      return assertThrows(NodeException.class, () -> await(pending));
    });
    assertTrue(begun.await(JOIN_SECONDS, TimeUnit.SECONDS));
    node().close();
    assertTrue(pending.isDone());
    NodeException e = join(waiting);
    assertEquals(Kind.ABANDONED, e.kind());
    assertTrue(e.mayHaveRun());
    assertFails(Kind.ABANDONED, pending);
  }

  @Test
  default void afterCloseEveryCallFailsAndWhatWasStoredStays() {
    WriteReply written = put(K, envelope(K, 1));
    node().close();
    node().close();
    List<Pending<?>> calls = new ArrayList<>();
    calls.add(node().read(K, within()));
    calls.add(node().write(NodeWrite.always(K, envelope(K, 2), FOREVER), within()));
    calls.add(node().delete(K, within()));
    calls.addAll(node().readAll(List.of(K, K), within()));
    calls.addAll(node().writeAll(List.of(NodeWrite.always(K, envelope(K, 2), FOREVER)), within()));
    if (can().conditionalWrites()) {
      calls.add(node().write(NodeWrite.ifAbsent(bytes("other"), envelope(K, 2), FOREVER), within()));
      calls.add(node().write(NodeWrite.ifMatches(K, envelope(K, 2), written.token(), FOREVER), within()));
      calls.add(node().deleteIfMatches(K, written.token(), within()));
    }
    if (can().touch() != TouchKind.NONE) {
      calls.add(node().touch(K, Touch.timeToLive(1000), within()));
      calls.add(node().readAndTouch(K, Touch.timeToLive(1000), within()));
    }
    if (can().listing() != ListingKind.NONE) {
      calls.add(node().list(new byte[0], null, 10, within()));
    }
    for (Pending<?> call : calls) {
      assertFalse(assertFails(Kind.ABANDONED, call).mayHaveRun());
    }
    Node other = fixture().connect();
    assertArrayEquals(envelope(K, 1), await(other.read(K, within())).value());
    assertNull(await(other.read(bytes("other"), within())).value());
  }

  @Test
  default void closingOneNodeLeavesTheOthersAlone() {
    Node other = fixture().connect();
    await(other.write(NodeWrite.always(K, bytes("v"), FOREVER), within()));
    node().close();
    assertArrayEquals(bytes("v"), await(other.read(K, within())).value());
  }

  @Test
  default void aStoppedServerIsUnreachableAndReachedAgainOnceItIsBack() {
    put(K, bytes("v"));
    fixture().stop();
    for (int i = 0; i < 3; i++) {
      assertFails(Kind.UNREACHABLE, node().read(K, within()));
      assertFails(Kind.UNREACHABLE, node().write(NodeWrite.always(K, bytes("lost"), FOREVER), within()));
    }
    fixture().start();
    eventually("the node reaches its server again", () -> works(node()));
  }

  @Test
  default void aNodeNeedsNoServerToBeMade() {
    fixture().stop();
    Node early = fixture().connect();
    assertEquals(can().maxKeyBytes(), early.capabilities().maxKeyBytes());
    assertFails(Kind.UNREACHABLE, early.read(K, within()));
    fixture().start();
    eventually("the node reaches its server", () -> works(early));
  }

  @Test
  default void whatIsUnderWayWhenTheServerDiesMayHaveRun() {
    put(K, bytes("v"));
    fixture().pause();
    Pending<WriteReply> first = node().write(NodeWrite.always(K, bytes("new"), FOREVER), within());
    Pending<ReadReply> second = node().read(K, within());
    fixture().stop();
    assertTrue(assertFails(Kind.UNREACHABLE, first).mayHaveRun());
    assertFails(Kind.UNREACHABLE, second);
    assertFails(Kind.UNREACHABLE, first);
  }

  @Test
  default void afterAnEmptyRestartNothingIsThere() {
    put(K, bytes("v"));
    fixture().restartEmpty();
    eventually("the node reaches its server again", () -> works(node()));
    assertNull(read(K).value());
  }

  @Test
  default void aTokenFromBeforeAnEmptyRestartNeverMatches() {
    assumeTrue(can().conditionalWrites());
    NodeToken before = put(K, envelope(K, 1)).token();
    fixture().restartEmpty();
    // The same number of writes as before, so that a server that counts them comes to the same token; and by another connection.
    Node other = fixture().connect();
    eventually("the server is back", () -> {
      try {
        return await(other.write(NodeWrite.ifAbsent(K, envelope(K, 2), FOREVER), within())).outcome() != null;
      } catch (NodeException e) {
        return false;
      }
    });
    eventually("the node reaches its server again", () -> works(node()));
    assertNotEquals(NodeOutcome.STORED, write(NodeWrite.ifMatches(K, envelope(K, 3), before, FOREVER)).outcome());
    assertNotEquals(NodeOutcome.DELETED, await(node().deleteIfMatches(K, before, within())).outcome());
    assertArrayEquals(envelope(K, 2), read(K).value());
  }

  /** Awaits a share of the time, which passes. */
  private NodeException awaitInVain(Pending<?> pending) {
    Deadline share = within(SHARE);
    FutureTask<NodeException> waiting = start(() -> assertThrows(NodeException.class, () -> pending.await(share)));
    fixture().pass(SHARE);
    return join(waiting);
  }

  private boolean works(Node node) {
    try {
      await(node.read(bytes("probe"), within()));
      return true;
    } catch (NodeException e) {
      assertEquals(Kind.UNREACHABLE, e.kind(), e::getMessage);
      return false;
    }
  }
}
