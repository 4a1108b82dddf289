package org.jdance.internal.node.redis;

import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.WireRequest;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * One command and its reply.
 *
 * @param <T> the reply
 */
abstract class RedisRequest<T> extends WireRequest<T> {

  private final String node;
  private final @Nullable String expected;

  /**
   * A request.
   *
   * @param node the node's name
   * @param expected the process that alone may get the request, or null for any
   */
  RedisRequest(String node, @Nullable String expected) {
    this.node = node;
    this.expected = expected;
  }

  /** Takes the reply, which is no error. */
  abstract void answered(Object reply) throws ProtocolViolation;

  /** Takes an error; the server did nothing. */
  void refused(RespError error) throws ProtocolViolation {
    if (error.says("protocol error")) {
      throw new ProtocolViolation("that it does not understand what JDance sends; is something between them that changes bytes?");
    }
    fail(failure(RedisStates.kind(error), RedisStates.sentence(error), false, null));
  }

  @Override
  protected final String nodeName() {
    return node;
  }

  @Override
  protected final @Nullable RuntimeException refusal(Object session) {
    if (expected == null) {
      return null;
    }
    String runId = ((RedisSession) session).runId();
    return runId.isEmpty() || runId.equals(expected)
        ? null
        : NodeException.notRun(Kind.RESTARTED, node, "the server is another process than before; what it held may be old or gone");
  }

  @Override
  protected final boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    RespReader reader = (RespReader) in.parser();
    if (!reader.read(in)) {
      return false;
    }
    Object reply = reader.reply();
    if (reply instanceof RespError error) {
      refused(error);
    } else {
      answered(reply);
    }
    return true;
  }

  /** What a reply of the wrong type to a command is. */
  static ProtocolViolation unexpected(String command) {
    return new ProtocolViolation("something else than " + command + " answers");
  }
}
