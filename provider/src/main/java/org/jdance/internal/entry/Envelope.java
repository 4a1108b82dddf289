package org.jdance.internal.entry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A sound envelope, looked at in place: it keeps the bytes it was decoded from, which nobody may change any more. */
public final class Envelope implements DecodedEntry {

  private final byte[] bytes;
  private final EntryHeader header;
  private final int keyOffset;
  private final int payloadOffset;

  Envelope(byte[] bytes, EntryHeader header, int keyOffset, int payloadOffset) {
    this.bytes = bytes;
    this.header = header;
    this.keyOffset = keyOffset;
    this.payloadOffset = payloadOffset;
  }

  /** Flags, version and deadline. */
  public EntryHeader header() {
    return header;
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

  boolean hasKey(byte[] key) {
    return Arrays.equals(bytes, keyOffset, payloadOffset, key, 0, key.length);
  }
}
