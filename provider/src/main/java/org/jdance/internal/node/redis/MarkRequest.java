package org.jdance.internal.node.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.Guard;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** GETRANGE of a header: the mark of what is under a key. */
final class MarkRequest extends RedisRequest<Long> {

  private static final byte[] GETRANGE = RedisCommand.begin(4, "GETRANGE");
  private static final byte[] HEADER_RANGE = RedisCommand.constant("0");
  private static final byte[] HEADER_END = RedisCommand.constant("35");

  /** The error's word where something else than a string is there. */
  static final String NO_STRING = "WRONGTYPE";

  private final byte[] key;

  MarkRequest(String node, @Nullable String expected, byte[] key) {
    super(node, expected, null);
    this.key = key;
  }

  /** A command that was encoded once for a guard. */
  private static final class Encoded {
    private final byte[] command;

    Encoded(byte[] command) {
      this.command = command;
    }
  }

  /** Puts the command for the mark of the stamp. */
  static void putCommand(Guard guard, OutputBuffer out) {
    if (guard.kept() instanceof Encoded encoded) {
      out.put(encoded.command);
    } else {
      Encoded encoded = encode(guard.key());
      guard.keep(encoded);
      out.put(encoded.command);
    }
  }

  private static Encoded encode(byte[] key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(GETRANGE);
    bytes.writeBytes(("$" + key.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(key);
    bytes.write('\r');
    bytes.write('\n');
    bytes.writeBytes(HEADER_RANGE);
    bytes.writeBytes(HEADER_END);
    return new Encoded(bytes.toByteArray());
  }

  /** Puts the command for the mark of what is under this key. */
  static void putCommand(byte[] key, OutputBuffer out) {
    out.put(GETRANGE);
    RedisCommand.putArgument(out, key);
    out.put(HEADER_RANGE);
    out.put(HEADER_END);
  }

  /** The mark that the reply to the command says. */
  static long mark(Object reply) throws ProtocolViolation {
    if (reply instanceof byte[] header) {
      return EnvelopeMark.of(header);
    }
    if (reply instanceof RespError error && error.is(NO_STRING)) {
      return EnvelopeMark.NONE;
    }
    throw unexpected("GETRANGE");
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    putCommand(key, out);
  }

  @Override
  void answered(Object reply, long stamp) throws ProtocolViolation {
    succeed(mark(reply));
  }

  @Override
  void refused(RespError error, long stamp) throws ProtocolViolation {
    if (error.is(NO_STRING)) {
      succeed(EnvelopeMark.NONE);
    } else {
      super.refused(error, stamp);
    }
  }
}
