package org.jdance.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTextTest {

  @Test
  void escapesAreUtf8AndAPlusIsAPlus() {
    assertEquals("a b+c&=ä€ö😀%", PercentText.decode("a%20b+c%26%3D%c3%A4%E2%82%ACö%F0%9F%98%80%25"));
    assertEquals("\0", PercentText.decode("%00"));
    assertEquals("", PercentText.decode(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%2", "%zz", "%1", "%%20", "%١١", "%-1"})
  void aPercentSignNeedsTwoHexadecimalDigits(String raw) {
    assertEquals(
        "has a % that two hexadecimal digits do not follow; write %25 for a percent sign",
        assertThrows(InvalidValueException.class, () -> PercentText.decode(raw)).reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C3x", "%c0%80", "%ed%a0%80"})
  void otherBytesThanUtf8AreRefused(String raw) {
    assertEquals(
        "has percent-encoded bytes that are not UTF-8", assertThrows(InvalidValueException.class, () -> PercentText.decode(raw)).reason());
  }
}
