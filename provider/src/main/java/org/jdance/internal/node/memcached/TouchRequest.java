package org.jdance.internal.node.memcached;

import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** Gives what is under a key a new time to live. */
final class TouchRequest extends MetaRequest<WriteReply> {

  private static final byte[] GET = ascii("mg ");

  private final long timeToLiveMillis;
  private @Nullable Session sentOver;

  TouchRequest(String node, byte[] wireKey, short opaque, long timeToLiveMillis) {
    super(node, wireKey, opaque);
    this.timeToLiveMillis = timeToLiveMillis;
  }

  @Override
  protected @Nullable RuntimeException refusal(Object session) {
    sentOver = session(session);
    return null;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    putCommand(GET, out);
    putLifetime(timeToLiveMillis, session(sentOver), out);
    putEnd(out);
  }

  @Override
  void answer(ReplyParser reply, Session session, long stamp) throws ProtocolViolation {
    switch (reply.status()) {
      case DONE -> succeed(WriteReply.of(NodeOutcome.TOUCHED).under(stamp));
      case NOT_FOUND -> succeed(WriteReply.of(NodeOutcome.NOT_FOUND).under(stamp));
      default -> throw notAReply();
    }
  }
}
