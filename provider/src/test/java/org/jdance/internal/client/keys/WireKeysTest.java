package org.jdance.internal.client.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jdance.internal.entry.Version;
import org.junit.jupiter.api.Test;

/** The keys that stand on servers; what is pinned here must stay as it is as long as entries of earlier releases are to be found. */
final class WireKeysTest {

  private static final Version LIFE = new Version(0x0197_0000_0000_0001L, 42);
  private static final Version GENERATION = new Version(0, 0);

  @Test
  void theFormIsPinned() {
    assertEquals("shop/!view", text(WireKeys.view("shop")));
    assertEquals("shop/orders/Wij7Vx_q/", text(WireKeys.prefix("shop", "orders", LIFE, GENERATION)));
    assertEquals("sorder-17", text(WireKeys.tail(bytes("??order-17"), "order-17")));
    assertEquals("bAAAAKg", text(WireKeys.tail(new byte[] {0, 0, 0, 42}, 42)));
    assertEquals("hCey268i878cz9vLsRPeRq-7W", text(WireKeys.tail(bytes("x".repeat(100)), "x".repeat(100))));
  }

  @Test
  void whatIsNotPlainOrTooLongIsEncodedOrHashed() {
    assertEquals('b', WireKeys.tail(bytes("??with space"), "with space")[0]);
    assertEquals('b', WireKeys.tail(bytes("??line\r\n"), "line\r\n")[0]);
    assertEquals('b', WireKeys.tail(bytes("ü"), "ü")[0]);
    assertEquals('h', WireKeys.tail(bytes("ü".repeat(100)), "ü".repeat(100))[0]);
    assertEquals('b', WireKeys.tail(bytes("a".repeat(48)), 1)[0]);
    assertEquals('h', WireKeys.tail(bytes("a".repeat(49)), 1)[0]);
    assertEquals('s', WireKeys.tail(bytes("??" + "a".repeat(80)), "a".repeat(80))[0]);
    assertEquals('h', WireKeys.tail(bytes("??" + "a".repeat(81)), "a".repeat(81))[0]);
  }

  @Test
  void namesThatAreNotPlainAreHashedAndNeverMeetPlainOnes() {
    Set<String> prefixes = new HashSet<>();
    for (String cache : new String[] {"a", "a/b", "a b", "", "#", "ü", "a".repeat(40), "a".repeat(41), "A"}) {
      String prefix = text(WireKeys.prefix("n", cache, LIFE, GENERATION));
      assertTrue(prefix.matches("n/[#A-Za-z0-9_.$-]+/[A-Za-z0-9_-]{8}/"), prefix);
      assertTrue(prefixes.add(prefix), prefix);
    }
  }

  @Test
  void anotherLifeOrGenerationIsAnotherPrefix() {
    byte[] prefix = WireKeys.prefix("n", "c", LIFE, GENERATION);
    assertArrayEquals(prefix, WireKeys.prefix("n", "c", LIFE, GENERATION));
    assertNotEquals(text(prefix), text(WireKeys.prefix("n", "c", new Version(1, 1), GENERATION)));
    assertNotEquals(text(prefix), text(WireKeys.prefix("n", "c", LIFE, new Version(1, 1))));
  }

  @Test
  void noKeyIsLongerThanEveryServerCarries() {
    byte[] longest = WireKeys.prefix("n".repeat(40), "c".repeat(40), LIFE, GENERATION);
    for (Object key : new Object[] {"k".repeat(80), "k".repeat(10_000), 17, "ü".repeat(30)}) {
      byte[] wire = WireKeys.join(longest, WireKeys.tail(bytes(key.toString()), key));
      assertTrue(wire.length <= WireKeys.MAX_LENGTH, () -> wire.length + " bytes");
      for (byte b : wire) {
        assertTrue(b > ' ' && b < 127);
      }
    }
    assertTrue(WireKeys.MAX_LENGTH <= 186);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
