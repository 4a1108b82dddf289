package org.jdance.internal.node.memory;

import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.node.Node;
import org.jspecify.annotations.Nullable;

/** What the server holds under one key. Immutable. */
final class Item {

  private final byte[] value;
  private final long write;
  private final long expiresAt;

  /**
   * An item.
   *
   * @param write the number of the write that put it there
   * @param expiresAt milliseconds since the epoch from which on it is gone, or {@link Node#NO_EXPIRY}
   */
  Item(byte[] value, long write, long expiresAt) {
    this.value = value;
    this.write = write;
    this.expiresAt = expiresAt;
  }

  byte[] value() {
    return value;
  }

  int length() {
    return value.length;
  }

  long write() {
    return write;
  }

  @Nullable EntryHeader header() {
    return EntryHeader.read(value);
  }

  boolean isGoneAt(long now) {
    return expiresAt != Node.NO_EXPIRY && now >= expiresAt;
  }

  long remainingAt(long now) {
    return expiresAt == Node.NO_EXPIRY ? Node.NO_EXPIRY : expiresAt - now;
  }

  Item with(byte[] newValue, long newExpiresAt) {
    return new Item(newValue, write, newExpiresAt);
  }
}
