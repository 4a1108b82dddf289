package org.jdance.internal.node.memcached;

import java.nio.charset.StandardCharsets;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.ProtocolViolation;

/** The line that is next in what a connection has received, once it is whole: read field by field, and then taken. */
final class ReplyLine {

  /** No line of the server's is longer: the longest repeats a key. */
  private static final int MAX_BYTES = 1024;

  /** So much of a text of the server's is shown in messages. */
  private static final int SHOWN_CHARACTERS = 80;

  private int length = -1;
  private int scanned;
  private int at;

  /** Whether the next line is whole; it is then at its beginning. */
  boolean isWhole(InputBuffer in) throws ProtocolViolation {
    if (length >= 0) {
      return true;
    }
    int available = in.available();
    while (scanned < available) {
      if (in.peek(scanned) == '\n') {
        if (scanned == 0 || in.peek(scanned - 1) != '\r') {
          throw new ProtocolViolation("a line that does not end as its protocol's lines do");
        }
        length = scanned - 1;
        at = 0;
        return true;
      }
      if (++scanned > MAX_BYTES) {
        throw new ProtocolViolation("a line that is too long");
      }
    }
    return false;
  }

  /** Takes the line out. */
  void take(InputBuffer in) {
    in.skip(length + 2);
    length = -1;
    scanned = 0;
  }

  /** Whether the line is, or begins with, this word and a space; it is then behind it. */
  boolean word(InputBuffer in, String word) {
    int end = at + word.length();
    if (end > length || (end < length && in.peek(end) != ' ')) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (in.peek(at + i) != word.charAt(i)) {
        return false;
      }
    }
    at = Math.min(end + 1, length);
    return true;
  }

  /** Whether the next field is these bytes; if so, it is behind it. */
  boolean bytes(InputBuffer in, byte[] field) {
    int end = at + field.length;
    if (end > length || (end < length && in.peek(end) != ' ')) {
      return false;
    }
    for (int i = 0; i < field.length; i++) {
      if (in.peek(at + i) != field[i]) {
        return false;
      }
    }
    at = Math.min(end + 1, length);
    return true;
  }

  /** Whether nothing of the line is left. */
  boolean isAtEnd() {
    return at >= length;
  }

  /** The next byte, taken. */
  byte next(InputBuffer in) throws ProtocolViolation {
    if (at >= length) {
      throw new ProtocolViolation("a line that ends too early");
    }
    return in.peek(at++);
  }

  /** The number that the next field is, as unsigned; it is then behind it. */
  long number(InputBuffer in) throws ProtocolViolation {
    long number = 0;
    int digits = 0;
    while (at < length && in.peek(at) != ' ') {
      int digit = in.peek(at) - '0';
      // Twenty digits are the most that 64 bits take; what is beyond 64 bits all the same is caught by nobody's use of such a number.
      if (digit < 0 || digit > 9 || ++digits > 20) {
        throw new ProtocolViolation("a number that is none");
      }
      number = number * 10 + digit;
      at++;
    }
    if (digits == 0) {
      throw new ProtocolViolation("a number that is none");
    }
    at = Math.min(at + 1, length);
    return number;
  }

  /** Goes behind the field under way. */
  void endOfField(InputBuffer in) throws ProtocolViolation {
    if (at < length && in.peek(at) != ' ') {
      throw new ProtocolViolation("a field that is too long");
    }
    at = Math.min(at + 1, length);
  }

  /** What is left of the line, shortened, with its printable characters only. */
  String text(InputBuffer in) {
    StringBuilder text = new StringBuilder();
    for (int i = at; i < length && text.length() < SHOWN_CHARACTERS; i++) {
      byte b = in.peek(i);
      text.append(b >= ' ' && b < 0x7F ? (char) b : '?');
    }
    return text.toString();
  }

  /** What is left of the line, whole. */
  String rest(InputBuffer in) {
    byte[] rest = new byte[length - at];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = in.peek(at + i);
    }
    return new String(rest, StandardCharsets.ISO_8859_1);
  }
}
