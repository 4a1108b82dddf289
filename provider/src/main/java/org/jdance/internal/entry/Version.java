package org.jdance.internal.entry;

import java.util.HexFormat;

/**
 * When and by whom a state of an entry was made: 16 bytes that order all writes of a key.
 *
 * <p>The order is that of the bytes, unsigned, most significant first: the stamp, then the writer.
 *
 * @param stamp a hybrid logical clock: 48 bits of milliseconds since the epoch, then 16 bits of a counter
 * @param writer the id of the clock that made it
 */
public record Version(long stamp, long writer) implements Comparable<Version> {

  /** How many bytes a version takes. */
  public static final int BYTES = 16;

  /** How many bits of the stamp count within one millisecond. */
  static final int COUNTER_BITS = 16;

  /** The version that {@link #toBytes} made. */
  public static Version fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A version has " + BYTES + " bytes, not " + bytes.length);
    }
    return read(bytes, 0);
  }

  /** The version whose bytes begin at {@code offset}. */
  static Version read(byte[] bytes, int offset) {
    return new Version(BigEndian.getLong(bytes, offset), BigEndian.getLong(bytes, offset + Long.BYTES));
  }

  /** Writes the bytes of this version from {@code offset} on. */
  void write(byte[] bytes, int offset) {
    BigEndian.putLong(bytes, offset, stamp);
    BigEndian.putLong(bytes, offset + Long.BYTES, writer);
  }

  /** The 16 bytes, whose unsigned order is the order of versions. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    write(bytes, 0);
    return bytes;
  }

  /** The milliseconds since the epoch that the stamp says; ahead of the clock of its writer where that had seen a later one. */
  public long millis() {
    return stamp >>> COUNTER_BITS;
  }

  /** Whether this version is the later one. */
  public boolean isAfter(Version other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Version other) {
    int byStamp = Long.compareUnsigned(stamp, other.stamp);
    return byStamp != 0 ? byStamp : Long.compareUnsigned(writer, other.writer);
  }

  /** The bytes as 32 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(stamp) + HexFormat.of().toHexDigits(writer);
  }
}
