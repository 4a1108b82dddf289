package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeanNamesTest {

  private static final String DEFAULT = "jdance:default";

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "jdance:default|cache",
    "jdance:default|new cache",
    "sharedance://h1:1042,h2/ns|a:b=c,d",
    "file:///etc/app/jdance.properties|org.example.Entity#field",
  })
  void ordinaryNamesAreThoseThatTheTckComputes(String uri, String cache) throws Exception {
    ObjectName expected = new ObjectName("javax.cache:type=CacheStatistics,CacheManager=" + uri.replaceAll(":|=|\n|,", ".")
        + ",Cache=" + cache.replaceAll(":|=|\n|,", "."));

    assertEquals(expected, BeanNames.of(BeanNames.STATISTICS, uri, cache));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "jdance:default|cache",
    "jdance:orders|com.example.Order",
    "file:///etc/app/jdance.properties|default-query-results-region",
  })
  void ordinaryNamesAreThoseThatMicrometerComputes(String uri, String cache) throws Exception {
    ObjectName expected = new ObjectName("javax.cache:type=CacheStatistics,CacheManager=" + uri.replace(':', '.') + ",Cache=" + cache);

    assertEquals(expected, BeanNames.of(BeanNames.STATISTICS, uri, cache));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*", "?", "\"", "\"quoted\"", "a*b?c\"d", "back\\slash", "back\\slash*", "\n", "\r", "a\nb*", "=,:", "ä漢", "\u0000"})
  void everyCacheNameMakesARegistrableName(String cache) {
    ObjectName name = BeanNames.of(BeanNames.CONFIGURATION, DEFAULT, cache);

    assertFalse(name.isPattern());
    String value = name.getKeyProperty("Cache");
    String unquoted = value.startsWith("\"") ? ObjectName.unquote(value) : value;
    assertEquals(cache.replaceAll("[:=,\n]", "."), unquoted);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "jdance:memory?max-entries=10&timeout=1s", "classpath:a*b.properties", "sharedance://h1,h2;h3/ns?x=*", "urn:a'b", "jdance:x#y"
  })
  void everyUriMakesARegistrableName(String uri) {
    ObjectName name = BeanNames.of(BeanNames.CONFIGURATION, uri, "c");

    assertFalse(name.isPattern());
    assertEquals("CacheConfiguration", name.getKeyProperty("type"));
    assertEquals("c", name.getKeyProperty("Cache"));
  }

  @Test
  void aMaskIsKept() {
    ObjectName name = BeanNames.of(BeanNames.STATISTICS, "redis://***@h:6379/ns", "c");

    assertEquals("redis.//***@h.6379/ns", ObjectName.unquote(name.getKeyProperty("CacheManager")));
  }
}
