package org.jdance.sharedance.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request while it arrives: its bytes so far and what they mean. */
final class Request {

  /** What the bytes so far are. */
  enum State {
    /** The beginning of a request. */
    INCOMPLETE,
    /** A request, and nothing behind it. */
    COMPLETE,
    /** What no further byte can make a request. */
    BAD
  }

  static final byte STORE = 'S';
  static final byte FETCH = 'F';
  static final byte DELETE = 'D';

  /** Command, length of the key, length of the data. */
  static final int STORE_HEADER = 9;

  /** Command, length of the key. */
  static final int SHORT_HEADER = 5;

  private static final int FIRST_BYTES = 4096;

  private final int maxBytes;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int count;
  /** The length of the whole request; 0 while unknown. */
  private int total;

  Request(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Where to put the next bytes, at most {@code atMost} of them. Grows as bytes arrive, not as a header announces them, and then has room for a byte
   * more than the request, so that one that comes with it is seen.
   */
  ByteBuffer room(int atMost) {
    if (count == bytes.length) {
      int twice = bytes.length * 2;
      bytes = Arrays.copyOf(bytes, total > 0 && twice >= total ? total + 1 : twice);
    }
    return ByteBuffer.wrap(bytes, count, Math.min(atMost, bytes.length - count));
  }

  /** Takes note that so many bytes were put there. */
  State arrived(int howMany) {
    count += howMany;
    if (count > 0 && !isCommand(bytes[0])) {
      return State.BAD;
    }
    // As in the original, the header is looked at once something follows it: a request without a key is never complete.
    if (count <= header()) {
      return State.INCOMPLETE;
    }
    if (total == 0) {
      long length = header() + unsigned(1) + (bytes[0] == STORE ? unsigned(SHORT_HEADER) : 0);
      if (length > maxBytes) {
        return State.BAD;
      }
      total = (int) length;
    }
    if (count > total) {
      return State.BAD;
    }
    return count < total ? State.INCOMPLETE : State.COMPLETE;
  }

  /** {@link #STORE}, {@link #FETCH} or {@link #DELETE}, once complete. */
  byte command() {
    return bytes[0];
  }

  /** The command as it is spoken of, once complete. */
  String commandName() {
    return bytes[0] == STORE ? "store" : bytes[0] == FETCH ? "fetch" : "delete";
  }

  /** The key, once complete; null if it is none that the protocol has. */
  @Nullable String key() {
    int length = keyLength();
    return LegalKeys.isLegal(bytes, header(), length) ? new String(bytes, header(), length, StandardCharsets.US_ASCII) : null;
  }

  /** The data of a store, once complete. */
  ByteBuffer data() {
    int offset = header() + keyLength();
    return ByteBuffer.wrap(bytes, offset, total - offset);
  }

  private int header() {
    return bytes[0] == STORE ? STORE_HEADER : SHORT_HEADER;
  }

  private int keyLength() {
    return (int) unsigned(1);
  }

  private long unsigned(int offset) {
    return ByteBuffer.wrap(bytes).getInt(offset) & 0xFFFF_FFFFL;
  }

  private static boolean isCommand(byte b) {
    return b == STORE || b == FETCH || b == DELETE;
  }
}
