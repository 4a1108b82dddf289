package org.jdance.internal.node.sharedance;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;

/** What the bytes that a server answered mean. */
final class Answers {

  /** The length of {@code OK} and a line feed. */
  static final int OK_BYTES = 3;

  private static final byte[] OK = {'O', 'K', '\n'};

  /** The first bytes of every envelope of the format; what begins so and is shorter than a header was cut. */
  private static final byte[] MAGIC = {(byte) 0xD9, 'J', 'D'};

  /** Where an envelope of this format has its own length: behind what every format has at the same places. */
  private static final int LENGTH_OFFSET = EntryHeader.BYTES;

  private final String node;
  private final boolean raw;

  Answers(String node, boolean raw) {
    this.node = node;
    this.raw = raw;
  }

  ReadReply fetched(byte[] reply) {
    check(reply);
    return reply.length == 0 ? ReadReply.NOT_FOUND : ReadReply.found(reply, null, ReadReply.UNKNOWN_LIFE);
  }

  Long mark(byte[] reply) {
    check(reply);
    return EnvelopeMark.of(reply);
  }

  WriteReply stored(byte[] reply) {
    if (Arrays.equals(reply, OK)) {
      return WriteReply.stored(null);
    }
    if (reply.length == 0) {
      throw NodeException.mayHaveRun(
          Kind.REFUSED, node, "a store was not answered \"OK\": its disk may be full, the value above its limit, or the server ending");
    }
    throw notOk(reply);
  }

  WriteReply deleted(byte[] reply) {
    if (reply.length == 0) {
      return WriteReply.of(NodeOutcome.NOT_FOUND);
    }
    if (Arrays.equals(reply, OK)) {
      return WriteReply.of(NodeOutcome.DELETED);
    }
    throw notOk(reply);
  }

  private NodeException notOk(byte[] reply) {
    if (reply.length < OK.length && Arrays.equals(reply, Arrays.copyOf(OK, reply.length))) {
      return NodeException.mayHaveRun(Kind.UNREACHABLE, node, "the connection ended in the middle of \"OK\"");
    }
    return NodeException.mayHaveRun(
        Kind.PROTOCOL, node, "the answer is not the \"OK\" of Sharedance's protocol; does another kind of server listen on its port?");
  }

  /** Throws if the bytes are the beginning of an envelope and no more: the connection, or the file, was cut. */
  private void check(byte[] reply) {
    if (raw || reply.length < MAGIC.length || !Arrays.equals(MAGIC, 0, MAGIC.length, reply, 0, MAGIC.length)) {
      return;
    }
    EntryHeader header = EntryHeader.read(reply);
    if (header != null && header.format() != EntryFormat.FORMAT) {
      return;
    }
    boolean tellsLength = reply.length >= LENGTH_OFFSET + Integer.BYTES;
    int length = tellsLength ? ByteBuffer.wrap(reply).getInt(LENGTH_OFFSET) : Integer.MAX_VALUE;
    if (length > reply.length) {
      throw NodeException.mayHaveRun(
          Kind.UNREACHABLE, node, "the reply was cut after " + reply.length + " bytes" + (tellsLength ? " of " + length : ""));
    }
  }
}
