package org.jdance.internal.node.redis;

import java.util.List;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** MGET: the bytes under several keys; each reply is a {@link ReadReply}. */
final class MultiGetRequest extends RedisRequest<Object[]> {

  private static final byte[] MGET = RedisCommand.constant("MGET");

  private final List<byte[]> keys;

  MultiGetRequest(String node, @Nullable String expected, @Nullable Guard guard, List<byte[]> keys) {
    super(node, expected, guard);
    this.keys = keys;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    RedisCommand.putArray(out, 1 + keys.size());
    out.put(MGET);
    for (byte[] key : keys) {
      RedisCommand.putArgument(out, key);
    }
  }

  @Override
  void answered(Object reply, long stamp) throws ProtocolViolation {
    if (!(reply instanceof Object[] values) || values.length != keys.size()) {
      throw unexpected("MGET");
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = GetRequest.found(values[i], "MGET", stamp);
    }
    succeed(values);
  }
}
