package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final Cell GET = new Cell(ValueKind.STRING, Workload.GET, 1);
  private static final Cell SESSION_GET = new Cell(ValueKind.SESSION, Workload.GET, 1);

  private final Results results = new Results();
  private final RunOptions options = RunOptions.parse(
      List.of("--subjects=jdance-ref,jdance-val,ri-val,ehcache-val", "--workloads=get", "--threads=1", "--values=string,session"));

  @Test
  void ratiosAreTakenWithinARoundThenTheirMedian() {
    // The machine is ten times slower in the second round; the ratio does not care.
    sample(0, Subject.CAFFEINE, GET, 1_000, 0, 0);
    sample(0, Subject.JDANCE_REF, GET, 800, 0, 0);
    sample(1, Subject.CAFFEINE, GET, 100, 0, 0);
    sample(1, Subject.JDANCE_REF, GET, 80, 0, 0);

    assertContains("| jdance-ref | 0.80 (0.80-0.80) |");
    assertContains("| *caffeine, operations/s* | 550.0 |");
  }

  @Test
  void disturbedCellsAreMarked() {
    sample(0, Subject.CAFFEINE, GET, 1_000, 0, 0.1);
    sample(0, Subject.JDANCE_REF, GET, 800, 0, 0.3);
    sample(0, Subject.JDANCE_VAL, GET, 700, 0, 0.1);

    assertContains("| jdance-ref | 0.80 (0.80-0.80) ~ |");
    assertContains("| jdance-val | 0.70 (0.70-0.70) |");
  }

  @Test
  void aDisturbedBaselineMarksAll() {
    sample(0, Subject.CAFFEINE, GET, 1_000, 0, 0.3);
    sample(0, Subject.JDANCE_REF, GET, 800, 0, 0.1);

    assertContains("| jdance-ref | 0.80 (0.80-0.80) ~ |");
  }

  @Test
  void costsArePerOperation() {
    results.add(0, Subject.CAFFEINE, GET, new Sample(1_000, 1_000_000, 25_000, 16_040, 0));

    assertContains("| caffeine | 25.0 ns, 16.0 B |");
  }

  @Test
  void aFailedSubjectHasNoFiguresButAReason() {
    sample(0, Subject.CAFFEINE, GET, 1_000, 0, 0);
    sample(0, Subject.JDANCE_REF, GET, 800, 0, 0);
    results.fail(ValueKind.STRING, Subject.JDANCE_REF, "jdance-ref: it broke");

    assertContains("| jdance-ref | - |");
    assertContains("No figures for string values: jdance-ref: it broke");
    assertTrue(results.hasFailures());
  }

  @Test
  void anAimIsJudgedByTheQuartiles() {
    sampleShares(GET, Subject.CAFFEINE, Subject.JDANCE_REF, 0.74, 0.76, 0.78, 0.80, 0.82);
    assertContains("| get, string, `jdance-ref`, 1 thread | >= 0.75 of `caffeine` | 0.78 (0.76-0.80) | 0.39 (0.38-0.40) | met |");

    sampleShares(GET, Subject.CAFFEINE, Subject.JDANCE_REF, 0.70, 0.71, 0.76, 0.80, 0.82);
    assertContains("| 0.76 (0.71-0.80) | 0.38 (0.36-0.40) | open |");

    sampleShares(GET, Subject.CAFFEINE, Subject.JDANCE_REF, 0.60, 0.61, 0.65, 0.70, 0.80);
    assertContains("| 0.65 (0.61-0.70) | 0.33 (0.31-0.35) | missed |");
  }

  @Test
  void aDisturbedRunJudgesNoAim() {
    for (int round = 0; round < Aim.LEAST_ROUNDS; round++) {
      sample(round, Subject.CAFFEINE, GET, 1_000, 0, 0.3);
      sample(round, Subject.JDANCE_REF, GET, 900, 0, 0);
    }

    assertContains("| 0.90 (0.90-0.90) ~ | 0.90 (0.90-0.90) | open |");
  }

  @Test
  void tooFewRoundsJudgeNoAim() {
    for (int round = 0; round < Aim.LEAST_ROUNDS - 1; round++) {
      sample(round, Subject.CAFFEINE, GET, 1_000, 0, 0);
      sample(round, Subject.JDANCE_REF, GET, 900, 0, 0);
    }

    assertContains("| 0.90 (0.90-0.90) | 0.90 (0.90-0.90) | open |");
  }

  @Test
  void anAimWithoutAllocationIsMissedByAllocating() {
    for (int round = 0; round < Aim.LEAST_ROUNDS; round++) {
      sample(round, Subject.CAFFEINE, GET, 1_000, 0, 0);
      sample(round, Subject.JDANCE_VAL, GET, 900, 16, 0);
    }

    assertContains("| >= 0.60 of `caffeine`, no allocation | 0.90 (0.90-0.90), 16.0 B | 0.90 (0.90-0.90) | missed |");

    for (int round = 0; round < Aim.LEAST_ROUNDS; round++) {
      sample(round, Subject.JDANCE_VAL, GET, 900, 0, 0);
    }

    assertContains("| >= 0.60 of `caffeine`, no allocation | 0.90 (0.90-0.90), 0 B | 0.90 (0.90-0.90) | met |");
  }

  @Test
  void serversCostsAndLostUpdatesAreShown() {
    Cell contended = new Cell(ValueKind.STRING, Workload.INVOKE_CONTENDED, 8);
    RunOptions onRedis = RunOptions.parse(List.of("--suite=redis", "--subjects=redisson", "--workloads=invokeContended", "--threads=8"));
    results.add(0, Subject.REDIS_LIMIT, contended, new Sample(1_000, 1_000_000_000, 9_000_000, 64_000, 0, 4_000_000, 140_000, 0));
    results.add(0, Subject.REDISSON, contended, new Sample(500, 1_000_000_000, 9_000_000, 64_000, 0, 4_000_000, 140_000, 250));

    String report = Report.write(onRedis, results, "the command", Map.of());

    assertTrue(report.contains("| redis-limit | 9000 ns, 64.0 B; 4000 ns, 140 B |"), report);
    assertTrue(report.contains("| redisson | 0.50 (0.50-0.50), **50 % of the updates lost** |"), report);
  }

  @Test
  void anAimForOneNumberOfThreadsIsNotJudgedAtAnother() {
    Cell two = new Cell(ValueKind.STRING, Workload.GET, 2);
    RunOptions onRedis = RunOptions.parse(List.of("--suite=redis", "--subjects=jdance-redis", "--workloads=get", "--threads=1,2"));
    for (Cell cell : List.of(GET, two)) {
      sample(0, Subject.REDIS_LIMIT, cell, 1_000, 0, 0);
      sample(0, Subject.JDANCE_REDIS, cell, 800, 400, 0);
    }

    String report = Report.write(onRedis, results, "the command", Map.of());

    assertTrue(report.contains("1 thread | >= 0.95 of `redis-limit`, at most 300 B | 0.80 (0.80-0.80), 400 B |"), report);
    assertFalse(report.contains("2 threads | >="), report);
  }

  @Test
  void theBestPeerIsTheBestOfTheRound() {
    for (int round = 0; round < Aim.LEAST_ROUNDS; round++) {
      boolean even = round % 2 == 0;
      sample(round, Subject.RI_VAL, SESSION_GET, even ? 100 : 200, 0, 0);
      sample(round, Subject.EHCACHE_VAL, SESSION_GET, even ? 200 : 100, 0, 0);
      sample(round, Subject.JDANCE_VAL, SESSION_GET, 800, 0, 0);
    }

    assertContains("| get, session, `jdance-val`, 1 thread | >= 3.00 of the best peer | 4.00 (4.00-4.00) | 4.00 (4.00-4.00) | met |");
  }

  @Test
  void anAimThatWasNotMeasuredIsNotMentioned() {
    sample(0, Subject.CAFFEINE, GET, 1_000, 0, 0);

    assertFalse(report().contains("## Aims"));
  }

  @Test
  void theHeadingSaysHowItWasMeasured() {
    assertContains("    the command\n");
    assertContains("- Machine: small\n");
    assertContains("- Rounds: 9 after 3 of warm-up, 300 ms per window");
    assertContains("- Data: 10000 keys, zipf, seed 1");
  }

  @Test
  void figuresHaveTwoOrThreeDigits() {
    assertEquals(List.of("0", "0.0004", "0.048", "0.66", "4.01", "12.3", "250", "?"),
        List.of(0.0, 0.0004, 0.048, 0.66, 4.01, 12.34, 250.4, Double.NaN).stream().map(Numbers::figure).toList());
    assertEquals(List.of("12.0", "75.9k", "41.1M"), List.of(12.0, 75_900.0, 41_123_456.0).stream().map(Numbers::rate).toList());
    assertEquals(List.of("0", "0.1", "24.0", "5440"), List.of(0.01, 0.08, 24.0, 5_440.3).stream().map(Numbers::bytes).toList());
    assertEquals(List.of("20 %", "?"), List.of(0.199, Double.NaN).stream().map(Numbers::percent).toList());
  }

  @Test
  void theFileOfWindowsHasOneLineEach() {
    sample(0, Subject.CAFFEINE, GET, 1_000, 0, 0);
    sample(3, Subject.CAFFEINE, GET, 500, 0, 0);

    assertEquals(List.of("0,string,get,1,caffeine,1000,1000000000,1000000,0,0.0,0,0,0", "3,string,get,1,caffeine,500,1000000000,1000000,0,0.0,0,0,0"),
        WindowsFile.write(options, results).lines().skip(1).toList());
  }

  @Test
  void aSampleArrivesAsItIs() {
    Sample sample = new Sample(1, 2, 3, 4, Double.NaN, 5, 6, 7);

    assertEquals(sample, Sample.parse(sample.toLine()));
  }

  private void sampleShares(Cell cell, Subject baseline, Subject subject, double... shares) {
    for (int round = 0; round < shares.length; round++) {
      sample(round, baseline, cell, 1_000, 0, 0);
      // Twice the CPU time of the baseline: half the share by CPU.
      results.add(round, subject, cell, new Sample(Math.round(1_000 * shares[round]), 1_000_000_000, 2_000_000, 0, 0));
    }
  }

  private void sample(int round, Subject subject, Cell cell, long perSecond, long bytesPerOperation, double foreign) {
    results.add(round, subject, cell, new Sample(perSecond, 1_000_000_000, 1_000_000, perSecond * bytesPerOperation, foreign));
  }

  private void assertContains(String expected) {
    String report = report();
    assertTrue(report.contains(expected), () -> "'" + expected + "' should be in\n" + report);
  }

  private String report() {
    return Report.write(options, results, "the command", Map.of("Machine", "small"));
  }
}
