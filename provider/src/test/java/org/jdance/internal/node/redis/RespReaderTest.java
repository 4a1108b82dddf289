package org.jdance.internal.node.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies of all types, however they are cut, and what is none. */
class RespReaderTest {

  private static final int MAX_BULK = 3_000_000;

  @ParameterizedTest
  @CsvSource({
    "$3 abc, abc",
    "$0 EMPTY, ''",
    "$-1, null",
    "*-1, null",
    "_, null",
    "+OK, OK",
    ":42, 42",
    ":-7, -7",
    ":0, 0",
    "#t, 1",
    "#f, 0",
    "',1.5', 1.5",
    "(12345678901234567890, 12345678901234567890",
    "=7 txt:abc, txt:abc",
    "-ERR no, <ERR>",
    "!6 ERR no, <ERR>",
    "*0, []",
    "*2 :1 $1 x, '[1, x]'",
    "~2 :1 :2, '[1, 2]'",
    "%1 +a :2, '[a, 2]'",
    "*2 *1 :1 *2 _ -OOM, '[[1], [null, <OOM>]]'"
  })
  void everyTypeIsReadHoweverItIsCut(String words, String expected) throws ProtocolViolation {
    byte[] bytes = bytes(words.replace(' ', '\n').replace("ERR\nno", "ERR no").replace("EMPTY", "\n"));
    for (int cut = 0; cut < bytes.length; cut++) {
      InputBuffer in = new InputBuffer(new Object());
      RespReader reader = new RespReader(MAX_BULK);
      assertFalse(read(reader, in, Arrays.copyOf(bytes, cut)), "whole after " + cut + " bytes");
      assertTrue(read(reader, in, Arrays.copyOfRange(bytes, cut, bytes.length)));
      assertEquals(expected, show(reader.reply()));
      assertEquals(0, in.available());
    }
    InputBuffer in = new InputBuffer(new Object());
    RespReader reader = new RespReader(MAX_BULK);
    for (int i = 0; i < bytes.length; i++) {
      assertEquals(i == bytes.length - 1, read(reader, in, bytes[i]));
    }
    assertEquals(expected, show(reader.reply()));
  }

  @Test
  void oneReplyAfterAnotherIsRead() throws ProtocolViolation {
    InputBuffer in = new InputBuffer(new Object());
    RespReader reader = new RespReader(MAX_BULK);
    assertTrue(read(reader, in, bytes(":1\n*1\n+a\n$1\nb\n")));
    assertEquals("1", show(reader.reply()));
    assertTrue(reader.read(in));
    assertEquals("[a]", show(reader.reply()));
    assertTrue(reader.read(in));
    assertEquals("b", show(reader.reply()));
    assertFalse(reader.read(in));
  }

  @Test
  void aValueLongerThanTheBufferIsTakenOutAsItComes() throws ProtocolViolation {
    byte[] value = new byte[MAX_BULK];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) (i * 31);
    }
    InputBuffer in = new InputBuffer(new Object());
    RespReader reader = new RespReader(MAX_BULK);
    assertFalse(read(reader, in, bytes("$" + MAX_BULK + "\n")));
    for (int at = 0; at < value.length; at += 50_000) {
      assertFalse(read(reader, in, Arrays.copyOfRange(value, at, Math.min(value.length, at + 50_000))));
      assertEquals(0, in.available());
    }
    assertTrue(read(reader, in, bytes("\n")));
    assertTrue(Arrays.equals(value, (byte[]) reader.reply()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\n", "\n", "$\n", "$-2\n", "$3000001\n", "$99999999999999999999\n", "$3\nabcd\n", ":\n", ":-\n", ":1.5\n",
        "*-2\n", "*1048577\n", "%524289\n",
        "|1\n", "*1\n*1\n*1\n*1\n*1\n*1\n*1\n*1\n*1\n", "*1000000\n*1000000\n"
      })
  void whatIsNoReplyIsAViolation(String text) {
    InputBuffer in = new InputBuffer(new Object());
    assertThrows(ProtocolViolation.class, () -> read(new RespReader(MAX_BULK), in, bytes(text)));
  }

  @Test
  void aLineWithoutAnEndIsAViolation() {
    InputBuffer in = new InputBuffer(new Object());
    byte[] line = new byte[RespReader.MAX_LINE + 100];
    Arrays.fill(line, (byte) '+');
    assertThrows(ProtocolViolation.class, () -> read(new RespReader(MAX_BULK), in, line));
  }

  private static boolean read(RespReader reader, InputBuffer in, byte... more) throws ProtocolViolation {
    in.put(more);
    return reader.read(in);
  }

  private static byte[] bytes(String lines) {
    return lines.replace("\n", "\r\n").concat(lines.endsWith("\n") ? "" : "\r\n").getBytes(ISO_8859_1);
  }

  private static String show(Object reply) {
    if (reply instanceof byte[] bytes) {
      return new String(bytes, ISO_8859_1);
    }
    if (reply instanceof Object[] items) {
      List<String> shown = new ArrayList<>();
      for (Object item : items) {
        shown.add(show(item));
      }
      return shown.toString();
    }
    if (reply instanceof RespError error) {
      return "<" + error.code() + ">";
    }
    return reply == RespReader.NULL ? "null" : reply.toString();
  }
}
