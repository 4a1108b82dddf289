package org.jdance.internal.node.sharedance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.SharedanceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large values, odd keys, many threads and limits, on a real server. */
@Timeout(60)
class SharedanceLoadTest {

  private static SharedanceProcess server;
  private SharedanceFixture fixture;
  private Node node;

  @BeforeAll
  static void startServer() {
    server = SharedanceProcess.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    fixture = new SharedanceFixture(server);
    node = fixture.connect();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aValueOf30MegabytesComesBackWhole() {
    byte[] value = new byte[30 << 20];
    new Random(1).nextBytes(value);
    Pending<WriteReply> first = put(bytes("large"), value);
    Pending<WriteReply> second = put(bytes("small"), bytes("v"));
    assertEquals(NodeOutcome.STORED, second.await(within()).outcome());
    assertEquals(NodeOutcome.STORED, first.await(within()).outcome());
    assertArrayEquals(value, node.read(bytes("large"), within()).await(within()).value());
  }

  @Test
  void theFileOfAnEntryHasTheNameThatTheKeyIsWrittenAs() throws IOException {
    put(bytes("app/Users/17"), bytes("v")).await(within());
    put(new byte[65_536], bytes("w")).await(within());
    assertEquals(2, fixture.files().size());
    assertTrue(fixture.files().contains("app%2FUsers%2F17"));
    assertEquals("v", Files.readString(server.entries().resolve("app%2FUsers%2F17")));
  }

  @Test
  void aRawNodeAndAnotherClientSeeTheSameFiles() throws IOException {
    try (Node raw = SharedanceNode.raw(SharedanceFixture.endpoint(server.port()), SharedanceFixture.settings())) {
      Files.writeString(server.entries().resolve("~sess%2Fabc"), "from PHP");
      assertArrayEquals(bytes("from PHP"), raw.read(bytes("~sess%2Fabc"), within()).await(within()).value());
      assertNull(node.read(bytes("~sess%2Fabc"), within()).await(within()).value());
      raw.write(NodeWrite.always(bytes("from Java"), bytes("v"), Node.NO_EXPIRY), within()).await(within());
      assertEquals("v", Files.readString(server.entries().resolve("from Java")));
    }
  }

  @Test
  void ofManyWritesOfOneKeyInABatchTheLastStaysInWhateverOrderTheyAreAwaited() {
    List<NodeWrite> writes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      writes.add(NodeWrite.always(bytes("k" + i % 3), bytes("value " + i), Node.NO_EXPIRY));
    }
    List<Pending<WriteReply>> replies = node.writeAll(writes, within());
    for (int i = 299; i >= 0; i--) {
      assertEquals(NodeOutcome.STORED, replies.get(i).await(within()).outcome());
    }
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(bytes("value " + (297 + i)), node.read(bytes("k" + i), within()).await(within()).value());
    }
  }

  @Test
  void manyThreadsWithBatchesLargerThanAllConnectionsGetTheirOwnReplies() throws Exception {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int thread = t;
      tasks.add(start(() -> {
        List<NodeWrite> writes = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          keys.add(bytes("t" + thread + "-" + i));
          writes.add(NodeWrite.always(keys.get(i), bytes("value " + thread + " " + i), Node.NO_EXPIRY));
        }
        for (Pending<WriteReply> reply : node.writeAll(writes, within())) {
          assertEquals(NodeOutcome.STORED, reply.await(within()).outcome());
        }
        var replies = node.readAll(keys, within());
        for (int i = 99; i >= 0; i--) {
          assertArrayEquals(bytes("value " + thread + " " + i), replies.get(i).await(within()).value());
        }
        return thread;
      }));
    }
    for (int t = 0; t < 8; t++) {
      assertEquals(t, tasks.get(t).get(50, TimeUnit.SECONDS));
    }
  }

  @Test
  void afterAKillUnderLoadWhatWasAcknowledgedIsThereAndTheNodeGoesOn() throws Exception {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(100);
    for (int t = 0; t < 4; t++) {
      byte[] key = bytes("k" + t);
      tasks.add(start(() -> {
        int stored = 0;
        int failures = 0;
        while (stored < 200 || failures == 0) {
          try {
            put(key, bytes("value " + stored)).await(within());
            stored++;
            begun.countDown();
            // What was acknowledged and not overwritten is there, since the files survive a kill.
            byte[] read = node.read(key, within()).await(within()).value();
            if (read != null) {
              assertArrayEquals(bytes("value " + (stored - 1)), read);
            }
          } catch (NodeException e) {
            assertTrue(e.kind() == Kind.UNREACHABLE || e.kind() == Kind.REFUSED, e::getMessage);
            failures++;
            TimeUnit.MILLISECONDS.sleep(1);
          }
        }
        return stored;
      }));
    }
    assertTrue(begun.await(20, TimeUnit.SECONDS));
    server.kill();
    server.restart();
    for (FutureTask<Integer> task : tasks) {
      assertTrue(task.get(50, TimeUnit.SECONDS) >= 200);
    }
  }

  @Test
  void anEndpointWithTlsIsRefused() {
    Endpoint tls = new Endpoint("n1", "127.0.0.1", 1042, true);
    assertThrows(IllegalArgumentException.class, () -> new SharedanceNode(tls, SharedanceFixture.settings()));
  }

  private Pending<WriteReply> put(byte[] key, byte[] value) {
    return node.write(NodeWrite.always(key, value, Node.NO_EXPIRY), within());
  }

  private static FutureTask<Integer> start(Callable<Integer> work) {
    FutureTask<Integer> task = new FutureTask<>(work);
    new Thread(task, "sharedance-load").start();
    return task;
  }

  private static Deadline within() {
    return Deadline.after(TimeSource.system(), Duration.ofSeconds(30));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
