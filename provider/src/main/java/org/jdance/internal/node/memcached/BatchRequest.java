package org.jdance.internal.node.memcached;

import java.util.List;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WireRequest;
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

  BatchRequest(String node, List<byte[]> wireKeys) {
    this.node = node;
    this.wireKeys = wireKeys;
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
  }

  @Override
  protected boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    ReplyParser parser = (ReplyParser) in.parser();
    List<ReadReply> replies = parser.batch().take(in, parser, wireKeys, MetaRequest.session(session));
    if (replies == null) {
      return false;
    }
    succeed(replies);
    return true;
  }
}
