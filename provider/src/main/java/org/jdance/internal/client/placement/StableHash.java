package org.jdance.internal.client.placement;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash behind rendezvous placement: 64 bits of any bytes, by integer operations only, so that every JVM gets the same.
 *
 * <p>To change anything here moves the keys of every fleet. It is no defence against chosen keys: who can choose keys can load one node.
 */
final class StableHash {

  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Odd, half of the bits set, no pattern: fractions of the golden ratio and of square roots of primes.
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long ROOT_OF_2 = 0x6A09E667F3BCC909L;
  private static final long ROOT_OF_3 = 0xBB67AE8584CAA73BL;

  private StableHash() {}

  /** The hash of all bytes. */
  static long of(byte[] bytes) {
    long hash = bytes.length * GOLDEN;
    int i = 0;
    for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
      hash = step(hash, (long) LONG.get(bytes, i));
    }
    if (i < bytes.length) {
      long rest = 0;
      for (int shift = 0; i < bytes.length; i++, shift += Byte.SIZE) {
        rest |= (bytes[i] & 0xFFL) << shift;
      }
      hash = step(hash, rest);
    }
    return mixed(hash);
  }

  private static long step(long hash, long word) {
    return (Long.rotateLeft(hash, 29) ^ mixed(word + ROOT_OF_2)) * ROOT_OF_3 + GOLDEN;
  }

  /** A one-to-one function of which each bit depends on each bit: xor of the high half into the low one, and multiplication, in turn. */
  static long mixed(long value) {
    long mixed = (value ^ (value >>> 32)) * GOLDEN;
    mixed = (mixed ^ (mixed >>> 29)) * ROOT_OF_3;
    return mixed ^ (mixed >>> 32);
  }
}
