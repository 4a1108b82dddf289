package org.jdance.internal.node.redis;

import org.jdance.internal.node.Guard;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** GET: the bytes under a key. */
final class GetRequest extends RedisRequest<ReadReply> {

  private static final byte[] GET = RedisCommand.begin(2, "GET");
  private static final byte[] NO_BYTES = {};

  private final byte[] key;

  GetRequest(String node, @Nullable String expected, @Nullable Guard guard, byte[] key) {
    super(node, expected, guard);
    this.key = key;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    out.put(GET);
    RedisCommand.putArgument(out, key);
  }

  @Override
  void answered(Object reply, long stamp) throws ProtocolViolation {
    succeed(found(reply, "GET", stamp));
  }

  @Override
  void refused(RespError error, long stamp) throws ProtocolViolation {
    if (error.is("WRONGTYPE")) {
      // A list or the like of somebody else: as good as any other foreign bytes.
      succeed(ReadReply.found(NO_BYTES, null, ReadReply.UNKNOWN_LIFE).under(stamp));
    } else {
      super.refused(error, stamp);
    }
  }

  /** What a string, or nothing, says. */
  static ReadReply found(Object reply, String command, long stamp) throws ProtocolViolation {
    if (reply instanceof byte[] value) {
      return ReadReply.found(value, RedisToken.of(value), ReadReply.UNKNOWN_LIFE, stamp);
    }
    if (reply == RespReader.NULL) {
      return ReadReply.NOT_FOUND.under(stamp);
    }
    throw unexpected(command);
  }
}
