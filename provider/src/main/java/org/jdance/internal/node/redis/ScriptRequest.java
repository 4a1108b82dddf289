package org.jdance.internal.node.redis;

import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * A script by its hash, and once more as a whole if the server does not know it; it has certainly not run then.
 *
 * @param <T> the reply
 */
abstract class ScriptRequest<T> extends RedisRequest<T> {

  private final RedisScript script;

  ScriptRequest(String node, @Nullable String expected, RedisScript script) {
    super(node, expected);
    this.script = script;
  }

  /** How many keys there are. */
  abstract int keys();

  /** How many arguments there are behind the keys. */
  abstract int arguments();

  /** Puts the keys and arguments. */
  abstract void putArguments(OutputBuffer out);

  @Override
  protected final void encode(OutputBuffer out) {
    encode(out, false);
  }

  @Override
  final void refused(RespError error) throws ProtocolViolation {
    if (error.is("NOSCRIPT")) {
      continueWith(new Whole());
    } else {
      super.refused(error);
    }
  }

  private void encode(OutputBuffer out, boolean whole) {
    script.begin(out, whole, keys(), arguments());
    putArguments(out);
  }

  private void refusedAgain(RespError error) throws ProtocolViolation {
    super.refused(error);
  }

  /** The script as a whole. */
  private final class Whole extends RedisRequest<Boolean> {

    Whole() {
      super(ScriptRequest.this.nodeName(), null);
    }

    @Override
    protected void encode(OutputBuffer out) {
      ScriptRequest.this.encode(out, true);
    }

    @Override
    void answered(Object reply) throws ProtocolViolation {
      ScriptRequest.this.answered(reply);
      succeed(true);
    }

    @Override
    void refused(RespError error) throws ProtocolViolation {
      refusedAgain(error);
      succeed(false);
    }

    @Override
    protected void hasFailed(RuntimeException failure) {
      ScriptRequest.this.fail(failure);
    }
  }
}
