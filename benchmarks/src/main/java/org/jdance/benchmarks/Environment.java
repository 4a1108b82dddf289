package org.jdance.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The facts that a result is worth nothing without: when, on what, with which versions. */
final class Environment {
  private static final int GIT_LIMIT_SECONDS = 5;

  private Environment() {}

  static Map<String, String> describe(RunOptions options) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("Commit", commit());
    facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    facts.put("Machine", Runtime.getRuntime().availableProcessors() + " processors, " + processor() + ", " + System.getProperty("os.name") + " "
        + System.getProperty("os.version") + ", " + System.getProperty("os.arch"));
    facts.put("Subjects from", sources(options));
    return facts;
  }

  private static String sources(RunOptions options) {
    TreeSet<String> names = new TreeSet<>();
    for (Subject subject : options.subjects()) {
      String source = subject.source();
      if (source != null && !source.isEmpty()) {
        names.add(source.equals("classes") ? "the classes of this tree" : source.replaceFirst("\\.jar$", ""));
      }
    }
    return String.join(", ", names);
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 1).trim()).findFirst()
          .orElse("unknown model");
    } catch (IOException e) {
      return "unknown model";
    }
  }

  /** The commit that the run was started in, with "-dirty" if files differ from it; "unknown" outside of a working tree. */
  private static String commit() {
    try {
      Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12").redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (git.waitFor(GIT_LIMIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0) {
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      }
      git.destroyForcibly();
    } catch (IOException e) {
      return "unknown, git cannot be run";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "unknown";
  }
}
