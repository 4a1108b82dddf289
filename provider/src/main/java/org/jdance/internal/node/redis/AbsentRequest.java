package org.jdance.internal.node.redis;

import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** A guarded write if nothing is there; an unguarded one needs no script. */
final class AbsentRequest extends ScriptRequest<WriteReply> {

  private final NodeWrite write;

  AbsentRequest(String node, @Nullable String expected, Guard guard, NodeWrite write) {
    super(node, expected, guard, RedisScript.WRITE_IF_ABSENT);
    this.write = write;
  }

  @Override
  int keys() {
    return 1;
  }

  @Override
  int arguments() {
    return write.notice() == null ? 2 : 4;
  }

  @Override
  void putKeys(OutputBuffer out) {
    RedisCommand.putArgument(out, write.key());
  }

  @Override
  void putArguments(OutputBuffer out) {
    RedisCommand.putArgument(out, write.value());
    RedisCommand.putArgument(out, Lives.argument(write.timeToLiveMillis()));
    putNotice(out, write);
  }

  @Override
  void ran(Object reply, long stamp) throws ProtocolViolation {
    if (!(reply instanceof Long code)) {
      throw unexpected("the script");
    }
    succeed(code == 1 ? WriteReply.stored(RedisToken.of(write.value()), stamp) : WriteReply.of(NodeOutcome.EXISTS).under(stamp));
  }

  @Override
  void refusedUnder(long stamp) {
    succeed(WriteReply.underOtherStamp(stamp));
  }
}
