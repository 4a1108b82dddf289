package org.jdance.internal.node.redis;

import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** A write or deletion of exactly the version that a token stands for. */
final class VersionedRequest extends ScriptRequest<WriteReply> {

  private final byte[] key;
  private final NodeToken token;
  private final @Nullable NodeWrite write;

  /** A deletion without a write. */
  VersionedRequest(
      String node, @Nullable String expected, @Nullable Guard guard, byte[] key, NodeToken token, @Nullable NodeWrite write) {
    super(node, expected, guard, write == null ? RedisScript.DELETE_IF_VERSION : RedisScript.WRITE_IF_VERSION);
    this.key = key;
    this.token = token;
    this.write = write;
  }

  @Override
  int keys() {
    return 1;
  }

  @Override
  int arguments() {
    return write == null ? 1 : write.notice() == null ? 3 : 5;
  }

  @Override
  void putKeys(OutputBuffer out) {
    RedisCommand.putArgument(out, key);
  }

  @Override
  void putArguments(OutputBuffer out) {
    RedisToken.putVersion(token, out);
    if (write != null) {
      RedisCommand.putArgument(out, write.value());
      RedisCommand.putArgument(out, Lives.argument(write.timeToLiveMillis()));
      putNotice(out, write);
    }
  }

  @Override
  void ran(Object reply, long stamp) throws ProtocolViolation {
    if (reply instanceof byte[] there) {
      succeed(WriteReply.against(NodeOutcome.TOKEN_MISMATCH, EntryHeader.read(there)).under(stamp));
    } else if (reply instanceof Long code && code == 0) {
      succeed(WriteReply.of(NodeOutcome.NOT_FOUND).under(stamp));
    } else if (reply instanceof Long code && code == 1) {
      succeed(write == null ? WriteReply.of(NodeOutcome.DELETED).under(stamp) : WriteReply.stored(RedisToken.of(write.value()), stamp));
    } else {
      throw unexpected("the script");
    }
  }

  @Override
  void refusedUnder(long stamp) {
    succeed(WriteReply.underOtherStamp(stamp));
  }
}
