package org.jdance.internal.node.memcached;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireKeysTest {

  private static final int[] LENGTHS = {1, 2, 3, 4, 63, 64, 65, 124, 125, 126, 184, 185, 186};

  @Test
  void textWithoutSpacesStaysAsItIs() {
    for (String key : new String[] {"a", "jdance:users:42", "%20", "~", "\u00e9t\u00e9", "x".repeat(186)}) {
      byte[] bytes = key.getBytes(UTF_8);
      assertSame(bytes, WireKeys.encode(bytes));
    }
  }

  @Test
  void bytesThatAreNotAllowedBecomeTwo() {
    assertEquals("a\u00ff`b", encoded("a b"));
    assertEquals("\u00ffM\u00ffJflush_all\u00ffM\u00ffJ", encoded("\r\nflush_all\r\n"));
    assertEquals("\u00ff@\u00ff_\u00ff?\u00ff!", encoded("\u0000\u001f\u007f\u00ff"));
  }

  @Test
  void whatGetsTooLongThatWayIsBase64() {
    assertEquals("\u00ff\u00ff" + "AAAA".repeat(62), encoded("\u0000".repeat(186)));
    assertEquals(250, encoded("\u0000".repeat(186)).length());
    assertEquals(250, encoded("\u0000".repeat(125)).length());
    assertEquals("\u00ff\u00ffICAg", encoded(" ".repeat(126)).substring(0, 6));
  }

  @Test
  void everyKeyIsLegalAndNoTwoAreTheSame() {
    Random random = new Random(1);
    Map<ByteBuffer, ByteBuffer> keyOfWire = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      byte[] key = key(random, i);
      byte[] wire = WireKeys.encode(key);
      assertTrue(wire.length <= WireKeys.MAX_WIRE_BYTES);
      for (byte b : wire) {
        assertTrue((b > ' ' || b < 0) && b != 0x7F, () -> Arrays.toString(key));
      }
      ByteBuffer other = keyOfWire.put(ByteBuffer.wrap(wire), ByteBuffer.wrap(key));
      assertTrue(other == null || other.equals(ByteBuffer.wrap(key)));
    }
  }

  /** Keys that look like what others become are where two could meet. */
  private static byte[] key(Random random, int i) {
    byte[] key = new byte[LENGTHS[i % LENGTHS.length]];
    random.nextBytes(key);
    if (i % 3 == 0) {
      byte[] few = {(byte) 0xFF, '@', '!', '?', '`', 0, ' ', 0x7F};
      for (int b = 0; b < key.length; b++) {
        key[b] = few[key[b] & 7];
      }
    }
    if (i % 5 == 0) {
      byte[] wire = WireKeys.encode(key);
      return wire.length <= WireKeys.MAX_KEY_BYTES ? wire : key;
    }
    return key;
  }

  @Test
  void aKeyOfNoOrTooManyBytesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> WireKeys.encode(new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> WireKeys.encode(new byte[187]));
  }

  private static String encoded(String key) {
    return new String(WireKeys.encode(key.getBytes(ISO_8859_1)), ISO_8859_1);
  }
}
