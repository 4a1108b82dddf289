package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedUriTest {

  @ParameterizedTest
  @ValueSource(strings = {
    "jdance:default",
    "jdance:memory?max-entries=10&statistics=true",
    "sharedance://h1:1042,h2/ns?timeout=2s",
    "redis://user@h/ns",
    "file:///a/b@c:d@e.properties",
    "jar:file:/app.jar!/conf/jdance.properties",
    "jdance:memory?",
    "jdance:memory?timeout=1s&&x",
  })
  void aUriWithoutSecretIsShownAsItIs(String uri) {
    assertEquals(uri, MaskedUri.of(URI.create(uri)));
  }

  @ParameterizedTest
  @CsvSource({
    "redis://user:geheim@h1:6379,redis://user:***@h1:6379",
    "redis://:geheim@h1,redis://:***@h1",
    "redis://user:ge@heim@h1;h2/ns?timeout=1s,redis://user:***@h1;h2/ns?timeout=1s",
    "redis://u:geheim@h1;v:geheim@h2/ns,redis://u:***@h2/ns",
    "redis://h/ns?password=geheim&timeout=1s,redis://h/ns?password=***&timeout=1s",
    "redis://h/ns?cache.x.PASSWORD=geheim,redis://h/ns?cache.x.PASSWORD=***",
    "redis://h/ns?pass%77ord=geheim,redis://h/ns?pass%77ord=***",
    "jdance:x?nodes=redis://u:geheim@h1,jdance:x?nodes=redis://u:***@h1",
    "jdance:x?nodes=redis%3A%2F%2Fu%3Ageheim%40h1&timeout=1s,jdance:x?nodes=***&timeout=1s",
    "https://u:geheim@h/c.properties,https://u:***@h/c.properties",
    "https://h/c.properties?v=1&signature=geheim,https://h/c.properties?v=***&signature=***",
    "https://h/c.properties?geheim,https://h/c.properties?***",
    "jar:https://u:geheim@h/x.jar!/c.properties,jar:https://u:***@h/x.jar!/c.properties",
  })
  void everySecretIsMasked(String uri, String shown) {
    assertEquals(shown, MaskedUri.of(URI.create(uri)));
  }
}
