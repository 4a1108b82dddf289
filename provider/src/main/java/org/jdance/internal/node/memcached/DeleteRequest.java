package org.jdance.internal.node.memcached;

import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** Deletes what is under a key, whatever it is or only if it is still what a token was given for. */
final class DeleteRequest extends MetaRequest<WriteReply> {

  private static final byte[] DELETE = ascii("md ");
  private static final byte[] IF_TOKEN = ascii(" C");

  private final @Nullable MemcachedToken token;

  DeleteRequest(String node, byte[] wireKey, short opaque, @Nullable MemcachedToken token) {
    super(node, wireKey, opaque);
    this.token = token;
  }

  @Override
  protected @Nullable RuntimeException refusal(Object session) {
    Session over = session(session);
    if (token != null && !over.conditionalWrites()) {
      return unsupported("this server has no atomic conditional deletions, since it runs without CAS");
    }
    return null;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    putCommand(DELETE, out);
    if (token != null) {
      out.put(IF_TOKEN);
      out.put(ascii(Long.toUnsignedString(token.number())));
    }
    putEnd(out);
  }

  @Override
  void answer(ReplyParser reply, Session session, long stamp) throws ProtocolViolation {
    switch (reply.status()) {
      case DONE -> succeed(WriteReply.of(NodeOutcome.DELETED).under(stamp));
      case NOT_FOUND -> succeed(WriteReply.of(NodeOutcome.NOT_FOUND).under(stamp));
      case EXISTS -> {
        if (token == null) {
          throw notAReply();
        }
        succeed(WriteReply.of(NodeOutcome.TOKEN_MISMATCH).under(stamp));
      }
      default -> throw notAReply();
    }
  }
}
