package org.jdance.internal.node.memcached;

import java.util.HashMap;
import java.util.Map;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** What one connection knows of the reply under way, of which a part has come; and how replies to meta commands look. */
final class ReplyParser {

  /** How a reply to a meta command ends. */
  enum Status {
    /** Done, with or without a value. */
    DONE,
    /** Not done: there is something already, or nothing to replace. */
    NOT_STORED,
    /** Not done: another token. */
    EXISTS,
    /** Nothing is there. */
    NOT_FOUND,
    /** The server failed, and says so in a text; whether it did something is open. */
    SERVER_ERROR
  }

  private static final long NO_TTL = -1;
  private static final int MAX_STATS = 1000;

  private final ReplyLine line = new ReplyLine();
  private final ValueBytes value = new ValueBytes();
  private final BatchReply batch = new BatchReply();

  private final Map<String, String> stats = new HashMap<>();

  private Status status = Status.DONE;
  private byte @Nullable [] found;
  private long token;
  private long flags;
  private long secondsLeft;
  private String text = "";

  // The reply before the one under way, where both are the reply to one request.
  private boolean hasKept;
  private Status keptStatus = Status.DONE;
  private byte @Nullable [] keptFound;
  private long keptToken;
  private long keptSecondsLeft;
  private String keptText = "";

  /** The line that is next. */
  ReplyLine line() {
    return line;
  }

  /** The value under way. */
  ValueBytes value() {
    return value;
  }

  /** The reply to a multi-key get under way. */
  BatchReply batch() {
    return batch;
  }

  /** Adds what the server says of itself: a name, a space, a value. */
  void addStat(String stat) throws ProtocolViolation {
    if (stats.size() == MAX_STATS) {
      throw new ProtocolViolation("more about itself than " + MAX_STATS + " lines");
    }
    int space = stat.indexOf(' ');
    stats.put(space < 0 ? stat : stat.substring(0, space), space < 0 ? "" : stat.substring(space + 1));
  }

  /** All that the server said of itself, which is then forgotten. */
  Map<String, String> takeStats() {
    Map<String, String> all = Map.copyOf(stats);
    stats.clear();
    return all;
  }

  /**
   * Takes the reply to a meta command as far as it has come.
   *
   * @param opaque that of the request
   * @param maxValueBytes the longest value that the server can have, or 0 if the reply is to have none
   * @return whether it is whole, and what the methods below say of it
   */
  boolean takeMeta(InputBuffer in, short opaque, int maxValueBytes) throws ProtocolViolation {
    if (!value.isExpected()) {
      if (!line.isWhole(in)) {
        return false;
      }
      readHead(in, opaque, maxValueBytes);
      line.take(in);
    }
    if (value.isExpected()) {
      found = value.take(in);
      return found != null;
    }
    return true;
  }

  /** Keeps the reply that has just become whole until the one behind it is whole too. */
  void keep() {
    hasKept = true;
    keptStatus = status;
    keptFound = found;
    keptToken = token;
    keptSecondsLeft = secondsLeft;
    keptText = text;
  }

  boolean hasKept() {
    return hasKept;
  }

  /** From now on the methods below speak of the reply that was kept. */
  void restore() {
    hasKept = false;
    status = keptStatus;
    found = keptFound;
    token = keptToken;
    secondsLeft = keptSecondsLeft;
    text = keptText;
    keptFound = null;
  }

  Status status() {
    return status;
  }

  /** The value, or null if the reply had none. */
  byte @Nullable [] found() {
    return found;
  }

  /** The number of the write; 0 where the server counts none. */
  long token() {
    return token;
  }

  /** The client flags. */
  long flags() {
    return flags;
  }

  /** What is left of the life in seconds, negative for ever. */
  long secondsLeft() {
    return secondsLeft;
  }

  /** With {@link Status#SERVER_ERROR}, what the server said. */
  String text() {
    return text;
  }

  private void readHead(InputBuffer in, short opaque, int maxValueBytes) throws ProtocolViolation {
    found = null;
    token = 0;
    flags = 0;
    secondsLeft = NO_TTL;
    text = "";
    if (line.word(in, "HD")) {
      status = Status.DONE;
    } else if (line.word(in, "VA")) {
      status = Status.DONE;
      long length = line.number(in);
      if (maxValueBytes == 0) {
        throw new ProtocolViolation("a value to a request for none");
      }
      if (length < 0 || length > maxValueBytes) {
        throw new ProtocolViolation("a value longer than the server's own limit");
      }
      value.expect((int) length);
    } else if (line.word(in, "EN")) {
      status = Status.NOT_FOUND;
      // Servers before 1.6.13 say nothing more of what is not there.
      if (line.isAtEnd()) {
        return;
      }
    } else if (line.word(in, "NF")) {
      status = Status.NOT_FOUND;
    } else if (line.word(in, "NS")) {
      status = Status.NOT_STORED;
    } else if (line.word(in, "EX")) {
      status = Status.EXISTS;
    } else if (line.word(in, "SERVER_ERROR")) {
      status = Status.SERVER_ERROR;
      text = line.text(in);
      return;
    } else {
      throw unexpected(in);
    }
    if (!readFlags(in, opaque)) {
      throw new ProtocolViolation("a reply that does not say which request it belongs to");
    }
  }

  /** Reads what stands behind the status; whether the opaque was among it. */
  private boolean readFlags(InputBuffer in, short opaque) throws ProtocolViolation {
    boolean belongs = false;
    while (!line.isAtEnd()) {
      switch (line.next(in)) {
        case 'O' -> {
          if (Opaque.of(line.next(in), line.next(in)) != opaque) {
            throw new ProtocolViolation("a reply that belongs to another request");
          }
          line.endOfField(in);
          belongs = true;
        }
        case 'c' -> token = line.number(in);
        case 'f' -> flags = line.number(in);
        case 't' -> readSecondsLeft(in);
        // What others did to the item with commands for stale values; it is there all the same.
        case 'W', 'X', 'Z' -> line.endOfField(in);
        default -> throw new ProtocolViolation("a field that was not asked for");
      }
    }
    return belongs;
  }

  private void readSecondsLeft(InputBuffer in) throws ProtocolViolation {
    if (line.word(in, "-1")) {
      secondsLeft = NO_TTL;
    } else {
      secondsLeft = line.number(in);
    }
  }

  /** What to make of a line that is no reply to the request: all are the end of the connection. */
  ProtocolViolation unexpected(InputBuffer in) {
    if (line.word(in, "ERROR") || line.word(in, "CLIENT_ERROR") || line.word(in, "SERVER_ERROR")) {
      return new ProtocolViolation("an error (" + line.text(in) + ")");
    }
    return new ProtocolViolation("something that is no reply to the request");
  }
}
