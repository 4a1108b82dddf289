package org.jdance.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S", "250ms, PT0.25S", "1s, PT1S", "10m, PT10M", "1h, PT1H", "1d, PT24H", "PT1S, PT1S", "pt1.5s, PT1.5S", "P1D, PT24H",
    "36500d, PT876000H", "' 5s ', PT5S", "007s, PT7S"
  })
  void aDurationHasAUnitOrIsIso(String text, String iso) {
    assertEquals(Duration.parse(iso), ValueTypes.duration().parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0s, is shorter than 1ms", "-1s, is shorter than 1ms", "PT-1S, is shorter than 1ms", "PT0.0009S, is shorter than 1ms", "5, has no unit",
    "5 s, is not a duration", "5S, is not a duration", "1.5s, is not a duration", "none, is not a duration", "1w, is not a duration",
    "36501d, is too long", "999999999999999999d, is too long", "9999999999999999999s, is not a duration", "PT9223372036854775807H, is"
        + " not a duration",
    "٥s, is not a duration"
  })
  void anyOtherDurationIsRefused(String text, String reason) {
    assertEquals(reason, refusal(ValueTypes.duration(), text));
  }

  @Test
  void booleansAreTwoWords() {
    assertEquals(true, ValueTypes.trueOrFalse().parse(" true "));
    assertEquals(false, ValueTypes.trueOrFalse().parse("false"));
    for (String text : List.of("TRUE", "yes", "on", "1", "t", "")) {
      assertEquals("is neither true nor false", refusal(ValueTypes.trueOrFalse(), text));
    }
  }

  @Test
  void countsHaveBounds() {
    ValueType<Long> count = ValueTypes.count(1, 16);
    assertEquals(1, count.parse("1"));
    assertEquals(16, count.parse("16"));
    assertEquals(Long.MAX_VALUE, ValueTypes.count(1, Long.MAX_VALUE).parse("9223372036854775807"));
    for (String text : List.of("0", "17", "-1", "9223372036854775808", "1".repeat(5000))) {
      assertEquals("is out of range", refusal(count, text));
    }
    for (String text : List.of("1.0", "1e3", "0x1", "1_000", "many", "+1")) {
      assertEquals("is not a whole number", refusal(count, text));
    }
  }

  @Test
  void sizesMayHaveAUnit() {
    ValueType<Long> size = ValueTypes.size();
    assertEquals(1, size.parse("1"));
    assertEquals(512 * 1024, size.parse("512kB"));
    assertEquals(64 << 20, size.parse("64mb"));
    assertEquals(1L << 30, size.parse("1GB"));
    assertEquals("is out of range", refusal(size, "0"));
    assertEquals("is out of range", refusal(size, "0kB"));
    assertEquals("is out of range", refusal(size, "8589934592GB"));
    assertEquals(8589934591L << 30, size.parse("8589934591GB"));
    for (String text : List.of("-1", "1k", "1 MB", "1TB", "MB", "1.5MB")) {
      assertEquals("is not a number of bytes", refusal(size, text));
    }
  }

  @Test
  void aChoiceIsOneOfItsWordsAsWritten() {
    ValueType<String> choice = ValueTypes.choice("throw", "miss");
    assertEquals("miss", choice.parse("miss"));
    assertEquals("is none of them", refusal(choice, "Miss"));
    assertEquals("`throw` or `miss`", choice.allowed());
  }

  @Test
  void strictConsistencyIsRefusedWithAReasonOfItsOwn() {
    assertEquals("does not exist yet", refusal(ConfigurationKeys.CONSISTENCY.type(), "strict"));
    assertEquals("is none of them", refusal(ConfigurationKeys.CONSISTENCY.type(), "eventual"));
  }

  @Test
  void onlyTextKeepsItsWhiteSpace() {
    assertEquals(" a ", ValueTypes.text("any").parse(" a "));
    assertEquals(Optional.of(" none "), ValueTypes.text("any").optional().parse(" none "));
    assertEquals("a", ValueTypes.name().parse(" a "));
  }

  @Test
  void namesAreShortAndPlain() {
    assertEquals("shop.v2_a-b", ValueTypes.name().parse("shop.v2_a-b"));
    for (String text : List.of("", "a b", "a/b", "ä", "a".repeat(65))) {
      assertEquals("is not such a name", refusal(ValueTypes.name(), text));
    }
  }

  @Test
  void classPatternsAreAClassAPackageOrAllBelow() {
    assertEquals(
        List.of("com.acme.Order", "com.acme.Order$Line", "com.acme.*", "com.acme.**", "Order"),
        ValueTypes.classPatterns().parse("com.acme.Order, com.acme.Order$Line;com.acme.*;  com.acme.**\t,Order"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "*", "**", "com.*.Order", "com.acme.***", "com..Order", ".Order", "com.", "com.acme*", "com.acme.Or*", "[Ljava.lang.String;",
    "com/acme/Order", "1a"
  })
  void anyOtherClassPatternIsRefused(String pattern) {
    assertEquals(
        pattern.endsWith(";") ? "is not such a list: item 1 is not a class name pattern" : "is not such a list: item 2 is not a class"
            + " name pattern",
        refusal(ValueTypes.classPatterns(), pattern.endsWith(";") ? pattern : "a.B," + pattern));
  }

  @Test
  void listsHaveNoEmptyItemsAndALimit() {
    assertEquals("is not such a list: item 2 is empty", refusal(ValueTypes.classPatterns(), "a.B,,a.C"));
    assertEquals("is not such a list: item 2 is empty", refusal(ValueTypes.classPatterns(), "a.B;"));
    assertEquals("has more than 1000 items", refusal(ValueTypes.classPatterns(), "a,".repeat(1000) + "a"));
    assertEquals(1000, ValueTypes.classPatterns().parse("a,".repeat(999) + "a").size());
    assertEquals("is not such a list: item 1 is longer than 1000 characters",
        refusal(ValueTypes.classPatterns(), "a" + ".a".repeat(100_000)));
    assertEquals(1, ValueTypes.classPatterns().parse("a" + ".a".repeat(499)).size());
  }

  @Test
  void nodesAreUris() {
    assertEquals(List.of("h1:6380", "h2:11211"),
        ValueTypes.nodes().parse("redis://h1:6380?weight=2, memcached://h2").stream().map(NodeSettings::name).toList());
    assertEquals("is not such a list: item 1 is not a node URI", refusal(ValueTypes.nodes(), "h1:6379"));
    assertEquals("is not such a list: item 1 has a path, or a slash in its password that is not written %2F; the namespace is a key of"
        + " its own", refusal(ValueTypes.nodes(), "redis:///x"));
  }

  @Test
  void noneSwitchesOff() {
    assertEquals(Optional.empty(), ConfigurationKeys.TTL.type().parse("none"));
    assertEquals(Optional.of(Duration.ofSeconds(1)), ConfigurationKeys.TTL.type().parse("1s"));
  }

  private static String refusal(ValueType<?> type, String text) {
    return assertThrows(InvalidValueException.class, () -> type.parse(text)).reason();
  }
}
