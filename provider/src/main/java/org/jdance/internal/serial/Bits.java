package org.jdance.internal.serial;

import java.io.ByteArrayOutputStream;

/** Bits one after the other, the most significant of a byte first. */
final class Bits {

  private Bits() {}

  /** Collects bits. */
  static final class Out {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int filled;

    void put(long value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        current = (current << 1) | (int) ((value >>> i) & 1);
        if (++filled == Byte.SIZE) {
          bytes.write(current);
          current = 0;
          filled = 0;
        }
      }
    }

    /** All bits, the last byte filled up with zeros. */
    byte[] toBytes() {
      if (filled > 0) {
        put(0, Byte.SIZE - filled);
      }
      return bytes.toByteArray();
    }
  }

  /** Reads bits of a part of an array, never beyond its end. */
  static final class In {

    private final byte[] bytes;
    private final long end;
    private long position;

    In(byte[] bytes, int offset, int length) {
      this.bytes = bytes;
      this.position = (long) offset * Byte.SIZE;
      this.end = (long) (offset + length) * Byte.SIZE;
    }

    int next() throws UndecodableException {
      if (position == end) {
        throw UndecodableException.damaged("truncated");
      }
      int bit = (bytes[(int) (position >>> 3)] >>> (7 - (position & 7))) & 1;
      position++;
      return bit;
    }

    long next(int count) throws UndecodableException {
      long value = 0;
      for (int i = 0; i < count; i++) {
        value = (value << 1) | next();
      }
      return value;
    }

    /** Requires that nothing but the filling of the last byte is left. */
    void requireEnd() throws UndecodableException {
      if (end - position >= Byte.SIZE || next((int) (end - position)) != 0) {
        throw UndecodableException.damaged("bytes after the end");
      }
    }
  }
}
