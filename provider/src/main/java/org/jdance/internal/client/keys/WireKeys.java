package org.jdance.internal.client.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;
import org.jspecify.annotations.Nullable;

/**
 * Keys on the wire: {@code namespace/cache/life/key}, readable where that is short and legal everywhere, hashed where not.
 *
 * <p>The parts are printable ASCII without a space. Namespace and cache stand as they are if they consist of letters, digits and {@code _ - . $}
 * and have at most {@link #MAX_NAME} characters, else as {@code #} and a hash. The life is eight characters made from the node's incarnation and the
 * cache's generation, so that whatever belongs to an earlier one is invisible. The key is one of
 * <ul>
 *   <li>{@code s} and the text of a String of printable ASCII of at most {@link #MAX_TEXT} characters,
 *   <li>{@code b} and the encoded key in Base64 (URL alphabet, no padding), if that has at most {@link #MAX_BYTES} bytes,
 *   <li>{@code h} and the first 18 bytes of its SHA-256, likewise.
 * </ul>
 * Two keys that should meet under one wire key all the same are told apart by the full key inside the envelope. No wire key is longer than
 * {@link #MAX_LENGTH} bytes, which every kind of server carries.
 */
public final class WireKeys {

  /** The longest key on the wire, in bytes. */
  public static final int MAX_LENGTH = 2 * 41 + 2 + 9 + 1 + 80;

  static final int MAX_NAME = 40;
  static final int MAX_TEXT = 80;
  static final int MAX_BYTES = 48;
  private static final int TEXT_HEAD = 2;
  private static final byte[] NOTHING = {};
  private static final int HASH_BYTES = 18;
  private static final int NAME_HASH_BYTES = 12;
  private static final int LIFE_BYTES = 6;

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private WireKeys() {}

  /** The key of the record that all clients of a namespace share. */
  public static byte[] view(String namespace) {
    return (name(namespace) + "/!view").getBytes(StandardCharsets.US_ASCII);
  }

  /** What all keys of a cache on one node begin with. */
  public static byte[] prefix(String namespace, String cache, Version incarnation, Version generation) {
    return prefixOf(name(namespace), name(cache), incarnation, generation);
  }

  /** The same for a cache of which only the part of the key is known that stands for it. */
  public static byte[] prefixByPart(String namespace, String cachePart, Version incarnation, Version generation) {
    return prefixOf(name(namespace), cachePart, incarnation, generation);
  }

  private static byte[] prefixOf(String namespacePart, String cachePart, Version incarnation, Version generation) {
    MessageDigest digest = sha256();
    digest.update(incarnation.toBytes());
    digest.update(generation.toBytes());
    String life = BASE64.encodeToString(Arrays.copyOf(digest.digest(), LIFE_BYTES));
    return (namespacePart + "/" + cachePart + "/" + life + "/").getBytes(StandardCharsets.US_ASCII);
  }

  /** What all keys of a namespace begin with, those of its records too. */
  public static byte[] namespacePrefix(String namespace) {
    return (name(namespace) + "/").getBytes(StandardCharsets.US_ASCII);
  }

  /** The channel on which JVMs tell each other of the events of a namespace's caches. */
  public static byte[] events(String namespace) {
    return (name(namespace) + "/!events").getBytes(StandardCharsets.US_ASCII);
  }

  /** The part of its keys that tells a cache from the others of its namespace. */
  public static String cachePart(String cache) {
    return name(cache);
  }

  /** A number that stands for a key in notices of change, made from the last part of its wire key. */
  public static int noticeHash(byte[] wireKey, int tailOffset) {
    int hash = 0;
    // Without the tag, so that of a readable key it is the String's own.
    for (int i = tailOffset + 1; i < wireKey.length; i++) {
      hash = 31 * hash + (wireKey[i] & 0xFF);
    }
    return hash;
  }

  /** The same, of a key whose wire key holds its text; null if it does not. */
  public static @Nullable Integer noticeHash(Object key) {
    return key instanceof String text && text.length() <= MAX_TEXT && isPlain(text) ? text.hashCode() : null;
  }

  /** The last part of the wire key, the same on every node. */
  public static byte[] tail(byte[] encodedKey, @Nullable Object key) {
    byte[] plain = plain(NOTHING, encodedKey, key);
    if (plain != null) {
      return plain;
    }
    return encodedKey.length <= MAX_BYTES ? tagged('b', encodedKey) : tagged('h', Arrays.copyOf(sha256().digest(encodedKey), HASH_BYTES));
  }

  /** The whole key of a text that may stand in it as it is, in one step; else null. */
  public static byte @Nullable [] plain(byte[] prefix, byte[] encodedKey, @Nullable Object key) {
    // Encoded, a short text has two bytes before its characters, and a byte for each if all are ASCII.
    if (!(key instanceof String text) || text.length() > MAX_TEXT || encodedKey.length != TEXT_HEAD + text.length() || !isPlain(encodedKey)) {
      return null;
    }
    byte[] whole = Arrays.copyOf(prefix, prefix.length + encodedKey.length - 1);
    whole[prefix.length] = 's';
    System.arraycopy(encodedKey, TEXT_HEAD, whole, prefix.length + 1, encodedKey.length - TEXT_HEAD);
    return whole;
  }

  /** The whole key. */
  public static byte[] join(byte[] prefix, byte[] tail) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + tail.length);
    System.arraycopy(tail, 0, key, prefix.length, tail.length);
    return key;
  }

  private static byte[] tagged(char tag, byte[] bytes) {
    byte[] text = BASE64.encode(bytes);
    byte[] tail = new byte[1 + text.length];
    tail[0] = (byte) tag;
    System.arraycopy(text, 0, tail, 1, text.length);
    return tail;
  }

  private static String name(String name) {
    if (name.length() <= MAX_NAME && !name.isEmpty() && name.chars().allMatch(WireKeys::isNameCharacter)) {
      return name;
    }
    byte[] hash = sha256().digest(name.getBytes(StandardCharsets.UTF_8));
    return "#" + BASE64.encodeToString(Arrays.copyOf(hash, NAME_HASH_BYTES));
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '$';
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(byte[] encodedText) {
    for (int i = TEXT_HEAD; i < encodedText.length; i++) {
      byte c = encodedText[i];
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
