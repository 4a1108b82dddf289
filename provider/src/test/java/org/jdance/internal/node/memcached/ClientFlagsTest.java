package org.jdance.internal.node.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.junit.jupiter.api.Test;

class ClientFlagsTest {

  /** Versions whose envelopes happen to have these marks; CRC32C is linear, so that there is one. */
  private static byte[] envelopeWithMark(long wanted) {
    byte[] zero = envelope(0);
    long base = EnvelopeMark.of(zero);
    long[] vectors = new long[64];
    for (int bit = 0; bit < 64; bit++) {
      vectors[bit] = EnvelopeMark.of(envelope(1L << bit)) ^ base;
    }
    // Solves for the set of bits of the stamp that turns the base into what is wanted, by elimination.
    long[] pivots = new long[32];
    long[] sets = new long[32];
    for (int bit = 0; bit < 64; bit++) {
      long vector = vectors[bit];
      long set = 1L << bit;
      for (int p = 31; p >= 0 && vector != 0; p--) {
        if ((vector >>> p & 1) != 0) {
          if (pivots[p] == 0) {
            pivots[p] = vector;
            sets[p] = set;
            vector = 0;
          } else {
            vector ^= pivots[p];
            set ^= sets[p];
          }
        }
      }
    }
    long rest = base ^ wanted;
    long stamp = 0;
    for (int p = 31; p >= 0; p--) {
      if ((rest >>> p & 1) != 0) {
        rest ^= pivots[p];
        stamp ^= sets[p];
      }
    }
    byte[] found = envelope(stamp);
    assertEquals(wanted, EnvelopeMark.of(found));
    return found;
  }

  static byte[] envelopeMarked(long mark) {
    return envelopeWithMark(mark);
  }

  private static byte[] envelope(long stamp) {
    return EntryFormat.encode(EntryHeader.of(0, new Version(stamp, 1), StoredEntry.ETERNAL), List.of(), new byte[] {'k'}, new byte[] {'v'});
  }

  @Test
  void theMarkOfAnEnvelopeIsToldWithoutTheValue() {
    for (long mark : new long[] {1, 2, 3, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL}) {
      byte[] envelope = envelopeWithMark(mark);
      assertEquals(mark, ClientFlags.of(envelope));
    }
  }

  @Test
  void whatIsNoEnvelopeHasTheNumberThatMeansNothingToOtherClients() {
    for (byte[] value : new byte[][] {{}, {1}, new byte[100]}) {
      assertEquals(0, ClientFlags.of(value));
    }
  }

  @Test
  void anEnvelopeWhoseMarkMeansSomethingElseIsToBeLookedAt() {
    assertEquals(ClientFlags.LOOK, ClientFlags.of(envelopeWithMark(0)));
  }

  @Test
  void theNumberFitsInto32Bits() {
    for (long stamp = 0; stamp < 1000; stamp++) {
      long flags = ClientFlags.of(envelope(stamp << 16));
      assertTrue(flags >= 0 && flags <= ClientFlags.MAX);
    }
  }
}
