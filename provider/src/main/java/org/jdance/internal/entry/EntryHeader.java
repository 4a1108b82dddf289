package org.jdance.internal.entry;

import org.jspecify.annotations.Nullable;

/**
 * What the first {@link #BYTES} bytes of an envelope say, which every format of the envelope has at the same places.
 *
 * <p>Read on its own it is unverified, since the envelope's check covers the payload; good enough to compare versions, not to answer a user.
 *
 * @param format the number of the envelope's format
 * @param flags a set of the {@code FLAG} bits
 * @param version when and by whom this state was made
 * @param deadline milliseconds since the epoch from which on the entry is expired, or {@link StoredEntry#ETERNAL}; of a sliding entry without meaning
 */
public record EntryHeader(int format, int flags, Version version, long deadline) {

  /** How many bytes a header takes. */
  public static final int BYTES = EntryFormat.LENGTH_OFFSET;

  /** The entry was removed; what remains is its version. */
  public static final int FLAG_TOMBSTONE = 1;

  /** The payload is compressed. */
  public static final int FLAG_COMPRESSED = 1 << 1;

  /** The server's own time to live is the deadline, moved by each access. */
  public static final int FLAG_SLIDING = 1 << 2;

  /** All bits that have a meaning. */
  static final int KNOWN_FLAGS = FLAG_TOMBSTONE | FLAG_COMPRESSED | FLAG_SLIDING;

  /** A header of the format that this release writes. */
  public static EntryHeader of(int flags, Version version, long deadline) {
    return new EntryHeader(EntryFormat.FORMAT, flags, version, deadline);
  }

  /** Whether {@code bytes} begin with a whole header. */
  public static boolean begins(byte[] bytes) {
    return bytes.length >= BYTES && EntryFormat.hasMagic(bytes);
  }

  /** The header of an envelope of which {@code bytes} is the beginning or the whole; null if they begin no envelope. */
  public static @Nullable EntryHeader read(byte[] bytes) {
    if (!begins(bytes)) {
      return null;
    }
    return new EntryHeader(
        bytes[EntryFormat.FORMAT_OFFSET] & 0xFF,
        BigEndian.getUnsignedShort(bytes, EntryFormat.FLAGS_OFFSET),
        Version.read(bytes, EntryFormat.VERSION_OFFSET),
        BigEndian.getLong(bytes, EntryFormat.DEADLINE_OFFSET));
  }

  /** Whether the entry was removed. */
  public boolean isTombstone() {
    return (flags & FLAG_TOMBSTONE) != 0;
  }

  /** Whether the payload is compressed. */
  public boolean isCompressed() {
    return (flags & FLAG_COMPRESSED) != 0;
  }

  /** Whether the server's own time to live is the deadline. */
  public boolean isSliding() {
    return (flags & FLAG_SLIDING) != 0;
  }

  /** Whether the deadline has come at {@code now}; a sliding entry is there as long as its server has it. */
  public boolean isExpiredAt(long now) {
    return now >= deadline && deadline != StoredEntry.ETERNAL && !isSliding();
  }

  /** Whether the flags have a meaning, alone and together: nothing else can be said of a tombstone. */
  boolean hasSoundFlags() {
    return areSound(flags);
  }

  static boolean areSound(int flags) {
    return (flags & ~KNOWN_FLAGS) == 0 && ((flags & FLAG_TOMBSTONE) == 0 || flags == FLAG_TOMBSTONE);
  }
}
