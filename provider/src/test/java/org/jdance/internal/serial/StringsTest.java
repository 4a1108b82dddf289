package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick ways of strings say the same as the careful ones, or leave the string to them. */
class StringsTest {

  private static final String[] PARTS = {"a", "?", "~", "\u0000", "\u007f", "\u0080", "\u00e9", "\u0141", "\u20ac", "\ud83d\ude00", "\ud800", "\udc00"};

  private static List<String> strings() {
    List<String> all = new ArrayList<>();
    for (int length : new int[] {0, 1, 31, 32, 33, 127, 128, 129, 200, 16_383, 16_384}) {
      String ascii = "x".repeat(length);
      all.add(ascii);
      for (String part : PARTS) {
        all.add(part + ascii);
        all.add(ascii + part);
        all.add(ascii + "?" + part);
      }
    }
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      int parts = random.nextInt(80);
      int kinds = 1 + random.nextInt(PARTS.length);
      for (int part = 0; part < parts; part++) {
        text.append(PARTS[random.nextInt(kinds)]);
      }
      all.add(text.toString());
    }
    return all;
  }

  @Test
  void whatIsEncodedInOneStepHasTheBytesOfTheCarefulWay() {
    for (String text : strings()) {
      byte[] quick = Strings.encodeAlone(text);
      boolean ascii = text.length() < 1 << 14 && text.chars().allMatch(c -> c < 0x80);
      if (ascii) {
        assertNotNull(quick, text);
        assertArrayEquals(careful(text), quick, text);
      } else {
        assertNull(quick, text);
      }
    }
  }

  @Test
  void whatIsReadInOneStepIsWhatTheCarefulWayReads() throws UndecodableException {
    for (String text : strings()) {
      byte[] bytes = careful(text);
      byte[] within = new byte[bytes.length + 5];
      Arrays.fill(within, (byte) 'z');
      System.arraycopy(bytes, 0, within, 3, bytes.length);
      String quick = Strings.readAlone(within, 3, bytes.length);
      if (quick != null) {
        assertEquals(text, quick);
      }
      assertEquals(text, Strings.read(new ByteSource(within, 3, bytes.length)));
      if (bytes.length > 1) {
        // Cut, or with something behind it, it is for the careful way to say what is wrong.
        assertNull(Strings.readAlone(within, 3, bytes.length - 1));
        assertNull(Strings.readAlone(within, 3, bytes.length + 1));
      }
    }
  }

  private static byte[] careful(String text) {
    ByteSink sink = new ByteSink(1 << 20);
    Strings.write(text, sink);
    return sink.toBytes();
  }
}
