package org.jdance.internal.node.memcached;

import java.util.List;
import org.jdance.internal.node.WireRequest;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** A request of the greeting that is answered by one line. */
final class GreetingLine extends WireRequest<String> {

  /** What a line of memcached's begins with; others are not repeated, since who knows what they hold. */
  private static final List<String> WORDS = List.of("VERSION", "STORED", "ERROR", "CLIENT_ERROR", "SERVER_ERROR");

  private final String node;
  private final byte[] bytes;
  private final StatsRequest end;

  /**
   * A line.
   *
   * @param end the last request of the greeting, which is over as soon as this reply shows that no other will come
   */
  GreetingLine(String node, byte[] bytes, StatsRequest end) {
    this.node = node;
    this.bytes = bytes;
    this.end = end;
  }

  @Override
  protected String nodeName() {
    return node;
  }

  @Override
  protected void encode(OutputBuffer out) {
    out.put(bytes);
  }

  @Override
  protected boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    ReplyLine line = ((ReplyParser) in.parser()).line();
    if (!line.isWhole(in)) {
      return false;
    }
    String reply = "";
    for (String word : WORDS) {
      if (line.word(in, word)) {
        reply = line.isAtEnd() ? word : word + " " + line.text(in);
        break;
      }
    }
    line.take(in);
    succeed(reply);
    // To one who is not logged in, the server answers the first line and drops the rest of what has come.
    if (reply.isEmpty() || reply.startsWith("ERROR") || reply.startsWith("CLIENT_ERROR")) {
      end.giveUp();
    }
    return true;
  }
}
