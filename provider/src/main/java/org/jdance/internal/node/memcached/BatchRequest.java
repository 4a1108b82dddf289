package org.jdance.internal.node.memcached;

import java.util.List;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WireRequest;
import org.jdance.internal.transport.FailureKind;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Reads many keys with one command line, the classic multi-key get: one command for the server instead of as many meta commands. It tells tokens, but
 * not what is left of a life.
 */
final class BatchRequest extends WireRequest<List<ReadReply>> {

  private static final byte[] GETS = MetaRequest.ascii("gets");

  private final String node;
  private final List<byte[]> wireKeys;
  private byte @Nullable [] stampWireKey;
  private short stampOpaque;

  BatchRequest(String node, List<byte[]> wireKeys) {
    this.node = node;
    this.wireKeys = wireKeys;
  }

  /** Before it is submitted: reads the mark of the stamp behind the command; the reply to the last key tells it. */
  void lookBehind(byte[] wireKey, short opaque) {
    stampWireKey = wireKey;
    stampOpaque = opaque;
  }

  @Override
  protected String nodeName() {
    return node;
  }

  @Override
  protected void encode(OutputBuffer out) {
    out.put(GETS);
    for (byte[] key : wireKeys) {
      out.put((byte) ' ');
      out.put(key);
    }
    MetaRequest.putLineEnd(out);
    byte[] stampKey = stampWireKey;
    if (stampKey != null) {
      out.endOfCommand();
      MarkRequest.putCommand(stampKey, stampOpaque, out);
    }
  }

  @Override
  protected boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    ReplyParser parser = (ReplyParser) in.parser();
    BatchReply batch = parser.batch();
    if (!batch.hasKept()) {
      List<ReadReply> replies = batch.take(in, parser, wireKeys, MetaRequest.session(session));
      if (replies == null) {
        return false;
      }
      if (stampWireKey == null) {
        succeed(replies);
        return true;
      }
      batch.keep(replies);
    }
    if (!parser.takeMeta(in, stampOpaque, 0)) {
      return false;
    }
    List<ReadReply> replies = batch.takeKept();
    if (parser.status() == ReplyParser.Status.SERVER_ERROR) {
      fail(failure(FailureKind.REFUSED, "the server failed (" + parser.text() + "); has it enough memory?", true, null));
      return true;
    }
    int last = replies.size() - 1;
    replies.set(last, replies.get(last).under(MarkRequest.stamp(parser)));
    succeed(replies);
    return true;
  }
}
