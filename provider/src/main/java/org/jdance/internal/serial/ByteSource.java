package org.jdance.internal.serial;

import java.util.Arrays;

/** Reads foreign bytes from first to last, never beyond their end, and knows how many elements they can still justify. */
final class ByteSource {

  private final byte[] bytes;
  private final int end;
  private int position;
  private long elementsLeft;

  ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads a part of an array, and knows nothing of the rest. */
  ByteSource(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
    this.elementsLeft = length;
  }

  int remaining() {
    return end - position;
  }

  byte next() throws UndecodableException {
    requireRemaining(1);
    return bytes[position++];
  }

  long fixed(int count) throws UndecodableException {
    requireRemaining(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 8) | (bytes[position++] & 0xff);
    }
    return value;
  }

  long varint() throws UndecodableException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte part = next();
      value |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw UndecodableException.damaged("a number without an end");
  }

  long zigzag() throws UndecodableException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  int zigzagInt() throws UndecodableException {
    long value = zigzag();
    if (value != (int) value) {
      throw UndecodableException.damaged("a number out of range");
    }
    return (int) value;
  }

  /** A length of bytes that are all there. */
  int length() throws UndecodableException {
    long length = varint();
    if (length < 0 || length > remaining()) {
      throw UndecodableException.damaged("a length beyond the end");
    }
    return (int) length;
  }

  /** A count of elements, each of which takes {@code tagsEach} bytes at least; the counts of all collections together fit into the bytes. */
  int count(int tagsEach) throws UndecodableException {
    return justified(varint(), tagsEach);
  }

  /** The same for a count that was read already. */
  int justified(long count, int tagsEach) throws UndecodableException {
    if (count < 0 || count > remaining() / tagsEach || count * tagsEach > elementsLeft) {
      throw UndecodableException.damaged("more elements than bytes");
    }
    elementsLeft -= count * tagsEach;
    return (int) count;
  }

  byte[] copy(int count) throws UndecodableException {
    requireRemaining(count);
    position += count;
    return Arrays.copyOfRange(bytes, position - count, position);
  }

  /** The array that is read from; with {@link #skip} for those that read a part themselves. */
  byte[] array() {
    return bytes;
  }

  /** Passes over bytes and answers where they begin. */
  int skip(int count) throws UndecodableException {
    requireRemaining(count);
    position += count;
    return position - count;
  }

  void requireEnd() throws UndecodableException {
    if (position != end) {
      throw UndecodableException.damaged("bytes after the end");
    }
  }

  private void requireRemaining(int count) throws UndecodableException {
    if (count > remaining()) {
      throw UndecodableException.damaged("truncated");
    }
  }
}
