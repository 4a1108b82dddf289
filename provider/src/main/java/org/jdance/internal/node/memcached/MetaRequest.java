package org.jdance.internal.node.memcached;

import java.nio.charset.StandardCharsets;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.WireRequest;
import org.jdance.internal.transport.FailureKind;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** A meta command for one key. */
abstract class MetaRequest<T> extends WireRequest<T> {

  private static final byte[] TTL = ascii(" T");

  private final String node;
  private final byte[] wireKey;
  private final short opaque;

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

  /** Whether the reply may have a value. */
  boolean wantsValue() {
    return false;
  }

  /** Makes the reply of what the server said, and succeeds with it. */
  abstract void answer(ReplyParser reply, Session session) throws ProtocolViolation;

  /** What to say of a reply that this command has not got. */
  static ProtocolViolation notAReply() {
    return new ProtocolViolation("something that is no reply to the request");
  }

  @Override
  protected final boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    ReplyParser parser = (ReplyParser) in.parser();
    Session current = session(session);
    if (!parser.takeMeta(in, opaque, wantsValue() ? current.itemBytes() : 0)) {
      return false;
    }
    if (parser.status() == ReplyParser.Status.SERVER_ERROR) {
      // A write that fails this way may have deleted what was there.
      fail(failure(FailureKind.REFUSED, "the server failed (" + parser.text() + "); has it enough memory?", true, null));
    } else {
      answer(parser, current);
    }
    return true;
  }
}
