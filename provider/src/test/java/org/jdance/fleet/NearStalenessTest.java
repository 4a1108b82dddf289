package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdance.testing.ServerProcess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several JVMs read and write the same hundred keys, each through a near cache: how old is what they read? */
class NearStalenessTest {

  private static final Duration BOUND = Duration.ofSeconds(2);

  /** Of all JVMs together; a long run has a million. */
  private static final int READS = Integer.getInteger("near.reads", 200_000);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"REDIS, 2, false", "REDIS, 4, true", "MEMCACHED, 2, false", "SHAREDANCE, 2, false"})
  void noAnswerIsOlderThanTheBound(Servers.Kind kind, int jvms, boolean cut) throws Exception {
    try (Servers servers = Servers.start(kind, 3)) {
      List<Process> processes = new ArrayList<>();
      List<BufferedReader> outputs = new ArrayList<>();
      try {
        for (int i = 0; i < jvms; i++) {
          Process process = start(servers, i, jvms);
          processes.add(process);
          outputs.add(process.inputReader(StandardCharsets.UTF_8));
        }
        for (BufferedReader output : outputs) {
          assertEquals("READY", output.readLine());
        }
        for (Process process : processes) {
          process.getOutputStream().write('\n');
          process.getOutputStream().flush();
        }
        while (cut && processes.stream().allMatch(Process::isAlive)) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
          for (int i = 0; i < 3; i++) {
            killTracking(servers.get(i));
          }
        }
        for (BufferedReader output : outputs) {
          assertEquals("DONE", output.readLine());
        }
      } finally {
        processes.forEach(Process::destroyForcibly);
      }
      judge(kind, jvms, cut);
    }
  }

  private Process start(Servers servers, int number, int jvms) throws IOException {
    String uri = servers.uri("timeout=20s&near.max-entries=1000&near.max-staleness=" + BOUND.toMillis() + "ms");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC", "-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp", System.getProperty("java.class.path"), NearReader.class.getName(),
            uri, Integer.toString(number), Integer.toString(jvms), Integer.toString(READS / jvms), file(number).toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private Path file(int number) {
    return folder.resolve("jvm" + number);
  }

  /** The connections over which the server tells of changes are cut. */
  private static void killTracking(ServerProcess server) {
    for (String line : PlainClient.redis(server, "CLIENT", "LIST").split("\n", -1)) {
      if (line.contains(" flags=") && line.split(" flags=", -1)[1].split(" ", -1)[0].contains("B")) {
        PlainClient.ask(server, "CLIENT KILL ID " + line.split("id=", -1)[1].split(" ", -1)[0] + "\r\n", "\r\n");
      }
    }
  }

  /** For each read: how long ago was a later value acknowledged than the one that was read? */
  private void judge(Servers.Kind kind, int jvms, boolean cut) throws IOException {
    Map<Long, List<long[]>> acknowledged = new TreeMap<>();
    List<long[]> reads = new ArrayList<>();
    for (int i = 0; i < jvms; i++) {
      try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(i)), 1 << 20))) {
        for (int n = in.readInt(); n > 0; n--) {
          acknowledged.computeIfAbsent(in.readLong(), key -> new ArrayList<>()).add(new long[] {in.readLong(), in.readLong()});
        }
        for (int n = in.readInt(); n > 0; n--) {
          reads.add(new long[] {in.readLong(), in.readLong(), in.readLong()});
        }
      }
    }
    long[] ages = new long[reads.size()];
    int lost = 0;
    for (int i = 0; i < ages.length; i++) {
      long[] read = reads.get(i);
      if (read[1] < 0) {
        lost++;
        continue;
      }
      // The value n+1 is the n-th entry of the list: one writer, one by one.
      List<long[]> of = acknowledged.getOrDefault(read[0], List.of());
      int next = (int) read[1];
      if (next < of.size()) {
        assertEquals(read[1] + 1, of.get(next)[0]);
        ages[i] = Math.max(0, read[2] - of.get(next)[1]);
      }
    }
    Arrays.sort(ages);
    long stale = Arrays.stream(ages).filter(age -> age > 0).count();
    int writes = acknowledged.values().stream().mapToInt(List::size).sum();
    System.out.printf(
        "%s, %d JVMs%s: %,d reads, %,d writes, %,d reads of what was replaced; age p50 %.3f ms, p99 %.3f ms, max %.3f ms%n",
        kind, jvms, cut ? ", notices cut" : "", ages.length, writes, stale, millis(ages, 0.5), millis(ages, 0.99), millis(ages, 1));
    assertEquals(0, lost);
    assertTrue(ages[ages.length - 1] <= BOUND.toNanos(), () -> "an answer was " + Duration.ofNanos(ages[ages.length - 1]) + " old");
  }

  private static double millis(long[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * (sorted.length - 1)))] / 1e6;
  }
}
