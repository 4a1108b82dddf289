package org.jdance.samples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for one run of a program. */
final class ChildJvm {

  private static final long MAX_SECONDS = 120;

  private ChildJvm() {}

  /** What a run left behind. */
  record Result(int exitCode, String out, String err) {

    /** The output without the lines that differ from run to run. */
    List<String> stableLines() {
      return out.lines().filter(line -> !line.startsWith("~")).toList();
    }
  }

  /** Runs a program to its end, which must come by itself. */
  static Result run(Path directory, ClassPath classPath, Class<?> program, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8",
        "-classpath", classPath.elements(), program.getName()));
    command.addAll(List.of(arguments));

    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeAll(List.of("JDANCE_URI", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
    Process process = builder.start();
    try {
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the program did not end within " + MAX_SECONDS + " s on " + classPath + ":\n" + Files.readString(out));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
