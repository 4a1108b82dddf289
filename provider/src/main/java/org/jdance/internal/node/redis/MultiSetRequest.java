package org.jdance.internal.node.redis;

import java.util.List;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** MSET: writes for ever, whatever is there; each reply is a {@link WriteReply}. */
final class MultiSetRequest extends RedisRequest<Object[]> {

  private static final byte[] MSET = RedisCommand.constant("MSET");

  private final List<NodeWrite> writes;

  MultiSetRequest(String node, @Nullable String expected, @Nullable Guard guard, List<NodeWrite> writes) {
    super(node, expected, guard);
    this.writes = writes;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    RedisCommand.putArray(out, 1 + 2 * writes.size());
    out.put(MSET);
    for (NodeWrite write : writes) {
      RedisCommand.putArgument(out, write.key());
      RedisCommand.putArgument(out, write.value());
    }
  }

  @Override
  void answered(Object reply, long stamp) throws ProtocolViolation {
    if (!(reply instanceof byte[])) {
      throw unexpected("MSET");
    }
    Object[] replies = new Object[writes.size()];
    for (int i = 0; i < replies.length; i++) {
      replies[i] = WriteReply.stored(RedisToken.of(writes.get(i).value()), stamp);
    }
    succeed(replies);
  }
}
