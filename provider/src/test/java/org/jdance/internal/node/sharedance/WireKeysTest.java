package org.jdance.internal.node.sharedance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireKeysTest {

  @Test
  void aShortLegalKeyIsItself() {
    for (String key : new String[] {"k", "a key", "user:17", "UPPER_lower-09", "a~b", "\"<>|*?\\", "x".repeat(254)}) {
      assertEquals(key, wire(key));
    }
  }

  @Test
  void whatIsNotLegalIsEscaped() {
    assertEquals("app%2Fcom%2Eacme%2EUsers%2F17", wire("app/com.acme.Users/17"));
    assertEquals("100%25", wire("100%"));
    assertEquals("%7Ehome", wire("~home"));
    assertEquals("%2E", wire("."));
    assertEquals("%00%0D%0A%FF%7F", wire("\0\r\n\u00ff\u007f"));
  }

  @Test
  void whatIsTooLongIsHashed() {
    // The SHA-256 of 255 times "x", as any other program computes it.
    assertEquals("~0iYJ2jrjlWykh3BWqOWA7tdEpvfXz6WxndiNUvzA1DU", wire("x".repeat(255)));
    assertEquals(44, wire("x".repeat(70_000)).length());
    assertEquals(254, wire("/" + "x".repeat(251)).length());
    assertEquals(44, wire("/" + "x".repeat(252)).length());
  }

  @Test
  void everyKeyComesToALegalNameOfItsOwn() {
    Random random = new Random(17);
    Map<String, String> owners = new HashMap<>();
    String[] alphabets = {"~%/.a", "~%2FE5", "ab", "\u00ff\u0000~"};
    for (int i = 0; i < 20_000; i++) {
      String alphabet = alphabets[i % alphabets.length];
      StringBuilder key = new StringBuilder();
      int length = 1 + (i % 50 == 0 ? random.nextInt(300) : random.nextInt(6));
      for (int c = 0; c < length; c++) {
        key.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      // What a wire key looks like is a key too.
      for (String each : new String[] {key.toString(), wire(key.toString())}) {
        String name = wire(each);
        assertTrue(name.length() >= 1 && name.length() <= WireKeys.MAX_BYTES, name);
        assertNull(WireKeys.objectionToRaw(name.getBytes(StandardCharsets.ISO_8859_1)), name);
        String owner = owners.putIfAbsent(name, each);
        assertTrue(owner == null || owner.equals(each), () -> "Two keys for " + name);
      }
    }
  }

  @Test
  void aRawKeyIsCarriedOrRefused() {
    for (int b = 0; b < 256; b++) {
      String objection = WireKeys.objectionToRaw(new byte[] {'k', (byte) b});
      if (b >= 32 && b <= 126 && b != '.' && b != '/') {
        assertNull(objection, "byte " + b);
      } else {
        assertNotNull(objection, "byte " + b);
      }
    }
  }

  private static String wire(String key) {
    return new String(WireKeys.of(key.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
  }
}
