package org.jdance.internal.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void theBytesAreTheStampAndThenTheWriterMostSignificantFirst() {
    Version version = new Version(0x0102030405060708L, 0xF1F2F3F4F5F6F7F8L);
    byte[] bytes = HexFormat.of().parseHex("0102030405060708f1f2f3f4f5f6f7f8");
    assertArrayEquals(bytes, version.toBytes());
    assertEquals(version, Version.fromBytes(bytes));
    assertEquals("0102030405060708f1f2f3f4f5f6f7f8", version.toString());
  }

  @Test
  void theOrderIsThatOfTheBytesUnsigned() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      // Few different words, so that equal halves and both signs are met often.
      Version a = new Version(random.nextInt(5) * 0x4000000000000000L, random.nextInt(5) * 0x4000000000000000L);
      Version b = new Version(random.nextInt(5) * 0x4000000000000000L, random.nextInt(5) * 0x4000000000000000L);
      assertEquals(Integer.signum(Arrays.compareUnsigned(a.toBytes(), b.toBytes())), Integer.signum(a.compareTo(b)), a + " and " + b);
      assertEquals(a.compareTo(b) > 0, a.isAfter(b));
    }
  }

  @Test
  void aStampWithTheHighestBitIsLaterThanOneWithout() {
    assertTrue(new Version(-1, 0).isAfter(new Version(Long.MAX_VALUE, -1)));
    assertTrue(new Version(7, -1).isAfter(new Version(7, 1)));
    assertFalse(new Version(7, 1).isAfter(new Version(7, 1)));
  }

  @Test
  void theMillisecondsAreTheUpper48Bits() {
    assertEquals(1735689600123L, new Version(1735689600123L << 16 | 0xFFFF, 1).millis());
    assertEquals((1L << 48) - 1, new Version(-1, 1).millis());
  }

  @Test
  void aVersionOfAnotherLengthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Version.fromBytes(new byte[15]));
    assertThrows(IllegalArgumentException.class, () -> Version.fromBytes(new byte[17]));
  }
}
