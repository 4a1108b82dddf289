package org.jdance.internal.node.sharedance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Puts keys into what Sharedance has for keys: the names of files, 1 to 254 bytes from 32 to 126 without {@code .} and {@code /}.
 *
 * <p>A key is written as it is, with {@code %XX} (hexadecimal, capital letters) for each byte that is not legal, for {@code %} itself and for a
 * {@code ~} at its beginning. Where that is longer than a name may be, the key is {@code ~} and the SHA-256 of its bytes in base64url without padding,
 * 44 bytes. No two keys come to the same name, as far as SHA-256 keeps them apart; the full key stands in the envelope.
 */
final class WireKeys {

  /** The longest key on the wire: the server adds a dot to it, and a file name has 255 bytes. */
  static final int MAX_BYTES = 254;

  private static final char HASHED = '~';
  private static final char ESCAPE = '%';
  private static final String HEX = "0123456789ABCDEF";

  private WireKeys() {}

  /** The bytes on the wire for any key. */
  static byte[] of(byte[] key) {
    if (isPlain(key)) {
      return key;
    }
    ByteArrayOutputStream escaped = new ByteArrayOutputStream(Math.min(3 * key.length, MAX_BYTES + 3));
    for (int i = 0; i < key.length && escaped.size() <= MAX_BYTES; i++) {
      if (isWrittenAsItIs(key[i], i)) {
        escaped.write(key[i]);
      } else {
        escaped.write(ESCAPE);
        escaped.write(HEX.charAt(key[i] >> 4 & 0xF));
        escaped.write(HEX.charAt(key[i] & 0xF));
      }
    }
    return escaped.size() <= MAX_BYTES ? escaped.toByteArray() : hashed(key);
  }

  /** What stands against carrying a key as it is, or null. */
  static @Nullable String objectionToRaw(byte[] key) {
    for (byte b : key) {
      if (!isLegal(b)) {
        return "a key that is carried as it is has bytes from 32 to 126 without \".\" and \"/\" only, since it names a file on a Sharedance server";
      }
    }
    return null;
  }

  private static boolean isPlain(byte[] key) {
    if (key.length > MAX_BYTES) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (!isWrittenAsItIs(key[i], i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWrittenAsItIs(byte b, int position) {
    return isLegal(b) && b != ESCAPE && (b != HASHED || position > 0);
  }

  private static boolean isLegal(byte b) {
    return b >= 32 && b <= 126 && b != '.' && b != '/';
  }

  private static byte[] hashed(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return (HASHED + Base64.getUrlEncoder().withoutPadding().encodeToString(digest)).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
