package org.jdance.samples.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverTest {

  private static final Pattern README_OUTPUT = Pattern.compile("```text\n(~ servers.*?)```", Pattern.DOTALL);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource
  void aKilledServerCostsNoErrorAndNoEntryAndComesBackFull(ServerKind kind) throws Exception {
    assumeInstalled(kind);
    assertEquals(0, run("--servers", kind.scheme(), "--entries", "1200", "--threads", "3"), this::output);
    assertTrue(output().contains("server 2 is killed (SIGKILL)"), this::output);
    assertEquals("1,200, two copies of each, 3 threads", value("sessions"), this::output);
    // Written, read, and read back; of nine in ten sessions an update is two calls, of the tenth one.
    assertEquals("5,880", value("operations"), this::output);
    assertEquals("0", value("errors"), this::output);
    assertEquals("0", value("stale reads"), this::output);
    assertEquals("0", value("lost entries"), this::output);
    List<List<Long>> entries = entriesByServer();
    assertEquals(3, entries.size(), this::output);
    long atTheKill = entries.stream().mapToLong(server -> server.get(0)).sum();
    assertTrue(atTheKill >= 2 * 600, () -> "two copies of half of the sessions are more than " + atTheKill + " entries\n" + output());
    long atTheEnd = entries.stream().mapToLong(server -> server.get(1)).sum();
    assertTrue(atTheEnd >= 2 * 1200, () -> "two copies of all sessions are more than " + atTheEnd + " entries\n" + output());
  }

  @Test
  void theReadmeShowsWhatIsPrinted() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("failover.readme")));
    Matcher shown = README_OUTPUT.matcher(readme);
    assertTrue(shown.find(), "README.md shows an output of this program");
    assertEquals(0, run("--entries", "400"), this::output);
    assertEquals(labels(shown.group(1)), labels(output()));
    for (String none : List.of("errors", "stale reads", "lost entries")) {
      assertTrue(Pattern.compile("^  " + none + " +0$", Pattern.MULTILINE).matcher(shown.group(1)).find(), none);
    }
  }

  @Test
  void wrongOptionsAreNamed() throws Exception {
    assertRefused("there is no option --server: " + Options.USAGE, "--server", "redis");
    assertRefused("--servers needs a value: " + Options.USAGE, "--servers");
    assertRefused("--servers takes redis, memcached or sharedance, not mysql", "--servers", "mysql");
    assertRefused("--entries takes a whole number from 1 to 1000000, not many", "--entries", "many");
    assertRefused("--threads takes a whole number from 1 to 64, not 0", "--threads", "0");
    assertRefused("--entries must be at least --threads, which is 4", "--entries", "3");
  }

  private void assertRefused(String sentence, String... arguments) throws Exception {
    err.reset();
    assertEquals(2, run(arguments));
    assertEquals("failover: " + sentence, err.toString(StandardCharsets.UTF_8).strip());
    assertEquals("", output());
  }

  private int run(String... arguments) throws Exception {
    out.reset();
    return Failover.run(
        new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String value(String label) {
    Matcher line = Pattern.compile("^  " + label + " +(\\S.*)$", Pattern.MULTILINE).matcher(output());
    assertTrue(line.find(), this::output);
    return line.group(1);
  }

  /** Of each server what it had at the kill, and what it has at the end. */
  private List<List<Long>> entriesByServer() {
    return Pattern.compile("^~ server \\d, \\d+ +(.*)$", Pattern.MULTILINE).matcher(output()).results()
        .map(line -> Pattern.compile("[0-9,]+").matcher(line.group(1)).results().map(n -> Long.valueOf(n.group().replace(",", ""))).toList())
        .toList();
  }

  /** What each line is about; how many lines tell of progress is a matter of time. */
  private static List<String> labels(String output) {
    return output.lines()
        .filter(line -> !line.contains(" operations, "))
        .map(line -> line.replaceAll("[0-9.,]+", "N").replaceAll("redis|memcached|sharedance", "KIND").replaceAll(" +", " "))
        .toList();
  }

  private static void assumeInstalled(ServerKind kind) {
    if (!kind.isInstalled()) {
      String sentence = "SKIPPED: no " + kind.scheme() + " server is installed";
      System.out.println(sentence);
      assertTrue(!"true".equals(System.getenv("JDANCE_REQUIRE_SERVERS")), sentence);
      Assumptions.abort(sentence);
    }
  }
}
