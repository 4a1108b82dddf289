package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jdance.CacheConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryOptionsTest {

  @Test
  void pairsAreDecodedAfterTheyAreTakenApart() {
    List<RawSetting> settings = parse("cache.a%26b%3D.ttl=1s&&password=a=b%26c+d&").settings();
    assertEquals(List.of("cache.a&b=.ttl", "password"), settings.stream().map(RawSetting::key).toList());
    assertEquals(List.of("1s", "a=b&c+d"), settings.stream().map(RawSetting::value).toList());
    assertEquals("[\"cache.a&b=.ttl\" in the URI query of u, \"password\" in the URI query of u]",
        parse("cache.a%26b%3D.ttl=1&password=x").toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '>', value = {
    "statistics > \"statistics\" in the URI query of u has no value. Write key=value.",
    "password:hunter2 > \"password\" in the URI query of u has no value.",
    "=hunter2 > A value in the URI query of u has no key.",
    "ttl=1s&ttl=hunter2 > \"ttl\" in the URI query of u is given twice.",
    "ttl=1s&t%74l=1s > \"ttl\" in the URI query of u is given twice.",
    "ttl=%FFhunter2 > \"ttl\" in the URI query of u has percent-encoded bytes that are not UTF-8.",
    "ttl=%zzhunter2 > \"ttl\" in the URI query of u has a % that two hexadecimal digits do not follow",
    "%FF=hunter2 > A key in the URI query of u has percent-encoded bytes that are not UTF-8.",
    "a%0Ab=1&a%0Ab=2 > \"a\\u000ab\" in the URI query of u is given twice."
  })
  void whatIsNoPairIsRefused(String query, String expected) {
    String message = assertThrows(CacheConfigurationException.class, () -> parse(query.strip())).getMessage();
    assertContains(message, expected.strip());
    assertFalse(message.contains("hunter2"));
  }

  private static ConfigurationSource parse(String query) {
    Problems problems = new Problems();
    ConfigurationSource source = QueryOptions.parse(query, "u", problems);
    problems.throwIfAny("u");
    return source;
  }
}
