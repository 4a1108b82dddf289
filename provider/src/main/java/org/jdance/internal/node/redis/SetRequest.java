package org.jdance.internal.node.redis;

import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.WriteCondition;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** SET, with NX or without: a write whatever is there, or if nothing is. */
final class SetRequest extends RedisRequest<WriteReply> {

  private static final byte[] SET = RedisCommand.constant("SET");
  private static final byte[] NX = RedisCommand.constant("NX");
  private static final byte[] PX = RedisCommand.constant("PX");

  private final NodeWrite write;

  SetRequest(String node, @Nullable String expected, @Nullable Guard guard, NodeWrite write) {
    super(node, expected, guard);
    this.write = write;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    boolean mortal = Lives.isMortal(write.timeToLiveMillis());
    boolean ifAbsent = write.condition() == WriteCondition.Simple.IF_ABSENT;
    RedisCommand.putArray(out, 3 + (ifAbsent ? 1 : 0) + (mortal ? 2 : 0));
    out.put(SET);
    RedisCommand.putArgument(out, write.key());
    RedisCommand.putArgument(out, write.value());
    if (ifAbsent) {
      out.put(NX);
    }
    if (mortal) {
      out.put(PX);
      RedisCommand.putArgument(out, write.timeToLiveMillis());
    }
  }

  @Override
  void answered(Object reply, long stamp) throws ProtocolViolation {
    if (reply == RespReader.NULL && write.condition() == WriteCondition.Simple.IF_ABSENT) {
      succeed(WriteReply.of(NodeOutcome.EXISTS).under(stamp));
    } else if (reply instanceof byte[]) {
      succeed(WriteReply.stored(RedisToken.of(write.value()), stamp));
    } else {
      throw unexpected("SET");
    }
  }
}
