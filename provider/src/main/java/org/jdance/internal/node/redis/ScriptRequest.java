package org.jdance.internal.node.redis;

import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * A script by its hash, and once more as a whole if the server does not know it; it has certainly not run then. It looks at the guard itself.
 *
 * @param <T> the reply
 */
abstract class ScriptRequest<T> extends RedisRequest<T> {

  private static final byte[] UNGUARDED = {};

  private final RedisScript script;
  private final @Nullable Guard guard;

  ScriptRequest(String node, @Nullable String expected, @Nullable Guard guard, RedisScript script) {
    super(node, expected, null);
    this.script = script;
    this.guard = guard;
  }

  @Override
  final void lookBehind(Guard behind) {
    // A script was given its guard with the rest.
  }

  /** How many keys there are, the guard's not among them. */
  abstract int keys();

  /** How many arguments there are behind the keys, the guard's not among them. */
  abstract int arguments();

  /** Puts channel and message of a write that is told. */
  static void putNotice(OutputBuffer out, NodeWrite write) {
    NodeWrite.Notice notice = write.notice();
    if (notice != null) {
      RedisCommand.putArgument(out, notice.channel());
      RedisCommand.putArgument(out, notice.message());
    }
  }

  /** Puts the keys. */
  abstract void putKeys(OutputBuffer out);

  /** Puts the arguments. */
  abstract void putArguments(OutputBuffer out);

  /**
   * Takes what the script answers.
   *
   * @param stamp the mark of the guard, which is that of the stamp, or {@link Guard#UNTOLD}
   */
  abstract void ran(Object reply, long stamp) throws ProtocolViolation;

  /** The stamp is another one, with this mark. */
  abstract void refusedUnder(long stamp);

  @Override
  final void encodeCommand(OutputBuffer out) {
    encode(out, false);
  }

  @Override
  final void answered(Object reply, long untold) throws ProtocolViolation {
    if (guard == null) {
      ran(reply, Guard.UNTOLD);
    } else if (reply instanceof Object[] parts && parts.length == 2 && parts[0] == RespReader.NULL && parts[1] instanceof byte[] stamp) {
      refusedUnder(EnvelopeMark.of(stamp));
    } else {
      ran(reply, guard.mark());
    }
  }

  @Override
  final void refused(RespError error, long stamp) throws ProtocolViolation {
    if (error.is("NOSCRIPT")) {
      continueWith(new Whole());
    } else {
      super.refused(error, stamp);
    }
  }

  private void encode(OutputBuffer out, boolean whole) {
    script.begin(out, whole, keys() + (guard == null ? 0 : 1), arguments() + 1);
    putKeys(out);
    if (guard != null) {
      RedisCommand.putArgument(out, guard.key());
    }
    putArguments(out);
    RedisCommand.putArgument(out, guard == null ? UNGUARDED : guard.head());
  }

  private void refusedAgain(RespError error, long stamp) throws ProtocolViolation {
    super.refused(error, stamp);
  }

  /** The script as a whole. */
  private final class Whole extends RedisRequest<Boolean> {

    Whole() {
      super(ScriptRequest.this.nodeName(), null, null);
    }

    @Override
    void encodeCommand(OutputBuffer out) {
      ScriptRequest.this.encode(out, true);
    }

    @Override
    void answered(Object reply, long stamp) throws ProtocolViolation {
      ScriptRequest.this.answered(reply, stamp);
      succeed(true);
    }

    @Override
    void refused(RespError error, long stamp) throws ProtocolViolation {
      refusedAgain(error, stamp);
      succeed(false);
    }

    @Override
    protected void hasFailed(RuntimeException failure) {
      ScriptRequest.this.fail(failure);
    }
  }
}
