package org.jdance.internal.entry;

import java.util.zip.CRC32C;

/**
 * A 32-bit number that stands for what an envelope is up to and including its version: CRC32C of its first {@value #BYTES} bytes, as an unsigned number.
 *
 * <p>A touch does not change it. Two versions of one key have the same mark once in four thousand million times.
 */
public final class EnvelopeMark {

  /** The mark of nothing, or of what is no envelope. */
  public static final long NONE = -1;

  /** How many bytes of an envelope it stands for: the first ones, up to and including the version. */
  public static final int BYTES = EntryFormat.DEADLINE_OFFSET;

  private EnvelopeMark() {}

  /** The mark of an envelope of which {@code bytes} is the beginning or the whole; {@link #NONE} if they begin no envelope. */
  public static long of(byte[] bytes) {
    if (!EntryHeader.begins(bytes)) {
      return NONE;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, BYTES);
    return crc.getValue();
  }
}
