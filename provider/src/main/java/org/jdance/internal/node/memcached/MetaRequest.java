package org.jdance.internal.node.memcached;

import java.nio.charset.StandardCharsets;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.WireRequest;
import org.jdance.internal.transport.FailureKind;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** A meta command for one key; with a guard, the question for the stamp's mark goes right behind it, and both are one request. */
abstract class MetaRequest<T> extends WireRequest<T> {

  private static final byte[] TTL = ascii(" T");

  private final String node;
  private final byte[] wireKey;
  private final short opaque;
  private byte @Nullable [] stampWireKey;
  private short stampOpaque;

  /**
   * A meta command.
   *
   * @param wireKey the key as {@link WireKeys} makes it
   */
  MetaRequest(String node, byte[] wireKey, short opaque) {
    this.node = node;
    this.wireKey = wireKey;
    this.opaque = opaque;
  }

  /** Before it is submitted: reads the mark of the stamp behind the command. */
  final void lookBehind(byte[] wireKey, short opaqueOfStamp) {
    stampWireKey = wireKey;
    stampOpaque = opaqueOfStamp;
  }

  @Override
  protected final String nodeName() {
    return node;
  }

  /** The connection that the request is sent over. */
  static Session session(@Nullable Object session) {
    if (session instanceof Session known) {
      return known;
    }
    throw new IllegalStateException("Only a greeting is sent without a session");
  }

  final byte[] wireKey() {
    return wireKey;
  }

  final short opaque() {
    return opaque;
  }

  /** The failure of a request that this server cannot serve. */
  final NodeException unsupported(String what) {
    return NodeException.notRun(Kind.UNSUPPORTED, node, what);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Puts the command word, which ends in a space, and the key. */
  final void putCommand(byte[] word, OutputBuffer out) {
    out.put(word);
    out.put(wireKey);
  }

  /** Puts the flag that sets the time to live. */
  static void putLifetime(long timeToLiveMillis, Session session, OutputBuffer out) {
    out.put(TTL);
    out.putDecimal(Lifetimes.toSend(timeToLiveMillis, session.serverSeconds()));
  }

  /** Puts the opaque and the line end. */
  final void putEnd(OutputBuffer out) {
    Opaque.put(opaque, out);
    putLineEnd(out);
  }

  static void putLineEnd(OutputBuffer out) {
    out.put((byte) '\r');
    out.put((byte) '\n');
  }

  /** Puts the command. */
  abstract void encodeCommand(OutputBuffer out);

  @Override
  protected final void encode(OutputBuffer out) {
    encodeCommand(out);
    byte[] stampKey = stampWireKey;
    if (stampKey != null) {
      out.endOfCommand();
      MarkRequest.putCommand(stampKey, stampOpaque, out);
    }
  }

  /** Whether the reply may have a value. */
  boolean wantsValue() {
    return false;
  }

  /**
   * Makes the reply of what the server said, and succeeds with it.
   *
   * @param stamp the mark that was read behind, or {@link Guard#UNTOLD}
   */
  abstract void answer(ReplyParser reply, Session session, long stamp) throws ProtocolViolation;

  /** What to say of a reply that this command has not got. */
  static ProtocolViolation notAReply() {
    return new ProtocolViolation("something that is no reply to the request");
  }

  @Override
  protected final boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    ReplyParser parser = (ReplyParser) in.parser();
    Session current = session(session);
    if (stampWireKey == null) {
      if (!parser.takeMeta(in, opaque, wantsValue() ? current.itemBytes() : 0)) {
        return false;
      }
      take(parser, current, Guard.UNTOLD);
      return true;
    }
    if (!parser.hasKept()) {
      if (!parser.takeMeta(in, opaque, wantsValue() ? current.itemBytes() : 0)) {
        return false;
      }
      parser.keep();
    }
    if (!parser.takeMeta(in, stampOpaque, 0)) {
      return false;
    }
    if (parser.status() == ReplyParser.Status.SERVER_ERROR) {
      String text = parser.text();
      parser.restore();
      fail(serverFailed(text));
    } else {
      long stamp = MarkRequest.stamp(parser);
      parser.restore();
      take(parser, current, stamp);
    }
    return true;
  }

  private void take(ReplyParser reply, Session session, long stamp) throws ProtocolViolation {
    if (reply.status() == ReplyParser.Status.SERVER_ERROR) {
      fail(serverFailed(reply.text()));
    } else {
      answer(reply, session, stamp);
    }
  }

  /** A write that fails this way may have deleted what was there. */
  private RuntimeException serverFailed(String text) {
    return failure(FailureKind.REFUSED, "the server failed (" + text + "); has it enough memory?", true, null);
  }
}
