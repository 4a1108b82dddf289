package org.jdance.internal.node.memcached;

import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.Guard;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;

/** Asks for the mark of what is under a key by its client flags; the reply may be {@link #LOOK}. */
final class MarkRequest extends MetaRequest<Long> {

  /** The client flags do not tell: only the value does. */
  static final long LOOK = -2;

  private static final byte[] GET = ascii("mg ");
  private static final byte[] FLAGS = ascii(" f");

  MarkRequest(String node, byte[] wireKey, short opaque) {
    super(node, wireKey, opaque);
  }

  /** Puts the command for the mark of what is under this key. */
  static void putCommand(byte[] wireKey, short opaque, OutputBuffer out) {
    out.put(GET);
    out.put(wireKey);
    out.put(FLAGS);
    Opaque.put(opaque, out);
    putLineEnd(out);
  }

  /** What a reply to it says beside another: a stamp of which the flags do not tell is to be asked for. */
  static long stamp(ReplyParser reply) throws ProtocolViolation {
    return switch (reply.status()) {
      case DONE -> reply.flags() == ClientFlags.LOOK ? Guard.UNTOLD : reply.flags();
      case NOT_FOUND -> EnvelopeMark.NONE;
      default -> throw notAReply();
    };
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    putCommand(wireKey(), opaque(), out);
  }

  @Override
  void answer(ReplyParser reply, Session session, long stamp) throws ProtocolViolation {
    switch (reply.status()) {
      case DONE -> succeed(reply.flags() == ClientFlags.LOOK ? LOOK : reply.flags());
      case NOT_FOUND -> succeed(EnvelopeMark.NONE);
      default -> throw notAReply();
    }
  }
}
