package org.jdance.internal.serial;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The strings of one graph: short ones of Latin-1 with their length in the tag, texts of UUIDs as those, others as everywhere; a string of
 * more than {@link #MAX_REPEATED} characters that occurs again is written as its number.
 */
final class GraphStrings {

  /** Strings so short are written each time. */
  private static final int MAX_REPEATED = 2;

  private static final int UUID_LENGTH = 36;

  private GraphStrings() {}

  /** Those that were written. */
  static final class Written {

    private @Nullable Numbering numbers;

    void write(String text, ByteSink sink) {
      int length = text.length();
      if (length > MAX_REPEATED) {
        if (numbers == null) {
          numbers = new Numbering(true);
        }
        int number = numbers.find(text);
        if (number != Numbering.NONE) {
          sink.put(Tag.STRING_AGAIN);
          sink.putVarint(number);
          return;
        }
        numbers.add(text);
      }
      if (length == UUID_LENGTH && writeUuid(text, sink)) {
        return;
      }
      if (length <= Tag.MAX_SHORT && isLatin1(text)) {
        sink.require(1 + length);
        sink.put(Tag.SHORT_STRING + length);
        sink.putLatin1(text);
      } else {
        Strings.write(text, sink);
      }
    }

    private static boolean isLatin1(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) > 0xff) {
          return false;
        }
      }
      return true;
    }

    private static boolean writeUuid(String text, ByteSink sink) {
      long high = 0;
      long low = 0;
      for (int i = 0; i < UUID_LENGTH; i++) {
        char c = text.charAt(i);
        if (i == 8 || i == 13 || i == 18 || i == 23) {
          if (c != '-') {
            return false;
          }
          continue;
        }
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) {
          return false;
        }
        if (i < 18) {
          high = (high << 4) | digit;
        } else {
          low = (low << 4) | digit;
        }
      }
      sink.put(Tag.UUID_STRING);
      sink.putFixed(high, Long.BYTES);
      sink.putFixed(low, Long.BYTES);
      return true;
    }
  }

  /** Those that were read. */
  static final class Read {

    private String[] texts = {};
    private int size;

    /** Reads what follows the tag if it is one of a string; else null. */
    @Nullable String read(byte tag, ByteSource source) throws UndecodableException {
      int code = tag & 0xff;
      if (code >= Tag.SHORT_STRING && code <= Tag.SHORT_STRING + Tag.MAX_SHORT) {
        int length = code - Tag.SHORT_STRING;
        int from = source.skip(length);
        return note(new String(source.array(), from, length, StandardCharsets.ISO_8859_1));
      }
      return switch (tag) {
        case Tag.STRING_AGAIN -> again(source.varint());
        case Tag.UUID_STRING -> note(new UUID(source.fixed(Long.BYTES), source.fixed(Long.BYTES)).toString());
        case Tag.STRING -> note(Strings.readUtf8(source));
        case Tag.STRING_UTF16 -> note(Strings.readUtf16(source));
        default -> null;
      };
    }

    private String again(long number) throws UndecodableException {
      if (number < 0 || number >= size) {
        throw UndecodableException.damaged("a string that isn't there");
      }
      return texts[(int) number];
    }

    private String note(String text) {
      if (text.length() > MAX_REPEATED) {
        if (size == texts.length) {
          texts = Arrays.copyOf(texts, Math.max(16, 2 * size));
        }
        texts[size++] = text;
      }
      return text;
    }
  }
}
