package org.jdance.internal.near;

/**
 * How much a near cache keeps.
 *
 * @param max entries, or bytes
 * @param inBytes whether it is a number of bytes
 */
public record NearBound(long max, boolean inBytes) {

  /** What an entry is taken to need beside its key and value. */
  static final int OVERHEAD_BYTES = 128;

  /** About how many entries there will be. */
  public long entries() {
    return inBytes ? Math.max(1, max / (2 * OVERHEAD_BYTES)) : max;
  }
}
