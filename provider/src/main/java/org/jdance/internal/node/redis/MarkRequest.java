package org.jdance.internal.node.redis;

import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** GETRANGE of a header: the mark of what is under a key. */
final class MarkRequest extends RedisRequest<Long> {

  private static final byte[] GETRANGE = RedisCommand.begin(4, "GETRANGE");
  private static final byte[] HEADER_RANGE = RedisCommand.constant("0");
  private static final byte[] HEADER_END = RedisCommand.constant("35");

  private final byte[] key;

  MarkRequest(String node, @Nullable String expected, byte[] key) {
    super(node, expected);
    this.key = key;
  }

  @Override
  protected void encode(OutputBuffer out) {
    out.put(GETRANGE);
    RedisCommand.putArgument(out, key);
    out.put(HEADER_RANGE);
    out.put(HEADER_END);
  }

  @Override
  void answered(Object reply) throws ProtocolViolation {
    if (!(reply instanceof byte[] header)) {
      throw unexpected("GETRANGE");
    }
    succeed(EnvelopeMark.of(header));
  }

  @Override
  void refused(RespError error) throws ProtocolViolation {
    if (error.is("WRONGTYPE")) {
      succeed(EnvelopeMark.NONE);
    } else {
      super.refused(error);
    }
  }
}
