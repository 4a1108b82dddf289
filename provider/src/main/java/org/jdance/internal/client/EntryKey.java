package org.jdance.internal.client;

import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.serial.EncodedText;

/** A key of one operation in the forms that it is needed in. */
final class EntryKey {

  private final byte[] encoded;
  private final byte[] tail;

  EntryKey(byte[] encoded, byte[] tail) {
    this.encoded = encoded;
    this.tail = tail;
  }

  static EntryKey of(byte[] encoded, Object key) {
    return new EntryKey(encoded, WireKeys.tail(encoded, key));
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

  /** The last part of the key on the wire. */
  byte[] tail() {
    return tail;
  }
}
