package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter that an operator has set for the whole JVM holds beside ours, which would otherwise take its place. */
class JvmFilterTest {

  /** What runs in the other JVM. */
  static final class Main {

    public static void main(String[] arguments) {
      Serialization serialization = Serials.strict();
      Object locale = serialization.values().decode(Serials.foreign(Locale.FRANCE));
      Object other = serialization.values().decode(Serials.foreign(new int[] {1}));
      System.out.println((locale == null ? "refused" : "read") + " " + (other == null ? "refused" : "read"));
    }
  }

  @Test
  void whatTheJvmsFilterRejectsIsAMiss(@TempDir Path directory) throws IOException, InterruptedException {
    assertEquals("refused read", outputWith(directory, "-Djdk.serialFilter=!java.util.Locale"));
    assertEquals("read read", outputWith(directory, "-Djdk.serialFilter="));
  }

  private static String outputWith(Path directory, String option) throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertEquals(true, process.waitFor(60, TimeUnit.SECONDS), "the other JVM ends");
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8).strip();
  }
}
