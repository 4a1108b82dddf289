package org.jdance.internal.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-decoding as URIs have it: strict, UTF-8, and a plus sign is a plus sign. */
final class PercentText {

  private PercentText() {}

  /** Decodes a raw part of a URI, or throws {@link InvalidValueException}. */
  static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    ByteArrayOutputStream escaped = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        flush(escaped, text);
        text.append(c);
        continue;
      }
      if (i + 2 >= raw.length() || !HexFormat.isHexDigit(raw.charAt(i + 1)) || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
        throw new InvalidValueException("has a % that two hexadecimal digits do not follow; write %25 for a percent sign");
      }
      escaped.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
      i += 2;
    }
    flush(escaped, text);
    return text.toString();
  }

  private static void flush(ByteArrayOutputStream escaped, StringBuilder text) {
    if (escaped.size() == 0) {
      return;
    }
    try {
      text.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(escaped.toByteArray())));
    } catch (CharacterCodingException e) {
      throw new InvalidValueException("has percent-encoded bytes that are not UTF-8");
    }
    escaped.reset();
  }
}
