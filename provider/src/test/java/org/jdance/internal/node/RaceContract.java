package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.jdance.internal.node.ContractTests.envelope;
import static org.jdance.internal.node.ContractTests.joinAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.entry.EntryHeader;
import org.junit.jupiter.api.Test;

/** Several threads on one key, some with a connection of their own and some with a shared one. */
interface RaceContract extends ContractTests {

  int THREADS = 8;
  int ROUNDS = 25;

  /** One thread's part in a round. */
  @FunctionalInterface
  interface Part<T> {
    T play(Node node, int thread, byte[] key);
  }

  /** What must be true after each round. */
  @FunctionalInterface
  interface Judge<T> {
    void judge(byte[] key, List<T> results);
  }

  @Test
  default void ofManyIfAbsentExactlyOneStores() {
    assumeTrue(can().conditionalWrites());
    race((node, thread, key) -> await(node.write(NodeWrite.ifAbsent(key, envelope(key, thread + 1), FOREVER), within())), (key, replies) -> {
      int winner = onlyOne(replies, NodeOutcome.STORED, NodeOutcome.EXISTS);
      assertArrayEquals(envelope(key, winner + 1), read(key).value());
    });
  }

  @Test
  default void ofManyWithTheSameStateReadExactlyOneStores() {
    assumeTrue(can().conditionalWrites());
    CyclicBarrier read = new CyclicBarrier(THREADS);
    for (int round = 0; round < ROUNDS; round++) {
      put(key(round), envelope(key(round), 100));
    }
    race((node, thread, key) -> {
      NodeToken token = await(node.read(key, within())).token();
      meet(read);
      return await(node.write(NodeWrite.ifMatches(key, envelope(key, thread + 1), token, FOREVER), within()));
    }, (key, replies) -> {
      int winner = onlyOne(replies, NodeOutcome.STORED, NodeOutcome.TOKEN_MISMATCH);
      assertArrayEquals(envelope(key, winner + 1), read(key).value());
    });
  }

  @Test
  default void aDeletionAndWritesWithTheSameStateReadHaveOneWinner() {
    assumeTrue(can().conditionalWrites());
    CyclicBarrier read = new CyclicBarrier(THREADS);
    for (int round = 0; round < ROUNDS; round++) {
      put(key(round), envelope(key(round), 100));
    }
    race((node, thread, key) -> {
      NodeToken token = await(node.read(key, within())).token();
      meet(read);
      return thread % 2 == 0
          ? await(node.deleteIfMatches(key, token, within()))
          : await(node.write(NodeWrite.ifMatches(key, envelope(key, thread + 1), token, FOREVER), within()));
    }, (key, replies) -> {
      List<WriteReply> winners = replies.stream()
          .filter(reply -> reply.outcome() == NodeOutcome.STORED || reply.outcome() == NodeOutcome.DELETED)
          .toList();
      assertEquals(1, winners.size(), replies::toString);
      if (winners.get(0).outcome() == NodeOutcome.DELETED) {
        assertNull(read(key).value());
      } else {
        assertNotNull(read(key).value());
      }
    });
  }

  @Test
  default void aCounterInLoopsOfReadAndConditionalWriteLosesNothing() {
    assumeTrue(can().conditionalWrites());
    byte[] key = bytes("counter");
    put(key, envelope(key, 0));
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Node node = connection(t);
      tasks.add(ContractTests.start(() -> {
        int stored = 0;
        while (stored < ROUNDS) {
          ReadReply seen = await(node.read(key, within()));
          long count = EntryHeader.read(seen.value()).version().stamp();
          NodeWrite next = NodeWrite.ifMatches(key, envelope(key, count + 1), seen.token(), FOREVER);
          if (await(node.write(next, within())).outcome() == NodeOutcome.STORED) {
            stored++;
          }
        }
        return stored;
      }));
    }
    joinAll(tasks);
    assertArrayEquals(envelope(key, THREADS * ROUNDS), read(key).value());
  }

  @Test
  default void ofManyVersionsTheGreatestStays() {
    assumeTrue(can().ifNewer());
    race((node, thread, key) -> await(node.write(NodeWrite.ifNewer(key, envelope(key, thread + 1), FOREVER), within())), (key, replies) -> {
      assertEquals(NodeOutcome.STORED, replies.get(THREADS - 1).outcome());
      assertArrayEquals(envelope(key, THREADS), read(key).value());
    });
  }

  @Test
  default void ofTheSameVersionSentByManyExactlyOneStores() {
    assumeTrue(can().ifNewer());
    race((node, thread, key) -> await(node.write(NodeWrite.ifNewer(key, envelope(key, 7), FOREVER), within())), (key, replies) ->
        onlyOne(replies, NodeOutcome.STORED, NodeOutcome.SAME_VERSION_EXISTS));
  }

  @Test
  default void largeValuesWrittenAtOnceAreNeverMixed() {
    int length = Math.min(200_000, can().maxValueBytes());
    race((node, thread, key) -> {
      byte[] value = new byte[length];
      Arrays.fill(value, (byte) (thread + 1));
      Pending<WriteReply> written = node.write(NodeWrite.always(key, value, FOREVER), within());
      byte[] seen = await(node.read(key, within())).value();
      if (seen != null) {
        assertWhole(seen, length);
      }
      return await(written);
    }, (key, replies) -> assertWhole(read(key).value(), length));
  }

  @Test
  default void threadsThatShareAConnectionGetTheirOwnReplies() {
    for (int t = 0; t < THREADS; t++) {
      for (int i = 0; i < 10; i++) {
        put(bytes("own" + t + "-" + i), ByteBuffer.allocate(1 + 1000 * i).put((byte) t).array());
      }
    }
    List<FutureTask<Boolean>> tasks = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      tasks.add(ContractTests.start(() -> {
        for (int i = 0; i < 10 * ROUNDS; i++) {
          byte[] value = read(bytes("own" + thread + "-" + i % 10)).value();
          assertEquals(1 + 1000 * (i % 10), value.length);
          assertEquals(thread, value[0]);
        }
        return true;
      }));
    }
    assertEquals(Collections.nCopies(THREADS, true), joinAll(tasks));
  }

  private <T> void race(Part<T> part, Judge<T> judge) {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Node> nodes = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      nodes.add(connection(t));
    }
    List<FutureTask<List<T>>> tasks = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      tasks.add(ContractTests.start(() -> {
        List<T> mine = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          meet(start);
          mine.add(part.play(nodes.get(thread), thread, key(round)));
        }
        return mine;
      }));
    }
    List<List<T>> results = joinAll(tasks);
    for (int round = 0; round < ROUNDS; round++) {
      List<T> ofRound = new ArrayList<>();
      for (List<T> ofThread : results) {
        ofRound.add(ofThread.get(round));
      }
      judge.judge(key(round), ofRound);
    }
  }

  private Node connection(int thread) {
    return thread % 2 == 0 ? node() : fixture().connect();
  }

  private static byte[] key(int round) {
    return bytes("race" + round);
  }

  private static int onlyOne(List<WriteReply> replies, NodeOutcome winner, NodeOutcome loser) {
    int won = -1;
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i).outcome() == winner) {
        assertEquals(-1, won, () -> "Two winners: " + replies);
        won = i;
      } else {
        assertEquals(loser, replies.get(i).outcome());
      }
    }
    assertTrue(won >= 0, () -> "No winner: " + replies);
    return won;
  }

  private static void assertWhole(byte[] value, int length) {
    byte[] expected = new byte[length];
    Arrays.fill(expected, value[0]);
    assertArrayEquals(expected, value);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(JOIN_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("A thread of the test did not come", e);
    }
  }
}
