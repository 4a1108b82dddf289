package org.jdance.internal.node.memcached;

import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.WriteCondition;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** Writes a value, whatever is there, if nothing is there, or if what is there is still what a token was given for. */
final class WriteRequest extends MetaRequest<WriteReply> {

  private static final byte[] SET = ascii("ms ");
  private static final byte[] TOKEN = ascii(" c");
  private static final byte[] FLAGS = ascii(" F");
  private static final byte[] IF_ABSENT = ascii(" ME");
  private static final byte[] IF_TOKEN = ascii(" C");

  private final NodeWrite write;
  private final long flags;
  private final @Nullable MemcachedToken token;
  private @Nullable Session sentOver;

  /**
   * A write.
   *
   * @param token that of the write's condition, if that is "if token matches"; the request is then submitted over the token's connection only
   */
  WriteRequest(String node, byte[] wireKey, short opaque, NodeWrite write, @Nullable MemcachedToken token) {
    super(node, wireKey, opaque);
    this.write = write;
    this.flags = ClientFlags.of(write.value());
    this.token = token;
  }

  /** The connection that the write's token is good on, if it has one. */
  @Nullable Session session() {
    return token == null ? null : token.session();
  }

  @Override
  protected @Nullable RuntimeException refusal(Object session) {
    Session over = session(session);
    sentOver = over;
    int length = write.value().length;
    if (length > over.maxValueBytes()) {
      // The server would not only refuse it but delete what is there.
      return unsupported("the value has " + length + " bytes, more than the " + over.maxValueBytes() + " that this server takes");
    }
    if (write.condition() != WriteCondition.Simple.ALWAYS && !over.conditionalWrites()) {
      return unsupported("this server has no atomic conditional writes, since it runs without CAS");
    }
    return null;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    byte[] value = write.value();
    putCommand(SET, out);
    out.put((byte) ' ');
    out.putDecimal(value.length);
    out.put(TOKEN);
    if (flags != 0) {
      out.put(FLAGS);
      out.putDecimal(flags);
    }
    if (write.timeToLiveMillis() != Node.NO_EXPIRY) {
      putLifetime(write.timeToLiveMillis(), session(sentOver), out);
    }
    if (token != null) {
      out.put(IF_TOKEN);
      out.put(ascii(Long.toUnsignedString(token.number())));
    } else if (write.condition() == WriteCondition.Simple.IF_ABSENT) {
      out.put(IF_ABSENT);
    }
    putEnd(out);
    out.put(value);
    putLineEnd(out);
  }

  @Override
  void answer(ReplyParser reply, Session session, long stamp) throws ProtocolViolation {
    switch (reply.status()) {
      case DONE -> succeed(WriteReply.stored(session.token(reply.token()), stamp));
      case NOT_STORED -> {
        if (write.condition() != WriteCondition.Simple.IF_ABSENT) {
          throw notAReply();
        }
        succeed(WriteReply.of(NodeOutcome.EXISTS).under(stamp));
      }
      case EXISTS -> succeed(ofToken(NodeOutcome.TOKEN_MISMATCH).under(stamp));
      case NOT_FOUND -> succeed(ofToken(NodeOutcome.NOT_FOUND).under(stamp));
      default -> throw notAReply();
    }
  }

  private WriteReply ofToken(NodeOutcome outcome) throws ProtocolViolation {
    if (token == null) {
      throw notAReply();
    }
    return WriteReply.of(outcome);
  }
}
