package org.jdance.internal.node.memcached;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdance.internal.transport.OutputBuffer;

/**
 * The two letters that a request carries and its reply repeats, so that a reply to another request is noticed: of neighbours on a connection, no two
 * have the same.
 */
final class Opaque {

  /** How many letters. */
  static final int BYTES = 2;

  private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  private static final int BITS = 6;
  private static final int MASK = (1 << BITS) - 1;

  private final AtomicInteger next = new AtomicInteger();

  /** The opaque of the next request. */
  short next() {
    int number = next.getAndIncrement();
    return of((byte) LETTERS.charAt((number >>> BITS) & MASK), (byte) LETTERS.charAt(number & MASK));
  }

  /** The opaque of these letters. */
  static short of(byte first, byte second) {
    return (short) ((first << Byte.SIZE) | (second & 0xFF));
  }

  /** Puts the flag that asks for its return. */
  static void put(short opaque, OutputBuffer out) {
    out.put((byte) ' ');
    out.put((byte) 'O');
    out.put((byte) (opaque >>> Byte.SIZE));
    out.put((byte) opaque);
  }
}
