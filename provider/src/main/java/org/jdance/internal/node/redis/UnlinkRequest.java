package org.jdance.internal.node.redis;

import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** UNLINK, which deletes as DEL does and frees large values without making others wait. */
final class UnlinkRequest extends RedisRequest<WriteReply> {

  private static final byte[] UNLINK = RedisCommand.begin(2, "UNLINK");

  private final byte[] key;

  UnlinkRequest(String node, @Nullable String expected, @Nullable Guard guard, byte[] key) {
    super(node, expected, guard);
    this.key = key;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    out.put(UNLINK);
    RedisCommand.putArgument(out, key);
  }

  @Override
  void answered(Object reply, long stamp) throws ProtocolViolation {
    if (!(reply instanceof Long deleted)) {
      throw unexpected("UNLINK");
    }
    succeed(WriteReply.of(deleted > 0 ? NodeOutcome.DELETED : NodeOutcome.NOT_FOUND).under(stamp));
  }
}
