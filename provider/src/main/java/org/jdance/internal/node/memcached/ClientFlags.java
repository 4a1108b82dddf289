package org.jdance.internal.node.memcached;

import org.jdance.internal.entry.EnvelopeMark;

/**
 * What the 32-bit number that memcached keeps beside each value says of it: the {@link EnvelopeMark}, so that it can be asked for without the value.
 *
 * <p>Two numbers are taken from the marks: {@link #NO_ENVELOPE}, and {@link #LOOK}, which foreign data has too. An envelope that happens to have one
 * of them for a mark is stored with {@link #LOOK}.
 */
final class ClientFlags {

  /** The number says nothing: only the value tells. */
  static final long LOOK = 0;

  /** The value is no envelope. */
  static final long NO_ENVELOPE = 1;

  /** The greatest number that there is. */
  static final long MAX = 0xFFFF_FFFFL;

  private ClientFlags() {}

  /** The number to store beside a value. */
  static long of(byte[] value) {
    long mark = EnvelopeMark.of(value);
    if (mark == EnvelopeMark.NONE) {
      return NO_ENVELOPE;
    }
    return mark == NO_ENVELOPE ? LOOK : mark;
  }

  /** The mark that a number other than {@link #LOOK} stands for. */
  static long mark(long flags) {
    return flags == NO_ENVELOPE ? EnvelopeMark.NONE : flags;
  }
}
