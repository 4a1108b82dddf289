package org.jdance.internal.node.memcached;

import org.jdance.internal.entry.EnvelopeMark;

/**
 * What the 32-bit number that memcached keeps beside each value says of it: the {@link EnvelopeMark}, so that it can be asked for without the value.
 *
 * <p>What is no envelope has {@link #LOOK}, as what other clients store has: to many of them another number says how to decode the value. An envelope
 * that happens to have it for a mark is looked at as well.
 */
final class ClientFlags {

  /** The number says nothing: only the value tells. */
  static final long LOOK = 0;

  /** The greatest number that there is. */
  static final long MAX = 0xFFFF_FFFFL;

  private ClientFlags() {}

  /** The number to store beside a value; any other than {@link #LOOK} is its mark. */
  static long of(byte[] value) {
    long mark = EnvelopeMark.of(value);
    return mark == EnvelopeMark.NONE ? LOOK : mark;
  }
}
