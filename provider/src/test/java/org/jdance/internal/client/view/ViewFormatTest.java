package org.jdance.internal.client.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jdance.internal.client.placement.PlacedNode;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.junit.jupiter.api.Test;

/** The record that all clients of a fleet share, which releases must understand each other by. */
final class ViewFormatTest {

  private static final byte[] KEY = "jdance/!view".getBytes(StandardCharsets.US_ASCII);

  private static final View VIEW =
      new View(
          new Version(7, 1),
          new Layout(2, Layout.RENDEZVOUS),
          List.of(
              new Member("a:6379", "redis://a:6379", 1, "", MemberState.UP, new Version(1, 1), true, "run-a"),
              new Member("b:6379", "redis://b:6379", 3, "z", MemberState.OUT, new Version(2, 1), false, ""),
              new Member("c", "memcached://c:11211", 1, "z", MemberState.COLD, new Version(3, 1), true, "")),
          Map.of("users", new Version(5, 1), "orders", new Version(6, 1)),
          new Version(8, 1),
          new Plan(
              new Version(9, 1),
              List.of(new PlacedNode("b:6379", 2, "z"), new PlacedNode("c", 1, "")),
              Map.of("c", new Version(3, 1))));

  @Test
  void whatIsWrittenIsRead() {
    assertEquals(VIEW, ViewFormat.decode(ViewFormat.encode(VIEW, KEY), KEY));
  }

  @Test
  void theBytesArePinned() {
    byte[] bytes = ViewFormat.encode(VIEW, KEY);
    String payload = HexFormat.of().formatHex(bytes, 48 + KEY.length, bytes.length);
    assertEquals(
        "01" + "02" + text("rendezvous") + "0003"
            + text("a:6379") + text("redis://a:6379") + "00000001" + text("") + "00" + version(1) + "01" + text("run-a")
            + text("b:6379") + text("redis://b:6379") + "00000003" + text("z") + "01" + version(2) + "00" + text("")
            + text("c") + text("memcached://c:11211") + "00000001" + text("z") + "02" + version(3) + "01" + text("")
            + "00000002" + text("orders") + version(6) + text("users") + version(5)
            + version(8) + "01" + version(9) + "0002" + text("b:6379") + "00000002" + text("z") + text("c") + "00000001" + text("")
            + "0001" + text("c") + version(3),
        payload);
    assertEquals("d94a4401" + "0000" + "00" + "00" + version(7), HexFormat.of().formatHex(bytes, 0, 24));
  }

  @Test
  void whatIsNoViewIsNone() {
    byte[] bytes = ViewFormat.encode(VIEW, KEY);
    assertNull(ViewFormat.decode(null, KEY));
    assertNull(ViewFormat.decode(new byte[0], KEY));
    assertNull(ViewFormat.decode(bytes, "other".getBytes(StandardCharsets.US_ASCII)));
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 1;
      assertNull(ViewFormat.decode(damaged, KEY), "byte " + i);
      assertNull(ViewFormat.decode(Arrays.copyOf(bytes, i), KEY), "cut at " + i);
    }
    assertNull(ViewFormat.decode(envelope(new byte[] {2, 2, 0}), KEY), "a later format");
    assertNull(ViewFormat.decode(envelope(new byte[] {1, 2, 0, 1}), KEY), "cut inside");
  }

  private static byte[] envelope(byte[] payload) {
    return EntryFormat.encode(EntryHeader.of(0, new Version(1, 1), StoredEntry.ETERNAL), List.of(), KEY, payload);
  }

  private static String text(String text) {
    return HexFormat.of().toHexDigits((short) text.length()) + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String version(long stamp) {
    return HexFormat.of().toHexDigits(stamp) + HexFormat.of().toHexDigits(1L);
  }
}
