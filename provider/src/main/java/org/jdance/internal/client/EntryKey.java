package org.jdance.internal.client;

import org.jdance.internal.client.keys.WireKeys;

/**
 * A key of one operation in the forms that it is needed in.
 *
 * @param encoded the full key, as it stands in the envelope and as it is placed
 * @param tail the last part of the key on the wire
 */
record EntryKey(byte[] encoded, byte[] tail) {

  static EntryKey of(byte[] encoded, Object key) {
    return new EntryKey(encoded, WireKeys.tail(encoded, key));
  }
}
