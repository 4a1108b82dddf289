package org.jdance.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

  @Test
  void whatCouldForgeALogLineIsEscaped() {
    assertEquals("\"a\\u000ab\\u0000\\u001b\\u2028\\u202e\\ud83d\\ude00ä\"", SafeText.quote("a\nb\0\u001b\u2028\u202e\ud83d\ude00ä"));
  }

  @Test
  void whatIsTooLongIsCut() {
    assertEquals("x".repeat(200), SafeText.plain("x".repeat(200)));
    assertEquals("x".repeat(200) + "... (201 characters)", SafeText.plain("x".repeat(201)));
  }

  @ParameterizedTest
  @CsvSource({
    "redis://user:pw@h1:6379/ns?password=pw, redis://***@h1:6379/ns",
    "redis://:pw@h1, redis://***@h1",
    "redis://h1:6379/ns?x=y, redis://h1:6379/ns",
    "'redis://h1:6379,h2:6380/ns', 'redis://h1:6379,h2:6380/ns'",
    "redis://[::1]:6379/ns, redis://[::1]:6379/ns",
    "http://u:pw@h/a.properties?x=1#f, http://***@h/a.properties",
    "jar:http://u:pw@h/a.jar!/p, jar:http://***@h/a.jar!/p",
    "file:/srv/a@b.properties?ttl=1s, file:/srv/a@b.properties",
    "file://u:pw@h/a, file://***@h/a",
    "jar:file:/srv/a@b.jar!/x@y, jar:file:/srv/a@b.jar!/x@y",
    "jdance:memory?password=pw, jdance:memory",
    "classpath:a@b, classpath:a@b",
    "a@b.properties, a@b.properties",
    "//u:pw@h/a, //***@h/a",
    "mailto:u:pw@h, mailto:***@h"
  })
  void aUriIsShownWithoutUserInfoAndQuery(String uri, String shown) {
    assertEquals(shown, SafeText.uri(URI.create(uri)));
  }

  /** Passwords that should have been percent-encoded end up in other parts of the URI. */
  @ParameterizedTest
  @ValueSource(strings = {
    "redis://u:hunter2/x@h1", "redis://u:hunter2?x@h1", "redis://u:hunter2#x@h1", "redis://u:x@hunter2@h1", "redis://u:hunter2",
    "redis://u:hunter2/ns",
    "redis:u:hunter2@h", "redis://h1,u:hunter2", "foo://u:hunter2@h://x", "http://u:hunter2 x@h", "REDIS://u:hunter2@h"
  })
  void aPasswordThatWasNotEncodedIsHiddenToo(String text) {
    assertFalse(SafeText.uri(text).contains("hunter2"), () -> SafeText.uri(text));
  }

  @Test
  void aManyHostedUriIsNoWorkForTheStack() {
    String uri = "redis://" + "h,".repeat(30_000) + "h";
    assertEquals(uri, SafeText.maskUserInfo(uri));
  }

  @Test
  void theWholeUriKeepsOnlyOptionsThatAreNoSecrets() {
    assertEquals("jdance:default", MaskedUri.of(URI.create("jdance:default")));
    assertEquals(
        "redis://***@h1/ns?timeout=1s&password=***&cache.a.ttl=2s&pasword=***&***",
        MaskedUri.of(URI.create("redis://u:pw@h1/ns?timeout=1s&password=pw&cache.a.ttl=2s&pasword=pw&pw")));
    assertEquals("jdance:memory?pass%77ord=***&%FF=***", MaskedUri.of(URI.create("jdance:memory?pass%77ord=pw&%FF=x")));
  }
}
