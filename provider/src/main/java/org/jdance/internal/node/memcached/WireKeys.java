package org.jdance.internal.node.memcached;

import java.util.Base64;

/**
 * How a key of any bytes becomes one that every command of memcached takes: no spaces, no control characters, at most 250 bytes.
 *
 * <p>A key of text without spaces stays as it is. In others, each byte that is not allowed becomes two: {@link #ESCAPE}, which no text in UTF-8
 * has, and a letter. Where that gets too long, the key is {@link #ESCAPE} twice and its Base64. No two keys become one. The server's own Base64
 * keys are not used, since its command for many keys at once does not know them.
 */
final class WireKeys {

  /** The longest key that fits whatever its bytes: with Base64, two bytes before it, into {@link #MAX_WIRE_BYTES}. */
  static final int MAX_KEY_BYTES = 186;

  /** The longest key that memcached takes; a longer one makes it run the value as commands. */
  static final int MAX_WIRE_BYTES = 250;

  private static final byte ESCAPE = (byte) 0xFF;
  private static final int DELETE = 0x7F;

  /** What is put in for {@link #DELETE} and for {@link #ESCAPE}; control characters and the space are put in 64 places further on. */
  private static final byte DELETE_LETTER = '?';

  private static final byte ESCAPE_LETTER = '!';

  private WireKeys() {}

  /** The key as it is sent. The argument is within {@link #MAX_KEY_BYTES}, and not changed. */
  static byte[] encode(byte[] key) {
    if (key.length == 0 || key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("A key has from 1 to " + MAX_KEY_BYTES + " bytes, not " + key.length);
    }
    int escaped = 0;
    for (byte b : key) {
      if (needsEscape(b)) {
        escaped++;
      }
    }
    if (escaped == 0) {
      return key;
    }
    return key.length + escaped <= MAX_WIRE_BYTES ? escape(key, escaped) : base64(key);
  }

  private static boolean needsEscape(byte b) {
    return (b >= 0 && b <= ' ') || b == DELETE || b == ESCAPE;
  }

  private static byte[] escape(byte[] key, int escaped) {
    byte[] wire = new byte[key.length + escaped];
    int at = 0;
    for (byte b : key) {
      if (needsEscape(b)) {
        wire[at++] = ESCAPE;
        wire[at++] = b == ESCAPE ? ESCAPE_LETTER : b == DELETE ? DELETE_LETTER : (byte) (b + '@');
      } else {
        wire[at++] = b;
      }
    }
    return wire;
  }

  private static byte[] base64(byte[] key) {
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(key);
    byte[] wire = new byte[2 + text.length];
    wire[0] = ESCAPE;
    wire[1] = ESCAPE;
    System.arraycopy(text, 0, wire, 2, text.length);
    return wire;
  }
}
