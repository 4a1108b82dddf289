package org.jdance.internal.node.redis;

import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.WireRequest;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * One command and its reply; with a guard, another command goes right behind it that reads the mark of the stamp, and both are one request.
 *
 * @param <T> the reply
 */
abstract class RedisRequest<T> extends WireRequest<T> {

  private final String node;
  private final @Nullable String expected;
  private @Nullable Guard behind;

  /**
   * A request.
   *
   * @param node the node's name
   * @param expected the process that alone may get the request, or null for any
   * @param behind whose stamp's mark is read behind the command, or null for none
   */
  RedisRequest(String node, @Nullable String expected, @Nullable Guard behind) {
    this.node = node;
    this.expected = expected;
    this.behind = behind;
  }

  /** Before it is submitted: reads the mark of this stamp behind the command, unless the command looks at it itself. */
  void lookBehind(Guard guard) {
    behind = guard;
  }

  /** Puts the command. */
  abstract void encodeCommand(OutputBuffer out);

  /**
   * Takes the reply, which is no error.
   *
   * @param stamp the mark that was read behind, or {@link Guard#UNTOLD}
   */
  abstract void answered(Object reply, long stamp) throws ProtocolViolation;

  /** Takes an error; the server did nothing. */
  void refused(RespError error, long stamp) throws ProtocolViolation {
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
  protected final void encode(OutputBuffer out) {
    encodeCommand(out);
    Guard guard = behind;
    if (guard != null) {
      MarkRequest.putCommand(guard, out);
    }
  }

  @Override
  protected final boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    RespReader reader = (RespReader) in.parser();
    Guard guard = behind;
    if (guard == null) {
      if (!reader.read(in)) {
        return false;
      }
      Object reply = reader.reply();
      if (reply instanceof RespError error) {
        refused(error, Guard.UNTOLD);
      } else {
        answered(reply, Guard.UNTOLD);
      }
      return true;
    }
    if (!reader.hasKept()) {
      if (!reader.read(in)) {
        return false;
      }
      reader.keep();
    }
    if (!reader.isAmidst() && RespReader.takes(in, EntryHeader.BYTES, guard.head())) {
      Object first = reader.takeKept();
      if (first instanceof RespError error) {
        refused(error, guard.mark());
      } else {
        answered(first, guard.mark());
      }
      return true;
    }
    if (!reader.read(in)) {
      return false;
    }
    Object first = reader.takeKept();
    Object stamp = reader.reply();
    if (first instanceof RespError error) {
      refused(error, Guard.UNTOLD);
    } else if (stamp instanceof RespError error && !error.is(MarkRequest.NO_STRING)) {
      fail(failure(RedisStates.kind(error), RedisStates.sentence(error), true, null));
    } else {
      answered(first, MarkRequest.mark(stamp));
    }
    return true;
  }

  /** What a reply of the wrong type to a command is. */
  static ProtocolViolation unexpected(String command) {
    return new ProtocolViolation("something else than " + command + " answers");
  }
}
