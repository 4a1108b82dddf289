package org.jdance.internal.node.redis;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Reads one RESP2 or RESP3 reply after another from what has been received, taking it out as it comes: nothing is looked at twice.
 *
 * <p>Replies are byte arrays (bulk and simple strings, big numbers), Longs, {@link #NULL}, {@link RespError}s, arrays of them (arrays,
 * sets,
 * maps as key and value in turn), and {@link RespPush}.
 */
final class RespReader {

  /** The reply that stands for nothing. */
  static final Object NULL = new Object();

  /** An array or a bulk string has begun. */
  private static final Object BEGUN = new Object();

  private static final Object[] NO_ITEMS = {};

  /** What stands before and after a bulk string of two digits' length, and before it. */
  private static final int BULK_FRAME = 7;

  private static final int BULK_HEAD = 5;

  /** How long a line may be: a number, a simple string or an error. */
  static final int MAX_LINE = 8 << 10;

  /** How many elements all arrays of a reply may announce together. */
  static final int MAX_ELEMENTS = 1 << 20;

  /** How deep arrays may be nested. */
  static final int MAX_DEPTH = 8;

  /** Longer values get their room as their bytes come, so that a length alone costs no memory. */
  private static final int TRUSTED_LENGTH = 1 << 20;

  private final int maxBulk;
  private final Deque<Frame> open = new ArrayDeque<>();
  private @Nullable Object reply;
  private @Nullable Object kept;
  private int elements;

  // The string that is being read, if one is.
  private byte @Nullable [] bulk;
  private int bulkLength;
  private int bulkRead;
  private boolean bulkIsError;

  /** How much of an unfinished line has been searched for its end. */
  private int searched;

  /** An array of which not all elements have come. */
  private static final class Frame {

    private final Object[] items;
    private final boolean pushed;
    private int filled;

    Frame(int size, boolean pushed) {
      this.items = new Object[size];
      this.pushed = pushed;
    }
  }

  RespReader(int maxBulk) {
    this.maxBulk = maxBulk;
  }

  /** Reads on; whether a reply is whole. */
  boolean read(InputBuffer in) throws ProtocolViolation {
    while (true) {
      Object item = bulk == null ? readLine(in) : readBulk(in, bulk);
      if (item == null) {
        return false;
      }
      if (item != BEGUN && complete(item)) {
        return true;
      }
    }
  }

  /** The reply that has just become whole. */
  Object reply() {
    Object whole = reply;
    if (whole == null) {
      throw new IllegalStateException("No reply is whole");
    }
    reply = null;
    elements = 0;
    return whole;
  }

  /**
   * Takes the reply that comes next if it is a bulk string of {@code length} bytes that begin so, and has come whole; else takes nothing.
   *
   * <p>Spares what is asked with nearly every request an array and a checksum.
   */
  static boolean takes(InputBuffer in, int length, byte[] beginning) {
    if (length < 10 || length > 99 || in.available() < length + BULK_FRAME) {
      return false;
    }
    if (in.peek(0) != '$' || in.peek(1) != '0' + length / 10 || in.peek(2) != '0' + length % 10 || in.peek(3) != '\r' || in.peek(4) != '\n') {
      return false;
    }
    for (int i = 0; i < beginning.length; i++) {
      if (in.peek(BULK_HEAD + i) != beginning[i]) {
        return false;
      }
    }
    if (in.peek(BULK_HEAD + length) != '\r' || in.peek(BULK_HEAD + length + 1) != '\n') {
      return false;
    }
    in.skip(length + BULK_FRAME);
    return true;
  }

  /** Keeps the reply that has just become whole until the one behind it is whole too: both are the reply to one request. */
  void keep() {
    kept = reply();
  }

  /** Whether a part of a reply has been taken and the rest has not come. */
  boolean isAmidst() {
    return bulk != null || !open.isEmpty() || searched > 0;
  }

  boolean hasKept() {
    return kept != null;
  }

  /** The reply that was kept. */
  Object takeKept() {
    Object first = kept;
    if (first == null) {
      throw new IllegalStateException("No reply was kept");
    }
    kept = null;
    return first;
  }

  /** Puts an item where it belongs; whether the reply is whole with it. */
  private boolean complete(Object item) {
    Object done = item;
    for (Frame frame = open.peek(); frame != null; frame = open.peek()) {
      frame.items[frame.filled++] = done;
      if (frame.filled < frame.items.length) {
        return false;
      }
      done = frame.pushed ? new RespPush(frame.items) : frame.items;
      open.pop();
    }
    reply = done;
    return true;
  }

  private @Nullable Object readLine(InputBuffer in) throws ProtocolViolation {
    int length = lineLength(in);
    if (length < 0) {
      return null;
    }
    byte type = in.take();
    switch (type) {
      case '$', '=' -> {
        return beginBulk(takeNumber(in, length - 1), false);
      }
      case '!' -> {
        return beginBulk(takeNumber(in, length - 1), true);
      }
      case ':' -> {
        return takeNumber(in, length - 1);
      }
      case '*', '~' -> {
        return beginArray(takeNumber(in, length - 1), 1, false);
      }
      case '>' -> {
        return beginArray(takeNumber(in, length - 1), 1, true);
      }
      case '%' -> {
        return beginArray(takeNumber(in, length - 1), 2, false);
      }
      case '_' -> {
        takeText(in, length - 1);
        return NULL;
      }
      case '#' -> {
        byte[] text = takeText(in, length - 1);
        return text.length == 1 && text[0] == 't' ? 1L : 0L;
      }
      case '+', ',', '(' -> {
        return takeText(in, length - 1);
      }
      case '-' -> {
        return RespError.of(takeText(in, length - 1));
      }
      default -> throw new ProtocolViolation("something that is not the protocol of Redis, RESP3; is it another kind of server?");
    }
  }

  /** The length of the line that comes next without its end, or -1 if its end has not come. */
  private int lineLength(InputBuffer in) throws ProtocolViolation {
    int available = in.available();
    for (int i = searched; i < available - 1; i++) {
      if (in.peek(i) == '\r' && in.peek(i + 1) == '\n') {
        searched = 0;
        if (i == 0) {
          throw new ProtocolViolation("an empty line");
        }
        return i;
      }
      if (i > MAX_LINE) {
        throw new ProtocolViolation("a line of more than " + MAX_LINE + " bytes");
      }
    }
    searched = Math.max(0, available - 1);
    return -1;
  }

  private static byte[] takeText(InputBuffer in, int length) {
    byte[] text = new byte[length];
    in.take(text, 0, length);
    in.skip(2);
    return text;
  }

  private static long takeNumber(InputBuffer in, int length) throws ProtocolViolation {
    boolean negative = length > 1 && in.peek(0) == '-';
    int from = negative ? 1 : 0;
    if (length == 0 || length > from + 18) {
      throw new ProtocolViolation("a number of " + length + " digits");
    }
    long number = 0;
    for (int i = from; i < length; i++) {
      int digit = in.peek(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new ProtocolViolation("a number with something else than digits");
      }
      number = number * 10 + digit;
    }
    in.skip(length + 2);
    return negative ? -number : number;
  }

  private Object beginBulk(long length, boolean isError) throws ProtocolViolation {
    if (length == -1) {
      return NULL;
    }
    if (length < 0 || length > maxBulk) {
      throw new ProtocolViolation("a string of " + length + " bytes, where " + maxBulk + " are the most");
    }
    bulkLength = (int) length;
    bulkRead = 0;
    bulkIsError = isError;
    bulk = new byte[Math.min(bulkLength, TRUSTED_LENGTH)];
    return BEGUN;
  }

  private @Nullable Object readBulk(InputBuffer in, byte[] begun) throws ProtocolViolation {
    byte[] into = begun;
    int length = Math.min(in.available(), bulkLength - bulkRead);
    if (bulkRead + length > into.length) {
      into = Arrays.copyOf(into, (int) Math.min(bulkLength, Math.max(2L * into.length, (long) bulkRead + length)));
      bulk = into;
    }
    in.take(into, bulkRead, length);
    bulkRead += length;
    if (bulkRead < bulkLength || in.available() < 2) {
      return null;
    }
    if (in.take() != '\r' || in.take() != '\n') {
      throw new ProtocolViolation("a string that does not end where it should");
    }
    bulk = null;
    return bulkIsError ? RespError.of(into) : into;
  }

  private Object beginArray(long announced, int itemsEach, boolean pushed) throws ProtocolViolation {
    if (announced == -1) {
      return NULL;
    }
    if (announced < 0 || announced * itemsEach > MAX_ELEMENTS - elements) {
      throw new ProtocolViolation("an array of " + announced + " elements, more than a reply may have");
    }
    int size = (int) announced * itemsEach;
    if (size == 0) {
      return NO_ITEMS;
    }
    if (open.size() == MAX_DEPTH) {
      throw new ProtocolViolation("arrays in arrays, more than " + MAX_DEPTH + " deep");
    }
    elements += size;
    open.push(new Frame(size, pushed));
    return BEGUN;
  }
}
