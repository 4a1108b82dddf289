package org.jdance.internal.entry;

import java.util.zip.CRC32C;

/**
 * A new deadline for an envelope: the bytes that a touch puts in place of the old ones, and nothing else changes.
 *
 * <p>It is made from key and deadline alone, so that a touch needs no look at the entry. In an envelope of another key it does not check.
 */
public final class DeadlinePatch {

  /** Where the bytes go in an envelope. */
  public static final int OFFSET = EntryFormat.DEADLINE_OFFSET;

  /** How many bytes there are. */
  public static final int BYTES = Long.BYTES + Integer.BYTES;

  private final long deadline;
  private final int check;

  private DeadlinePatch(long deadline, int check) {
    this.deadline = deadline;
    this.check = check;
  }

  /**
   * The patch that gives the entry of {@code key} a deadline.
   *
   * @param key the full key
   * @param deadline milliseconds since the epoch, or {@link StoredEntry#ETERNAL}
   */
  public static DeadlinePatch of(byte[] key, long deadline) {
    return new DeadlinePatch(deadline, check(deadline, key, 0, key.length));
  }

  /** The new deadline. */
  public long deadline() {
    return deadline;
  }

  /** The bytes: the deadline and its check. */
  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    put(bytes, 0);
    return bytes;
  }

  /** Replaces the deadline in the bytes of an envelope. */
  public void applyTo(byte[] envelope) {
    put(envelope, OFFSET);
  }

  private void put(byte[] bytes, int offset) {
    BigEndian.putLong(bytes, offset, deadline);
    BigEndian.putInt(bytes, offset + Long.BYTES, check);
  }

  /** The check of a deadline: CRC32C of its eight bytes and of the key's hash, which is the key's CRC32C. */
  private static int check(long deadline, byte[] bytes, int keyOffset, int keyLength) {
    byte[] number = new byte[Long.BYTES];
    BigEndian.putLong(number, 0, deadline);
    return check(number, 0, bytes, keyOffset, keyLength);
  }

  /** The check of the deadline that is in an envelope. */
  static int check(byte[] envelope, int keyOffset, int keyLength) {
    return check(envelope, OFFSET, envelope, keyOffset, keyLength);
  }

  private static int check(byte[] number, int offset, byte[] bytes, int keyOffset, int keyLength) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, keyOffset, keyLength);
    int hash = (int) crc.getValue();
    crc.reset();
    crc.update(number, offset, Long.BYTES);
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      crc.update(hash >>> shift);
    }
    return (int) crc.getValue();
  }
}
