package org.jdance.internal.serial;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strings without loss: as UTF-8, or as UTF-16 if they have surrogates without a partner. A string has one form only. */
final class Strings {

  private static final int NOT_UTF8 = -1;

  /** From this length on a string is not looked at character by character. */
  private static final int LONG = 32;

  private Strings() {}

  /** Writes tag, length and characters. */
  static void write(String text, ByteSink sink) {
    long length = utf8Length(text);
    if (length == NOT_UTF8) {
      writeUtf16(text, sink);
      return;
    }
    sink.require(1 + ByteSink.varintSize(length) + length);
    sink.put(Tag.STRING);
    sink.putVarint(length);
    if (length == text.length()) {
      sink.putLatin1(text);
    } else {
      writeUtf8(text, sink);
    }
  }

  /** Reads a string of either form, whose tag comes next. */
  static String read(ByteSource source) throws UndecodableException {
    byte tag = source.next();
    if (tag == Tag.STRING) {
      return readUtf8(source);
    }
    if (tag == Tag.STRING_UTF16) {
      return readUtf16(source);
    }
    throw UndecodableException.damaged("a string was expected");
  }

  /** The bytes of a string of ASCII in one step, the same as {@link #write} has; null for any other, and for a long one. */
  @SuppressWarnings("deprecation") // the only bulk copy of a string's bytes into an array that is there; right for ASCII
  static byte @Nullable [] encodeAlone(String text) {
    int length = text.length();
    if (length >= 1 << 14) {
      return null;
    }
    if (!isAscii(text)) {
      return null;
    }
    int head = length < 0x80 ? 2 : 3;
    byte[] bytes = new byte[head + length];
    bytes[0] = Tag.STRING;
    bytes[1] = (byte) (head == 2 ? length : length | 0x80);
    if (head == 3) {
      bytes[2] = (byte) (length >>> 7);
    }
    text.getBytes(0, length, bytes, head);
    return bytes;
  }

  private static boolean isAscii(String text) {
    int length = text.length();
    if (length < LONG || text.indexOf('?') >= 0) {
      for (int i = 0; i < length; i++) {
        if (text.charAt(i) >= 0x80) {
          return false;
        }
      }
      return true;
    }
    // The JVM encodes faster than a loop looks. What is no UTF-8 becomes a question mark, of which the text has none.
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int signs = 0;
    for (byte b : utf8) {
      // Negative for a byte that is negative, and for the question mark.
      signs |= b | ((b ^ '?') - 1);
    }
    return utf8.length == length && signs >= 0;
  }

  /** The string that is all there is of these bytes, in the common form; null if they are anything else, to be read with all care then. */
  static @Nullable String readAlone(byte[] bytes, int offset, int length) {
    if (length < 2 || bytes[offset] != Tag.STRING) {
      return null;
    }
    int at = offset + 1;
    int announced = bytes[at] & 0x7f;
    if (bytes[at++] < 0) {
      if (length < 3 || bytes[at] < 0) {
        return null;
      }
      announced |= bytes[at++] << 7;
    }
    if (announced != offset + length - at) {
      return null;
    }
    String text = new String(bytes, at, announced, StandardCharsets.UTF_8);
    return text.indexOf('\ufffd') >= 0 ? null : text;
  }

  static String readUtf8(ByteSource source) throws UndecodableException {
    int length = source.length();
    int from = source.skip(length);
    String text = new String(source.array(), from, length, StandardCharsets.UTF_8);
    // The decoder puts U+FFFD where it finds no UTF-8: only then is a second look needed.
    if (text.indexOf('\ufffd') >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(source.array(), from, from + length))) {
      throw UndecodableException.damaged("not UTF-8");
    }
    return text;
  }

  static String readUtf16(ByteSource source) throws UndecodableException {
    int length = source.length();
    if (length % 2 != 0) {
      throw UndecodableException.damaged("half a character");
    }
    char[] chars = new char[length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) source.fixed(2);
    }
    return new String(chars);
  }

  private static long utf8Length(String text) {
    int chars = text.length();
    int i = 0;
    while (i < chars && text.charAt(i) < 0x80) {
      i++;
    }
    long length = i;
    while (i < chars) {
      char c = text.charAt(i++);
      if (c < 0x80) {
        length++;
      } else if (c < 0x800) {
        length += 2;
      } else if (!Character.isSurrogate(c)) {
        length += 3;
      } else if (Character.isHighSurrogate(c) && i < chars && Character.isLowSurrogate(text.charAt(i))) {
        i++;
        length += 4;
      } else {
        return NOT_UTF8;
      }
    }
    return length;
  }

  private static void writeUtf8(String text, ByteSink sink) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (c < 0x80) {
        sink.put(c);
      } else if (c < 0x800) {
        sink.put(0xc0 | (c >> 6));
        sink.put(0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate((char) c)) {
        sink.put(0xe0 | (c >> 12));
        sink.put(0x80 | ((c >> 6) & 0x3f));
        sink.put(0x80 | (c & 0x3f));
      } else {
        int point = Character.toCodePoint((char) c, text.charAt(++i));
        sink.put(0xf0 | (point >> 18));
        sink.put(0x80 | ((point >> 12) & 0x3f));
        sink.put(0x80 | ((point >> 6) & 0x3f));
        sink.put(0x80 | (point & 0x3f));
      }
    }
  }

  private static void writeUtf16(String text, ByteSink sink) {
    long length = 2L * text.length();
    sink.require(1 + ByteSink.varintSize(length) + length);
    sink.put(Tag.STRING_UTF16);
    sink.putVarint(length);
    for (int i = 0; i < text.length(); i++) {
      sink.putFixed(text.charAt(i), 2);
    }
  }
}
