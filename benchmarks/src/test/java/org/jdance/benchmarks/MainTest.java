package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdance.testing.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the real thing, children included, as short as they can be. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MainTest {
  private static final DataPlan SMALL = new DataPlan(200, 1, Distribution.ZIPF, 1);
  private static final List<String> SMALL_JVM = List.of("-Xmx64m");

  @Test
  void aQuickRunMeasuresAndWritesWhatItMeasured(@TempDir Path directory) throws Exception {
    Path out = directory.resolve("results/quick.md");
    Path windows = directory.resolve("results/quick.csv");

    int code = Main.execute(List.of("--quick", "--subjects=jdance-ref,jdance-val", "--workloads=get,put", "--out", out.toString(),
        "--windows=" + windows));

    String report = Files.readString(out);
    assertEquals(0, code, report);
    for (String subject : List.of("caffeine", "jdance-ref", "jdance-val")) {
      // Once for throughput and once for cost, with 1 and with 2 threads.
      assertEquals(4, report.lines().filter(line -> line.startsWith("| " + subject + " | ")).count(), report);
    }
    assertFalse(report.contains("| - |"), report);
    assertTrue(report.contains("java -jar benchmarks/target/jdance-benchmarks.jar --quick"), report);
    assertTrue(report.contains("caffeine-"), report);
    // 3 subjects, 2 workloads, 2 thread counts, 1 round, and the heading
    assertEquals(13, Files.readAllLines(windows).size());
  }

  @Test
  void aRunOnServersStartsThemAndMeasuresTheirCostToo(@TempDir Path directory) throws Exception {
    assumeTrue(RedisProcess.isInstalled());
    Path out = directory.resolve("redis.md");

    int code = Main.execute(List.of("--suite=redis", "--quick", "--subjects=jdance-redis-r2", "--workloads=put,invokeContended", "--threads=2",
        "--keys=200", "--out", out.toString()));

    String report = Files.readString(out);
    assertEquals(0, code, report);
    assertEquals(2, report.lines().filter(line -> line.startsWith("| jdance-redis-r2 | ")).count(), report);
    assertTrue(report.contains("bytes sent to them"), report);
    assertFalse(report.contains("lost**"), report);
  }

  @Test
  void aWrongCommandLineIsNotAFailedMeasurement() throws Exception {
    assertEquals(2, Main.execute(List.of("--subjects=nothing")));
  }

  @Test
  void oneWorkloadRunsInThisJvmForAProfiler() throws Exception {
    assertEquals(0, Main.execute(List.of("--profile-subject", "jdance-val", "--workload", "get", "--threads", "1", "--seconds", "1", "--keys=200")));
  }

  @Test
  void aChildEndsInMidWindowWhenItsParentIsGone() throws Exception {
    Process child = start(Subject.CAFFEINE, System.getProperty("java.class.path"));
    Writer commands = child.outputWriter();
    try (BufferedReader answers = child.inputReader()) {
      assertEquals(ChildMain.READY, answers.readLine());
      commands.write(ChildMain.RUN + " GET 1 60000\n");
      commands.close();

      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      assertEquals(0, child.exitValue());
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void aMissingProviderIsNamed() throws Exception {
    String withoutReference = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("cache-ri-impl")).collect(Collectors.joining(File.pathSeparator));
    Process child = start(Subject.RI_REF, withoutReference);
    try (BufferedReader answers = child.inputReader()) {
      String answer = answers.readLine();

      assertTrue(answer.startsWith(ChildMain.ERROR + " Subject ri-ref cannot run: its provider org.jsr107.ri.spi.RICachingProvider"), answer);
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void aJvmThatDoesNotStartFailsItsSubject() {
    SubjectFailedException failure = assertThrows(SubjectFailedException.class,
        () -> new Child(Subject.CAFFEINE, ValueKind.STRING, SMALL, List.of("-XX:+NoSuchOption")).close());

    assertTrue(failure.getMessage().contains("its JVM ended"), failure.getMessage());
  }

  private static Process start(Subject subject, String classPath) throws IOException {
    return new ProcessBuilder(Child.command(subject, ValueKind.STRING, SMALL, ServerFleet.NONE, SMALL_JVM, classPath))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
