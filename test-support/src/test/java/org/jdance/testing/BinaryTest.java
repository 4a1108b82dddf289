package org.jdance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.TestAbortedException;

@Isolated("Standard output and a system property are the JVM's")
class BinaryTest {

  private final Binary missing = new Binary("no-such-program-anywhere");

  @Test
  void aMissingProgramAbortsTheTestAndSaysSoLoudly() {
    if (Boolean.parseBoolean(System.getenv(Binary.REQUIRED))) {
      assertThrows(AssertionError.class, missing::path);
      return;
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    String property = System.clearProperty(Binary.REQUIRED);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertFalse(missing.isInstalled());
      assertThrows(TestAbortedException.class, this::path);
    } finally {
      System.setOut(before);
      if (property != null) {
        System.setProperty(Binary.REQUIRED, property);
      }
    }
    String line = printed.toString(StandardCharsets.UTF_8).strip();
    assertTrue(line.startsWith("SKIPPED: no-such-program-anywhere is not installed"), line);
    assertTrue(line.contains(BinaryTest.class.getName()), line);
    assertTrue(Binary.skips().stream().anyMatch(line::endsWith));
  }

  @Test
  void whereServersAreRequiredAMissingProgramIsAFailure() {
    String before = System.setProperty(Binary.REQUIRED, "true");
    try {
      AssertionError e = assertThrows(AssertionError.class, this::path);
      assertEquals(AssertionError.class, e.getClass());
    } finally {
      if (before == null) {
        System.clearProperty(Binary.REQUIRED);
      } else {
        System.setProperty(Binary.REQUIRED, before);
      }
    }
  }

  @Test
  void aProgramOnThePathIsFound() {
    assertTrue(new Binary("sh").isInstalled());
    assertTrue(new Binary("sh").path().endsWith("sh"));
  }

  private void path() {
    missing.path();
  }
}
