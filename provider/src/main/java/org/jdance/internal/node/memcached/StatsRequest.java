package org.jdance.internal.node.memcached;

import java.util.Map;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.WireRequest;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** A request of the greeting that is answered by names with their values; empty if the server will not tell. */
final class StatsRequest extends WireRequest<Map<String, String>> {

  private final String node;
  private final byte[] bytes;

  StatsRequest(String node, String command) {
    this.node = node;
    this.bytes = MetaRequest.ascii(command);
  }

  @Override
  protected String nodeName() {
    return node;
  }

  /** Ends the request: what came before it on the connection tells enough. */
  void giveUp() {
    failNotRun(Kind.PROTOCOL, "the greeting went wrong");
  }

  @Override
  protected void encode(OutputBuffer out) {
    out.put(bytes);
  }

  @Override
  protected boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    ReplyParser parser = (ReplyParser) in.parser();
    ReplyLine line = parser.line();
    while (line.isWhole(in)) {
      if (line.word(in, "STAT")) {
        parser.addStat(line.rest(in));
        line.take(in);
      } else {
        line.take(in);
        succeed(parser.takeStats());
        return true;
      }
    }
    return false;
  }
}
