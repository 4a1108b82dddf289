package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/conformance.md to its promise that each choice is pinned by a test. */
class ConformancePageTest {

  private static final Pattern ITEM = Pattern.compile("^### ", Pattern.MULTILINE);
  private static final Pattern PINNED_BY = Pattern.compile("\\*\\*Pinned by\\*\\*: `\\w+Test\\.\\w+`");
  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));

  @Test
  void eachItemNamesATest() throws IOException {
    String page = page();
    assertTrue(ITEM.matcher(page).results().count() > 30, "the page has been found");
    assertEquals(ITEM.matcher(page).results().count(), PINNED_BY.matcher(page).results().count());
  }

  @Test
  void eachNamedTestExists() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.walk(MODULE.resolve("src/test/java"))) {
      sources = files.filter(file -> file.toString().endsWith("Test.java")).map(ConformancePageTest::read).toList();
    }
    List<String> missing =
        TEST_NAME
            .matcher(page())
            .results()
            .filter(name -> sources.stream().noneMatch(source -> has(source, name.group(1), name.group(2))))
            .map(name -> name.group(1) + "." + name.group(2))
            .distinct()
            .toList();
    assertEquals(List.of(), missing);
  }

  private static boolean has(String source, String type, String method) {
    return source.contains("class " + type + " ") && source.contains("void " + method + "(");
  }

  private static String page() throws IOException {
    return Files.readString(MODULE.resolve("../docs/conformance.md"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
