package org.jdance.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;

/** What the parts of the contract share. */
interface ContractTests {

  /** How long anything may take that is not a fault, by the fixture's clock. */
  Duration PATIENCE = Duration.ofSeconds(10);

  /** How long a thread of a test may take, by the real clock. */
  long JOIN_SECONDS = 30;

  long FOREVER = Node.NO_EXPIRY;

  NodeFixture fixture();

  /** The node that the test works with. */
  Node node();

  default NodeCapabilities can() {
    return node().capabilities();
  }

  default Deadline within() {
    return within(PATIENCE);
  }

  default Deadline within(Duration time) {
    return Deadline.after(fixture().time(), time);
  }

  default <T> T await(Pending<T> pending) {
    return pending.await(within());
  }

  default WriteReply write(NodeWrite write) {
    return await(node().write(write, within()));
  }

  /** Writes whatever is there, for ever. */
  default WriteReply put(byte[] key, byte[] value) {
    WriteReply reply = write(NodeWrite.always(key, value, FOREVER));
    assertEquals(NodeOutcome.STORED, reply.outcome());
    return reply;
  }

  default ReadReply read(byte[] key) {
    return await(node().read(key, within()));
  }

  default NodeOutcome delete(byte[] key) {
    return await(node().delete(key, within())).outcome();
  }

  default NodeException assertFails(NodeException.Kind kind, Pending<?> pending) {
    NodeException e = assertThrows(NodeException.class, () -> await(pending));
    assertEquals(kind, e.kind(), e::getMessage);
    assertTrue(e.getMessage().contains(node().name()), e::getMessage);
    return e;
  }

  /** The request is refused as beyond the capabilities, and certainly was not run. */
  default void assertUnsupported(Pending<?> pending) {
    assertFalse(assertFails(NodeException.Kind.UNSUPPORTED, pending).mayHaveRun());
  }

  /** Waits for what comes by itself, within {@link #PATIENCE}. */
  default void eventually(String what, BooleanSupplier condition) {
    Deadline until = within();
    while (!condition.getAsBoolean()) {
      if (until.hasPassed()) {
        fail("Did not happen in " + PATIENCE.toSeconds() + " s: " + what);
      }
      fixture().pass(Duration.ofMillis(20));
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] value(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >>> 8));
    }
    return bytes;
  }

  static byte[] envelope(byte[] key, long version) {
    return envelope(key, version, StoredEntry.ETERNAL);
  }

  static byte[] envelope(byte[] key, long version, long deadline) {
    return envelope(key, 0, version, deadline, bytes("value " + version));
  }

  static byte[] envelope(byte[] key, int flags, long version, long deadline, byte[] payload) {
    return EntryFormat.encode(EntryHeader.of(flags, new Version(version, 1), deadline), List.of(), key, payload);
  }

  /** Starts the work on a thread of its own. */
  static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "node-contract");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  static <T> T join(FutureTask<T> task) {
    try {
      return task.get(JOIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("A thread of the test failed", e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("A thread of the test hangs", e);
    }
  }

  static <T> List<T> joinAll(List<FutureTask<T>> tasks) {
    List<T> results = new ArrayList<>();
    for (FutureTask<T> task : tasks) {
      results.add(join(task));
    }
    return results;
  }
}
