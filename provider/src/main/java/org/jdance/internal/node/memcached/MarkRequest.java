package org.jdance.internal.node.memcached;

import org.jdance.internal.entry.EnvelopeMark;
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

  @Override
  protected void encode(OutputBuffer out) {
    putCommand(GET, out);
    out.put(FLAGS);
    putEnd(out);
  }

  @Override
  void answer(ReplyParser reply, Session session) throws ProtocolViolation {
    switch (reply.status()) {
      case DONE -> succeed(reply.flags() == ClientFlags.LOOK ? LOOK : reply.flags());
      case NOT_FOUND -> succeed(EnvelopeMark.NONE);
      default -> throw notAReply();
    }
  }
}
