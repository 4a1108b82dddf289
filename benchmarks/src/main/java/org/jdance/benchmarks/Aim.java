package org.jdance.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure that JDance wants to reach.
 *
 * @param share least throughput, as a share of the best of {@code others} in the same round
 * @param mostBytes most bytes allocated per operation; infinite where there is no such aim
 */
record Aim(Subject subject, ValueKind kind, Workload workload, double share, List<Subject> others, double mostBytes) {
  private static final List<Subject> CAFFEINE = List.of(Subject.CAFFEINE);
  private static final List<Subject> PEERS_BY_VALUE =
      List.of(Subject.CAFFEINE_JCACHE_VAL, Subject.EHCACHE_VAL, Subject.CACHE2K_VAL, Subject.RI_VAL);
  /** Fewer rounds have no quartiles worth the name. */
  static final int LEAST_ROUNDS = 5;
  private static final double ANY = Double.POSITIVE_INFINITY;
  /** "No allocation" as far as it can be measured: what pools and timers allocate now and then is counted too. */
  private static final double NOTHING = 0.5;

  static final List<Aim> ALL = List.of(
      new Aim(Subject.JDANCE_REF, ValueKind.STRING, Workload.GET, 0.75, CAFFEINE, ANY),
      new Aim(Subject.JDANCE_REF, ValueKind.STRING, Workload.PUT, 0.5, CAFFEINE, ANY),
      new Aim(Subject.JDANCE_VAL, ValueKind.STRING, Workload.GET, 0.6, CAFFEINE, NOTHING),
      new Aim(Subject.JDANCE_VAL, ValueKind.SESSION, Workload.GET, 3, PEERS_BY_VALUE, ANY),
      new Aim(Subject.JDANCE_VAL, ValueKind.SESSION, Workload.PUT, 3, PEERS_BY_VALUE, ANY));

  /** How an aim and what was measured stand to each other. */
  enum Verdict {
    /** At least three quarters of the rounds reach it, in quiet. */
    MET("met"),
    /** More than three quarters of the rounds miss it, in quiet, or too much is allocated. */
    MISSED("missed"),
    /** The run does not tell: rounds lie on both sides, are too few, or were disturbed. */
    OPEN("open");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** The throughput measured, in the unit of {@link #share()}. */
  Quartiles measured(Results results, int threads) {
    return results.share(subject, others, cell(threads));
  }

  /** The same by CPU time. */
  Quartiles measuredByCpu(Results results, int threads) {
    return results.cpuShare(subject, others, cell(threads));
  }

  double bytes(Results results, int threads) {
    return results.quartiles(subject, cell(threads), Sample::bytesPerOperation).median();
  }

  boolean limitsBytes() {
    return mostBytes != ANY;
  }

  boolean isDisturbed(Results results, int threads, double quiet) {
    return results.isDisturbed(List.of(subject), cell(threads), quiet) || results.isDisturbed(others, cell(threads), quiet);
  }

  /** Judges; null if the run did not measure what the aim is about. */
  @Nullable Verdict verdict(Results results, int threads, double quiet) {
    Quartiles measured = measured(results, threads);
    if (!measured.isKnown()) {
      return null;
    }
    if (bytes(results, threads) > mostBytes) {
      return Verdict.MISSED;
    }
    if (results.samples(subject, cell(threads)).size() < LEAST_ROUNDS || isDisturbed(results, threads, quiet)) {
      return Verdict.OPEN;
    }
    if (measured.high() < share) {
      return Verdict.MISSED;
    }
    return measured.low() >= share ? Verdict.MET : Verdict.OPEN;
  }

  Cell cell(int threads) {
    return new Cell(kind, workload, threads);
  }
}
