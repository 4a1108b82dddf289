package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {

  private final Placeholders placeholders = new Placeholders(Map.of("A", "one", "B", "${env:A}", "EMPTY", ""));

  @TempDir
  Path dir;

  @Test
  void variablesArePutInAnywhere() {
    assertEquals("one", placeholders.resolve("${env:A}"));
    assertEquals("x-one-one-y", placeholders.resolve("x-${env:A}-${env:A}-y"));
    assertEquals("", placeholders.resolve("${env:EMPTY}"));
    assertEquals("plain $ { } $5", placeholders.resolve("plain $ { } $5"));
  }

  @Test
  void whatIsPutInIsNotLookedAtAgain() {
    assertEquals("${env:A}", placeholders.resolve("${env:B}"));
  }

  @Test
  void twoDollarsAreALiteralOne() {
    assertEquals("${env:A}", placeholders.resolve("$${env:A}"));
    assertEquals("a${b}one", placeholders.resolve("a$${b}${env:A}"));
    assertEquals("one$", placeholders.resolve("${env:A}$"));
  }

  @Test
  void aFilesLastLineBreakIsNotPartOfTheValue() throws IOException {
    assertEquals("secret", placeholders.resolve("${file:" + write("a", "secret\n") + "}"));
    assertEquals("secret", placeholders.resolve("${file:" + write("b", "secret\r\n") + "}"));
    assertEquals("two\nlines\n", placeholders.resolve("${file:" + write("c", "two\nlines\n\n") + "}"));
    assertEquals("", placeholders.resolve("${file:" + write("d", "") + "}"));
    assertEquals("bom", placeholders.resolve("${file:" + write("e", "\uFEFFbom") + "}"));
  }

  @Test
  void whatCannotBeLookedUpSaysSo() throws IOException {
    assertContains(refusal("${env:NO}"), "needs the environment variable \"NO\", which is not set");
    assertContains(refusal("${env:}"), "not set");
    assertContains(refusal("x${env:A"), "has a ${ without its }");
    assertContains(refusal("${hunter2}"), "has an unknown placeholder", "${env:NAME} or ${file:PATH}");
    assertContains(refusal("${file:" + dir + "}"), "is not there or is not a regular file");
    assertContains(refusal("${file:" + dir.resolve("no") + "}"), "is not there or is not a regular file");
    assertContains(refusal("${file:}"), "is not there or is not a regular file");
    assertContains(refusal("${file:\0}"), "is not a path");
    assertContains(refusal("${file:" + write("big", "x".repeat(Placeholders.MAX_FILE_BYTES + 1)) + "}"), "it is larger than 65536 bytes");
    Path latin = dir.resolve("latin");
    Files.write(latin, new byte[] {'a', (byte) 0xe4});
    assertContains(refusal("${file:" + latin + "}"), "it is not UTF-8 text");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private String refusal(String value) {
    String reason = assertThrows(InvalidValueException.class, () -> placeholders.resolve(value)).reason();
    assertEquals(-1, reason.indexOf("hunter2"));
    return reason;
  }
}
