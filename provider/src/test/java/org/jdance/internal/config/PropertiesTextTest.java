package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.jdance.CacheConfigurationException;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {

  @Test
  void eachKeyKnowsItsLine() {
    ConfigurationSource source = parse("# head\r\n\r\njdance.ttl = 1s\rjdance.timeout: \\\n   2\\\n  s\n  ! note \\\njdance.cache.a\\"
        + " b.ttl 3s");
    assertEquals("[\"jdance.ttl\" in f, line 3, \"jdance.timeout\" in f, line 4, \"jdance.cache.a b.ttl\" in f, line 8]",
        source.toString());
    assertEquals("2s", source.settings().get(1).value());
    assertEquals("cache.a b.ttl", source.settings().get(2).key());
  }

  @Test
  void otherKeysAreKeptAside() {
    ConfigurationSource source = parse("a=1\njdance.ttl=2s\na=3\n\\u0062=\\u00e4ä");
    assertEquals(Map.of("a", "3", "b", "ää"), source.others());
    assertEquals(1, source.settings().size());
  }

  @Test
  void aKeyThatOccursTwiceIsReportedWithBothLines() {
    assertContains(refusal("jdance.ttl=1s\n\njdance.ttl=2s"), "\"jdance.ttl\" in f, line 3 is given already in line 1.");
  }

  @Test
  void aMalformedEscapeIsReportedWithItsLine() {
    assertContains(refusal("a=1\njdance.ttl=\\u12\n"), "Line 2 of f has a malformed \\uXXXX escape.");
    assertContains(refusal("a=C:\\users\n"), "Line 1 of f");
  }

  @Test
  void aKeyWithoutItsPrefixIsWarnedOf() {
    Problems problems = new Problems();
    PropertiesText.parse("ttl=1s\nfoo=1", "f", problems);
    problems.throwIfAny("f");
    assertEquals(1, problems.warnings().size());
    assertContains(problems.warnings().get(0), "\"ttl\" in f, line 1 is not a key of JDance. Was \"jdance.ttl\" meant?");
  }

  /** Whatever the text, the keys and values are those that {@link Properties} reads from it as a whole. */
  @Test
  void textsMeanWhatTheyMeanToProperties() throws IOException {
    String[] pieces = {"a", "b", "c=", "=", ":", " ", "\t", "\f", "#", "!", "\\", "\\\\", "\n", "\r", "\r\n", "\\n", "\\u0041", "\\\n",
        "x y", "é"};
    Random random = new Random(20261123);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(25); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Properties expected = new Properties();
      expected.load(new StringReader(text.toString()));
      assertEquals(new HashMap<>(expected), parse(text.toString()).others(), () -> "in the text " + SafeText.quote(text.toString()));
    }
  }

  private static ConfigurationSource parse(String text) {
    Problems problems = new Problems();
    ConfigurationSource source = PropertiesText.parse(text, "f", problems);
    problems.throwIfAny("f");
    return source;
  }

  private static String refusal(String text) {
    return assertThrows(CacheConfigurationException.class, () -> parse(text)).getMessage();
  }
}
