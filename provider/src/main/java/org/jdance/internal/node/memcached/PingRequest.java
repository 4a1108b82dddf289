package org.jdance.internal.node.memcached;

import org.jdance.internal.node.WireRequest;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** Asks for nothing but an answer. The reply is empty, since the server does not tell which process it is. */
final class PingRequest extends WireRequest<String> {

  private static final byte[] NO_OPERATION = MetaRequest.ascii("mn\r\n");

  private final String node;

  PingRequest(String node) {
    this.node = node;
  }

  @Override
  protected String nodeName() {
    return node;
  }

  @Override
  protected void encode(OutputBuffer out) {
    out.put(NO_OPERATION);
  }

  @Override
  protected boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    ReplyParser parser = (ReplyParser) in.parser();
    ReplyLine line = parser.line();
    if (!line.isWhole(in)) {
      return false;
    }
    if (!line.word(in, "MN") || !line.isAtEnd()) {
      throw parser.unexpected(in);
    }
    line.take(in);
    succeed("");
    return true;
  }
}
