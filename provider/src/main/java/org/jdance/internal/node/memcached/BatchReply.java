package org.jdance.internal.node.memcached;

import java.util.ArrayList;
import java.util.List;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** The reply to a multi-key get as far as it has come: what was found, in the order of the keys, and what was not. */
final class BatchReply {

  private List<ReadReply> replies = new ArrayList<>();
  private long token;
  private @Nullable List<ReadReply> kept;

  /**
   * Takes what has come.
   *
   * @param keys the keys asked for, in order
   * @param session the connection's
   * @return one reply for each key once all are there, else null
   */
  @Nullable List<ReadReply> take(InputBuffer in, ReplyParser parser, List<byte[]> keys, Session session) throws ProtocolViolation {
    ReplyLine line = parser.line();
    while (true) {
      if (parser.value().isExpected()) {
        byte[] value = parser.value().take(in);
        if (value == null) {
          return null;
        }
        replies.add(ReadReply.found(value, session.token(token), ReadReply.UNKNOWN_LIFE));
      } else if (!line.isWhole(in)) {
        return null;
      } else if (line.word(in, "VALUE")) {
        skipToKey(in, line, keys);
        readHead(in, parser, session);
        line.take(in);
      } else if (line.word(in, "END") && line.isAtEnd()) {
        line.take(in);
        return finished(keys.size());
      } else {
        throw parser.unexpected(in);
      }
    }
  }

  /** Keeps a whole reply until the mark behind it has come too. */
  void keep(List<ReadReply> whole) {
    kept = whole;
  }

  boolean hasKept() {
    return kept != null;
  }

  /** The reply that was kept. */
  List<ReadReply> takeKept() {
    List<ReadReply> whole = kept;
    if (whole == null) {
      throw new IllegalStateException("No reply was kept");
    }
    kept = null;
    return whole;
  }

  /** Keys that come later were asked for later, so that those between were not found. */
  private void skipToKey(InputBuffer in, ReplyLine line, List<byte[]> keys) throws ProtocolViolation {
    while (replies.size() < keys.size()) {
      if (line.bytes(in, keys.get(replies.size()))) {
        return;
      }
      replies.add(ReadReply.NOT_FOUND);
    }
    throw new ProtocolViolation("a reply that belongs to another request");
  }

  private void readHead(InputBuffer in, ReplyParser parser, Session session) throws ProtocolViolation {
    ReplyLine line = parser.line();
    line.number(in);
    long length = line.number(in);
    token = line.number(in);
    if (!line.isAtEnd()) {
      throw new ProtocolViolation("a field that was not asked for");
    }
    if (length < 0 || length > session.itemBytes()) {
      throw new ProtocolViolation("a value longer than the server's own limit");
    }
    parser.value().expect((int) length);
  }

  private List<ReadReply> finished(int count) {
    while (replies.size() < count) {
      replies.add(ReadReply.NOT_FOUND);
    }
    List<ReadReply> all = replies;
    replies = new ArrayList<>();
    return all;
  }
}
