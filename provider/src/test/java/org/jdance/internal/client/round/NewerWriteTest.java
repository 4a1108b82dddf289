package org.jdance.internal.client.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.memory.MemoryServer;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same outcome on servers that compare versions themselves and on those where the client does it under a token. */
final class NewerWriteTest {

  private static final byte[] KEY = "k".getBytes(StandardCharsets.US_ASCII);

  private MemoryServer server;
  private Node node;

  static Stream<NodeCapabilities> kinds() {
    return Stream.of(ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE);
  }

  private void start(NodeCapabilities kind) {
    server = new MemoryServer("n", kind, TimeSource.system());
    node = server.connect();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theLaterVersionStays(NodeCapabilities kind) {
    start(kind);
    assertEquals(NodeOutcome.STORED, write(5));
    assertEquals(NodeOutcome.SAME_VERSION_EXISTS, write(5));
    assertEquals(NodeOutcome.NEWER_EXISTS, write(4));
    assertArrayEquals(envelope(5), read());
    assertEquals(NodeOutcome.STORED, write(6));
    assertArrayEquals(envelope(6), read());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void foreignBytesGiveWay(NodeCapabilities kind) {
    start(kind);
    node.write(NodeWrite.always(KEY, new byte[] {1, 2, 3}, Node.NO_EXPIRY), within()).await(within());
    assertEquals(NodeOutcome.STORED, write(1));
    assertArrayEquals(envelope(1), read());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whoeverGetsInBetweenIsCompared(NodeCapabilities kind) {
    start(kind);
    write(1);
    NewerWrite first = begin(3);
    // On a server that compares itself, the first is there already.
    write(2);
    first.proceed(within());
    assertEquals(NodeOutcome.STORED, first.finish(within()).outcome());
    NewerWrite late = begin(4);
    NewerWrite later = begin(5);
    assertEquals(NodeOutcome.STORED, later.finish(within()).outcome());
    NodeOutcome outcome = late.finish(within()).outcome();
    assertFalse(outcome == NodeOutcome.TOKEN_MISMATCH || outcome == NodeOutcome.NOT_FOUND, outcome::toString);
    assertArrayEquals(envelope(5), read());
  }

  @Test
  void whereNothingIsComparedTheLastStays() {
    start(ServerKinds.SHAREDANCE_LIKE);
    assertEquals(NodeOutcome.STORED, write(5));
    assertEquals(NodeOutcome.STORED, write(4));
    assertArrayEquals(envelope(4), read());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aNodeThatFailsIsMetWhenAwaited(NodeCapabilities kind) {
    start(kind);
    server.stop();
    NewerWrite write = begin(1);
    assertThrows(NodeException.class, () -> write.finish(within()));
  }

  @Test
  void onlyEnvelopesAreCompared() {
    start(ServerKinds.REDIS_LIKE);
    assertThrows(IllegalArgumentException.class, () -> NewerWrite.begin(node, KEY, new byte[100], Node.NO_EXPIRY, within()));
  }

  private NodeOutcome write(long version) {
    return begin(version).finish(within()).outcome();
  }

  private NewerWrite begin(long version) {
    return NewerWrite.begin(node, KEY, envelope(version), Node.NO_EXPIRY, within());
  }

  private byte[] read() {
    return node.read(KEY, within()).await(within()).value();
  }

  private static byte[] envelope(long version) {
    return EntryFormat.encode(EntryHeader.of(0, new Version(version, 1), StoredEntry.ETERNAL), List.of(), KEY, new byte[] {(byte) version});
  }

  private static Deadline within() {
    return Deadline.after(TimeSource.system(), Duration.ofSeconds(5));
  }
}
