package org.jdance.internal.client;

import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.serial.EncodedText;
import org.jspecify.annotations.Nullable;

/** A key of one operation in the forms that it is needed in. */
final class EntryKey {

  private final byte[] encoded;
  private final @Nullable Object key;
  private byte @Nullable [] tail;

  private EntryKey(byte[] encoded, @Nullable Object key, byte @Nullable [] tail) {
    this.encoded = encoded;
    this.key = key;
    this.tail = tail;
  }

  static EntryKey of(byte[] encoded, Object key) {
    return new EntryKey(encoded, key, null);
  }

  /** A key of JDance's own, whose name on the wire is given. */
  static EntryKey named(byte[] encoded, byte[] tail) {
    return new EntryKey(encoded, null, tail);
  }

  /** The key that these bytes stand for, of which nothing else is known. */
  static EntryKey ofEncoded(byte[] encoded) {
    String text = EncodedText.of(encoded);
    return of(encoded, text == null ? encoded : text);
  }

  /** The full key, as it stands in the envelope and as it is placed. */
  byte[] encoded() {
    return encoded;
  }

  /** Whether the key on the wire holds all of the key, so that no two keys can have the same. */
  boolean isReadable() {
    return tail()[0] != 'h';
  }

  /** The last part of the key on the wire; made by one thread. */
  byte[] tail() {
    byte[] made = tail;
    if (made == null) {
      made = WireKeys.tail(encoded, key);
      tail = made;
    }
    return made;
  }

  /** The whole key on the wire. */
  byte[] wireKey(byte[] prefix) {
    byte[] plain = tail == null ? WireKeys.plain(prefix, encoded, key) : null;
    return plain != null ? plain : WireKeys.join(prefix, tail());
  }
}
