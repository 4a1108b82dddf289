package org.jdance.internal.entry;

import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of an entry on a server: the envelope around key and payload.
 *
 * <p>Numbers are big-endian, lengths and offsets in bytes:
 *
 * <pre>
 *  offset size
 *       0    3  magic D9 4A 44 (no text begins so)
 *       3    1  format number, 1
 *       4    2  flags: 1 tombstone, 2 compressed, 4 sliding
 *       6    1  n, how many versions of conditional writes follow, 0 to 4
 *       7    1  zero
 *       8   16  version
 *      24    8  deadline, milliseconds since the epoch; 7FFFFFFFFFFFFFFF is never
 *      32    4  check of the deadline: CRC32C of the deadline's bytes and of the key's CRC32C
 *      36    4  length of the envelope
 *      40    4  length of the key
 *      44    4  CRC32C of bytes 0 to 23, 36 to 43 and 48 to the end
 *      48 16*n  versions of the last conditional writes, the latest first
 *               key
 *               payload, to the end
 * </pre>
 *
 * <p>The first 36 bytes, the {@link EntryHeader}, are the same in every later format, so that a script on a server, or an older release, can
 * compare versions whatever the rest is. The version stands behind the magic and not at offset 0: a script reads both in one range and so never
 * takes foreign bytes for a version that is far ahead, which nobody could overwrite. In Redis: {@code GETRANGE key 0 35} is the header,
 * {@code struct.unpack('>I4I4I4I4', header, 9)} the version in words that Lua compares exactly, {@code SETRANGE key 24} the touch.
 *
 * <p>Every change of a single bit and every cut is found by {@link #decode}. What it cannot find is a deadline with its check that was written by
 * another touch of the same key: the two are replaced without the rest, so the rest does not vouch for them.
 */
public final class EntryFormat {

  /** The number of the format that this release writes and reads. */
  public static final int FORMAT = 1;

  /** How many versions of conditional writes an envelope keeps. */
  public static final int MAX_CONDITIONAL_WRITES = 4;

  static final int FORMAT_OFFSET = 3;
  static final int FLAGS_OFFSET = 4;
  static final int COUNT_OFFSET = 6;
  static final int ZERO_OFFSET = 7;
  static final int VERSION_OFFSET = 8;
  static final int DEADLINE_OFFSET = 24;
  static final int DEADLINE_CHECK_OFFSET = 32;
  static final int LENGTH_OFFSET = 36;
  static final int KEY_LENGTH_OFFSET = 40;
  static final int CRC_OFFSET = 44;
  static final int FIXED_BYTES = 48;

  private static final byte MAGIC_0 = (byte) 0xD9;
  private static final byte MAGIC_1 = 'J';
  private static final byte MAGIC_2 = 'D';

  private EntryFormat() {}

  /**
   * The envelope's bytes.
   *
   * @param header flags, version and deadline
   * @param conditionalWrites the versions of the last conditional writes, the latest first, at most {@link #MAX_CONDITIONAL_WRITES}
   * @param key the full key
   * @param payload the value's bytes; empty for a tombstone
   * @throws IllegalArgumentException if the parts contradict each other or are more than an array holds
   */
  public static byte[] encode(EntryHeader header, List<Version> conditionalWrites, byte[] key, byte[] payload) {
    check(header, conditionalWrites, payload);
    int keyOffset = FIXED_BYTES + conditionalWrites.size() * Version.BYTES;
    byte[] bytes = new byte[length(keyOffset, key, payload)];
    bytes[0] = MAGIC_0;
    bytes[1] = MAGIC_1;
    bytes[2] = MAGIC_2;
    bytes[FORMAT_OFFSET] = FORMAT;
    BigEndian.putShort(bytes, FLAGS_OFFSET, header.flags());
    bytes[COUNT_OFFSET] = (byte) conditionalWrites.size();
    header.version().write(bytes, VERSION_OFFSET);
    BigEndian.putInt(bytes, LENGTH_OFFSET, bytes.length);
    BigEndian.putInt(bytes, KEY_LENGTH_OFFSET, key.length);
    for (int i = 0; i < conditionalWrites.size(); i++) {
      conditionalWrites.get(i).write(bytes, FIXED_BYTES + i * Version.BYTES);
    }
    System.arraycopy(key, 0, bytes, keyOffset, key.length);
    System.arraycopy(payload, 0, bytes, keyOffset + key.length, payload.length);
    DeadlinePatch.of(key, header.deadline()).applyTo(bytes);
    BigEndian.putInt(bytes, CRC_OFFSET, crc(bytes));
    return bytes;
  }

  /**
   * The entry in these bytes, if it is that of {@code key}.
   *
   * @param bytes what a server answered; kept by the envelope, not copied
   */
  public static DecodedEntry decode(byte[] bytes, byte[] key) {
    DecodedEntry decoded = decode(bytes);
    return decoded instanceof Envelope envelope && !envelope.hasKey(key) ? Undecodable.OTHER_KEY : decoded;
  }

  /**
   * The entry in these bytes, whatever its key is: for a listing, which knows no full keys.
   *
   * @param bytes what a server answered; kept by the envelope, not copied
   */
  public static DecodedEntry decode(byte[] bytes) {
    if (!hasMagic(bytes)) {
      return Undecodable.FOREIGN;
    }
    if (!EntryHeader.begins(bytes)) {
      return Undecodable.TRUNCATED;
    }
    if (bytes[FORMAT_OFFSET] != FORMAT) {
      return Undecodable.UNKNOWN_FORMAT;
    }
    if (bytes.length < FIXED_BYTES || bytes.length < BigEndian.getInt(bytes, LENGTH_OFFSET)) {
      return Undecodable.TRUNCATED;
    }
    int count = bytes[COUNT_OFFSET] & 0xFF;
    int keyOffset = FIXED_BYTES + count * Version.BYTES;
    int keyLength = BigEndian.getInt(bytes, KEY_LENGTH_OFFSET);
    if (bytes.length != BigEndian.getInt(bytes, LENGTH_OFFSET) || keyLength < 0 || keyLength > bytes.length - keyOffset) {
      return Undecodable.DAMAGED;
    }
    if (crc(bytes) != BigEndian.getInt(bytes, CRC_OFFSET)
        || DeadlinePatch.check(bytes, keyOffset, keyLength) != BigEndian.getInt(bytes, DEADLINE_CHECK_OFFSET)) {
      return Undecodable.DAMAGED;
    }
    // From here on the bytes are what somebody wrote: what has no meaning comes from a release that gave it one.
    int payloadOffset = keyOffset + keyLength;
    int flags = BigEndian.getUnsignedShort(bytes, FLAGS_OFFSET);
    boolean emptied = (flags & EntryHeader.FLAG_TOMBSTONE) == 0 || payloadOffset == bytes.length;
    if (!EntryHeader.areSound(flags) || !emptied || count > MAX_CONDITIONAL_WRITES || bytes[ZERO_OFFSET] != 0) {
      return Undecodable.UNKNOWN_FORMAT;
    }
    return new Envelope(bytes, keyOffset, payloadOffset);
  }

  static boolean hasMagic(byte[] bytes) {
    return bytes.length >= FORMAT_OFFSET && bytes[0] == MAGIC_0 && bytes[1] == MAGIC_1 && bytes[2] == MAGIC_2;
  }

  private static void check(EntryHeader header, List<Version> conditionalWrites, byte[] payload) {
    if (header.format() != FORMAT) {
      throw new IllegalArgumentException("Envelopes are written in format " + FORMAT + ", not " + header.format());
    }
    if (!header.hasSoundFlags()) {
      throw new IllegalArgumentException("Flags " + Integer.toHexString(header.flags()) + " are unknown or contradict each other");
    }
    if (header.isTombstone() && payload.length > 0) {
      throw new IllegalArgumentException("A tombstone has no payload");
    }
    if (conditionalWrites.size() > MAX_CONDITIONAL_WRITES) {
      throw new IllegalArgumentException(
          "An envelope keeps " + MAX_CONDITIONAL_WRITES + " versions of conditional writes, not " + conditionalWrites.size());
    }
  }

  private static int length(int keyOffset, byte[] key, byte[] payload) {
    long length = (long) keyOffset + key.length + payload.length;
    if (length > Integer.MAX_VALUE - Long.BYTES) {
      throw new IllegalArgumentException("Key and value have " + length + " bytes together, more than one array holds");
    }
    return (int) length;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, DEADLINE_OFFSET);
    crc.update(bytes, LENGTH_OFFSET, CRC_OFFSET - LENGTH_OFFSET);
    crc.update(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES);
    return (int) crc.getValue();
  }
}
