package org.jdance.internal.client;

import org.jdance.CacheSerializationException;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.serial.Serialization;
import org.jspecify.annotations.Nullable;

/** The application's keys and values as bytes, and what was found on a server as an entry. */
final class EntryCodec {

  /** A text of so many characters is never too long for a key. */
  private static final int SURELY_ENCODABLE = 1 << 10;

  private final Serialization serialization;

  EntryCodec(Serialization serialization) {
    this.serialization = serialization;
  }

  EntryKey key(Object key) {
    return EntryKey.of(serialization.keys().encode(key), key);
  }

  /** The key in bytes, as an object; null if it may not be read. */
  @Nullable Object key(byte[] encoded) {
    return serialization.keys().decode(encoded);
  }

  /** A key that nobody outside can change. */
  Object ownKey(Object key) {
    if (key instanceof String text && text.length() <= SURELY_ENCODABLE) {
      return key;
    }
    byte[] encoded = serialization.keys().encode(key);
    if (FleetPayload.isImmutable(key)) {
      return key;
    }
    Object own = key(encoded);
    if (own == null) {
      throw new CacheSerializationException(
          "A key of " + key.getClass().getName() + " may not be read back: its class is not allowed; add it to jdance.serialization.allow.");
    }
    return own;
  }

  FleetPayload payload(Object value) {
    return FleetPayload.of(value, serialization.values());
  }

  /** A value in bytes; null if it may not be read. */
  @Nullable FleetPayload decoded(byte[] bytes) {
    return FleetPayload.decode(bytes, 0, serialization.values());
  }

  /** The entry that was found, or null if there is none, or none that may be read. */
  @Nullable StoredEntry entry(Found found) {
    Envelope live = found.live();
    if (live == null) {
      return null;
    }
    FleetPayload payload = FleetPayload.decode(live, serialization.values());
    return payload == null ? null : new StoredEntry(payload, live.deadline(), found);
  }
}
