package org.jdance.internal.serial;

import java.io.OutputStream;
import java.util.Arrays;

/** A growing byte array. A first {@link #require} of all that follows makes it, and the result, the only allocation. */
final class ByteSink extends OutputStream {

  /** The largest value that is written or read: what the most generous server takes. */
  static final int MAX_VALUE_BYTES = 512 << 20;

  /** The largest key that is written: keys are sent with every operation and are kept whole in each entry. */
  static final int MAX_KEY_BYTES = 1 << 20;

  private static final int LEAST_GROWTH = 64;
  private static final byte[] NOTHING = {};

  private final int limit;
  private byte[] buffer = NOTHING;
  private int count;

  ByteSink(int limit) {
    this.limit = limit;
  }

  /** Makes room for {@code more} bytes. */
  void require(long more) {
    long needed = count + more;
    if (needed <= buffer.length) {
      return;
    }
    if (needed > limit) {
      throw new TooLargeException(limit);
    }
    long grown = count == 0 ? needed : Math.max(needed, Math.min(limit, Math.max(2L * buffer.length, LEAST_GROWTH)));
    buffer = Arrays.copyOf(buffer, (int) grown);
  }

  void put(int value) {
    require(1);
    buffer[count++] = (byte) value;
  }

  /** The lowest {@code bytes} bytes of a number, the most significant first. */
  void putFixed(long value, int bytes) {
    require(bytes);
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      buffer[count++] = (byte) (value >>> shift);
    }
  }

  /** An unsigned number, seven bits a byte, the least significant first. */
  void putVarint(long value) {
    require(varintSize(value));
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[count++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[count++] = (byte) rest;
  }

  /** A signed number, small ones of either sign in few bytes. */
  void putZigzag(long value) {
    putVarint(zigzag(value));
  }

  void putBytes(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  /** Puts characters of a string that are all below {@code 0x100}. */
  @SuppressWarnings("deprecation") // the only bulk copy of a string's bytes into an array that is there; right for Latin-1
  void putLatin1(String text) {
    require(text.length());
    text.getBytes(0, text.length(), buffer, count);
    count += text.length();
  }

  @Override
  public void write(int value) {
    put(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    require(length);
    System.arraycopy(bytes, offset, buffer, count, length);
    count += length;
  }

  int size() {
    return count;
  }

  /** What was written; the sink is of no use afterwards. */
  byte[] toBytes() {
    return count == buffer.length ? buffer : Arrays.copyOf(buffer, count);
  }

  static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  static int varintSize(long value) {
    return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
  }

  /** Thrown when a sink would grow beyond its limit. */
  static final class TooLargeException extends UnstorableException {

    private static final long serialVersionUID = 1L;

    TooLargeException(int limit) {
      super("it takes more than " + limit + " bytes, the most that is stored; store it in parts or elsewhere");
    }
  }
}
