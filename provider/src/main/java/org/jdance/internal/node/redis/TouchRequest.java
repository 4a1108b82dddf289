package org.jdance.internal.node.redis;

import java.nio.ByteBuffer;
import org.jdance.internal.entry.DeadlinePatch;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * A touch, with a read or without.
 *
 * @param <T> a {@link WriteReply} without, a {@link ReadReply} with
 */
abstract class TouchRequest<T> extends ScriptRequest<T> {

  private static final byte[] NOTHING = {};
  private static final byte[] WITH_VALUE = {'1'};

  private final byte[] key;
  private final Touch touch;
  private final boolean withValue;

  private TouchRequest(String node, @Nullable String expected, @Nullable Guard guard, byte[] key, Touch touch, boolean withValue) {
    super(node, expected, guard, RedisScript.TOUCH);
    this.key = key;
    this.touch = touch;
    this.withValue = withValue;
  }

  /** A touch alone. */
  static TouchRequest<WriteReply> of(String node, @Nullable String expected, @Nullable Guard guard, byte[] key, Touch touch) {
    return new Alone(node, expected, guard, key, touch);
  }

  /** A touch that answers what was there before. */
  static TouchRequest<ReadReply> reading(String node, @Nullable String expected, @Nullable Guard guard, byte[] key, Touch touch) {
    return new Reading(node, expected, guard, key, touch);
  }

  @Override
  final int keys() {
    return 1;
  }

  @Override
  final int arguments() {
    return 5;
  }

  @Override
  final void putKeys(OutputBuffer out) {
    RedisCommand.putArgument(out, key);
  }

  @Override
  final void putArguments(OutputBuffer out) {
    DeadlinePatch patch = touch.patch();
    RedisCommand.putArgument(out, Lives.argument(touch.timeToLiveMillis()));
    RedisCommand.putArgument(out, patch == null ? NOTHING : patch.bytes());
    RedisCommand.putArgument(out, patch == null ? NOTHING : ByteBuffer.allocate(Long.BYTES).putLong(touch.now()).array());
    RedisCommand.putArgument(out, touch.onlyVersion() == null ? NOTHING : touch.onlyVersion().toBytes());
    RedisCommand.putArgument(out, withValue ? WITH_VALUE : NOTHING);
  }

  @Override
  final void ran(Object reply, long stamp) throws ProtocolViolation {
    if (!(reply instanceof Object[] parts)
        || parts.length != 3
        || !(parts[0] instanceof Long code)
        || !(parts[1] instanceof byte[] found)) {
      throw unexpected("the script");
    }
    answered(code.intValue(), found, parts[2], stamp);
  }

  abstract void answered(int code, byte[] found, Object value, long stamp) throws ProtocolViolation;

  private static final class Alone extends TouchRequest<WriteReply> {

    Alone(String node, @Nullable String expected, @Nullable Guard guard, byte[] key, Touch touch) {
      super(node, expected, guard, key, touch, false);
    }

    @Override
    void answered(int code, byte[] found, Object value, long stamp) throws ProtocolViolation {
      switch (code) {
        case 0 -> succeed(WriteReply.against(NodeOutcome.NOT_FOUND, EntryHeader.read(found)).under(stamp));
        case 1 -> succeed(WriteReply.of(NodeOutcome.TOUCHED).under(stamp));
        case 2 -> succeed(WriteReply.against(NodeOutcome.OTHER_VERSION, EntryHeader.read(found)).under(stamp));
        default -> throw unexpected("the script");
      }
    }

    @Override
    void refusedUnder(long stamp) {
      succeed(WriteReply.underOtherStamp(stamp));
    }
  }

  private static final class Reading extends TouchRequest<ReadReply> {

    Reading(String node, @Nullable String expected, @Nullable Guard guard, byte[] key, Touch touch) {
      super(node, expected, guard, key, touch, true);
    }

    @Override
    void answered(int code, byte[] found, Object value, long stamp) throws ProtocolViolation {
      succeed(GetRequest.found(value, "the script", stamp));
    }

    @Override
    void refusedUnder(long stamp) {
      succeed(ReadReply.NOT_FOUND.under(stamp));
    }
  }
}
