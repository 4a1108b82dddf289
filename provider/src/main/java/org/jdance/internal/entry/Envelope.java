package org.jdance.internal.entry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A sound envelope, looked at in place: it keeps the bytes it was decoded from, which nobody may change any more. */
public final class Envelope implements DecodedEntry {

  private final byte[] bytes;
  private final int keyOffset;
  private final int payloadOffset;

  Envelope(byte[] bytes, int keyOffset, int payloadOffset) {
    this.bytes = bytes;
    this.keyOffset = keyOffset;
    this.payloadOffset = payloadOffset;
  }

  /** Flags, version and deadline; what is asked for most has methods of its own, which make no object. */
  public EntryHeader header() {
    EntryHeader header = EntryHeader.read(bytes);
    if (header == null) {
      throw new IllegalStateException("A sound envelope has a header");
    }
    return header;
  }

  /** Whether the entry was removed. */
  public boolean isTombstone() {
    return (BigEndian.getUnsignedShort(bytes, EntryFormat.FLAGS_OFFSET) & EntryHeader.FLAG_TOMBSTONE) != 0;
  }

  /** Milliseconds since the epoch from which on the entry is expired, or {@link StoredEntry#ETERNAL}. */
  public long deadline() {
    return BigEndian.getLong(bytes, EntryFormat.DEADLINE_OFFSET);
  }

  /** The version. */
  public Version version() {
    return Version.read(bytes, EntryFormat.VERSION_OFFSET);
  }

  /** The version's {@link Version#stamp}. */
  public long stamp() {
    return BigEndian.getLong(bytes, EntryFormat.VERSION_OFFSET);
  }

  /** The bytes that it was decoded from, for reading only. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes} the payload begins. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** The versions of the last conditional writes, the latest first. */
  public List<Version> conditionalWrites() {
    Version[] versions = new Version[(keyOffset - EntryFormat.FIXED_BYTES) / Version.BYTES];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = Version.read(bytes, EntryFormat.FIXED_BYTES + i * Version.BYTES);
    }
    return List.of(versions);
  }

  /** A copy of the full key. */
  public byte[] key() {
    return Arrays.copyOfRange(bytes, keyOffset, payloadOffset);
  }

  /** The payload in place, read-only. */
  public ByteBuffer payload() {
    return ByteBuffer.wrap(bytes, payloadOffset, bytes.length - payloadOffset).slice().asReadOnlyBuffer();
  }

  /** A copy of the payload. */
  public byte[] copyPayload() {
    return Arrays.copyOfRange(bytes, payloadOffset, bytes.length);
  }

  /** How many bytes the payload has. */
  public int payloadLength() {
    return bytes.length - payloadOffset;
  }

  /** Whether it is that of this full key. */
  public boolean hasKey(byte[] key) {
    return Arrays.equals(bytes, keyOffset, payloadOffset, key, 0, key.length);
  }
}
