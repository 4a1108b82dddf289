package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunOptionsTest {
  @Test
  void valuesMayFollowAnEqualsSignOrStandAlone() {
    RunOptions options = RunOptions.parse(List.of("--ms=50", "--rounds", "4", "--threads", "1,16"));

    assertEquals(Duration.ofMillis(50), options.window());
    assertEquals(4, options.rounds());
    assertEquals(List.of(1, 16), options.threads());
    assertEquals(16, options.data().workers());
  }

  @Test
  void everythingIsMeasuredUnlessToldOtherwise() {
    RunOptions options = RunOptions.parse(List.of());

    assertEquals(Suite.EMBEDDED.subjects(), options.subjects());
    // The mix of reads and writes is for near caches.
    List<Workload> workloads = new ArrayList<>(List.of(Workload.values()));
    workloads.remove(Workload.GET_AND_PUT);
    assertEquals(workloads, options.workloads());
    assertEquals(List.of(ValueKind.values()), options.values());
    assertEquals(List.of(1, 8), options.threads());
    assertEquals(9, options.rounds());
  }

  @Test
  void quickIsQuickButWhatIsGivenCounts() {
    RunOptions options = RunOptions.parse(List.of("--quick", "--values=all", "--ms=20"));

    assertEquals(1, options.rounds());
    assertEquals(0, options.warmUpRounds());
    assertEquals(Duration.ofMillis(20), options.window());
    assertEquals(List.of(ValueKind.values()), options.values());
  }

  @Test
  void theBaselineAlwaysTakesPart() {
    RunOptions options = RunOptions.parse(List.of("--subjects=jdance-val,ri-ref"));

    assertEquals(List.of(Subject.CAFFEINE, Subject.JDANCE_VAL, Subject.RI_REF), options.subjects());
    assertEquals(List.of(Subject.CAFFEINE, Subject.JDANCE_VAL), options.subjectsFor(ValueKind.SESSION));
  }

  @Test
  void aSuiteBringsItsSubjectsItsBaselineAndItsLength() {
    RunOptions options = RunOptions.parse(List.of("--suite=memcached"));

    assertEquals(Subject.MC_LIMIT, options.baseline());
    assertTrue(options.subjects().containsAll(List.of(Subject.JDANCE_MC, Subject.JDANCE_MC_R2, Subject.SPYMEMCACHED)), options.toString());
    assertFalse(options.subjects().contains(Subject.CAFFEINE));
    assertEquals(List.of(1, 8, 32), options.threads());
    assertTrue(options.leastTime().toMinutes() < 5, "a few minutes, not " + options.leastTime());
    assertRefused("--suite=mongo", "mongo", "redis");
  }

  @Test
  void countingIsDoneOnTextOnly() {
    RunOptions options = RunOptions.parse(List.of("--workloads=invokeContended", "--threads=2"));

    assertEquals(1, options.cellsFor(ValueKind.STRING).size());
    assertEquals(List.of(), options.cellsFor(ValueKind.SESSION));
  }

  @Test
  void noArgumentsForTheJvmsArePossible() {
    assertEquals(List.of(), RunOptions.parse(List.of("--jvm-args=")).jvmArguments());
    assertEquals(List.of("-Xmx1g", "-Xint"), RunOptions.parse(List.of("--jvm-args", "-Xmx1g  -Xint")).jvmArguments());
  }

  @Test
  void theLeastTimeIsThatOfAllWindows() {
    RunOptions options = RunOptions.parse(
        List.of("--subjects=jdance-ref,jdance-val", "--values=string,bytes", "--workloads=get", "--threads=1,8", "--rounds=2", "--warmup=1", "--ms=10"));

    // (3 subjects with strings + 2 with bytes) x 2 thread counts x 3 rounds
    assertEquals(Duration.ofMillis(300), options.leastTime());
  }

  @Test
  void whatIsNotKnownIsRefusedWithWhatIs() {
    assertRefused("--subject=caffeine", "--subject", "subjects");
    assertRefused("--subjects=coffein", "coffein", "caffeine-jcache-val");
    assertRefused("--threads=0", "--threads", "from 1 to 256");
    assertRefused("--rounds=many", "--rounds", "many");
    assertRefused("--keys=99", "--keys", "from 100");
    assertRefused("rounds", "rounds");
    assertRefused("--rounds", "--rounds");
  }

  @Test
  void anOptionGivenTwiceIsRefused() {
    UsageException refused = assertThrows(UsageException.class, () -> RunOptions.parse(List.of("--ms=1", "--ms=2")));

    assertTrue(refused.getMessage().contains("--ms"), refused.getMessage());
  }

  @Test
  void aDataPlanArrivesInAnotherJvmAsItIs() {
    DataPlan plan = new DataPlan(1_234, 3, Distribution.UNIFORM, 7);
    CommandLine line = new CommandLine(plan.toArguments(), List.of());

    assertEquals(plan, DataPlan.of(line, line.number("workers", 1, 1, DataPlan.MOST_WORKERS)));
    assertFalse(line.flag("quick"));
  }

  private static void assertRefused(String argument, String... mentioned) {
    UsageException refused = assertThrows(UsageException.class, () -> RunOptions.parse(List.of(argument)));
    for (String word : mentioned) {
      assertTrue(String.valueOf(refused.getMessage()).contains(word), () -> "'" + word + "' should be in: " + refused.getMessage());
    }
  }
}
