package org.jdance.internal.node.memcached;

import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** Reads the value under a key with its token and what is left of its life, and with a touch gives it a new life. */
final class ReadRequest extends MetaRequest<ReadReply> {

  private static final byte[] GET = ascii("mg ");
  // The server goes through the flags in their order: what is left is told before the touch changes it.
  private static final byte[] LIFE = ascii(" t");
  private static final byte[] VALUE_AND_TOKEN = ascii(" c v");

  private final @Nullable Touch touch;
  private @Nullable Session sentOver;

  ReadRequest(String node, byte[] wireKey, short opaque, @Nullable Touch touch) {
    super(node, wireKey, opaque);
    this.touch = touch;
  }

  @Override
  protected @Nullable RuntimeException refusal(Object session) {
    sentOver = session(session);
    return null;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    putCommand(GET, out);
    out.put(LIFE);
    if (touch != null) {
      putLifetime(touch.timeToLiveMillis(), session(sentOver), out);
    }
    out.put(VALUE_AND_TOKEN);
    putEnd(out);
  }

  @Override
  boolean wantsValue() {
    return true;
  }

  @Override
  void answer(ReplyParser reply, Session session, long stamp) throws ProtocolViolation {
    byte[] value = reply.found();
    switch (reply.status()) {
      case DONE -> {
        if (value == null) {
          throw notAReply();
        }
        succeed(ReadReply.found(value, session.token(reply.token()), Lifetimes.remainingMillis(reply.secondsLeft()), stamp));
      }
      case NOT_FOUND -> succeed(ReadReply.NOT_FOUND.under(stamp));
      default -> throw notAReply();
    }
  }
}
