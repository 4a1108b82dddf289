package org.jdance.benchmarks;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A figure that JDance wants to reach.
 *
 * @param threads the number of threads that it is about; {@link #ANY_THREADS} for all
 * @param share least throughput, as a share of the best of {@code others} in the same round
 * @param mostBytes most bytes allocated per operation; infinite where there is no such aim
 */
record Aim(Subject subject, ValueKind kind, Workload workload, int threads, double share, List<Subject> others, double mostBytes) {
  private static final List<Subject> CAFFEINE = List.of(Subject.CAFFEINE);
  private static final List<Subject> PEERS_BY_VALUE =
      List.of(Subject.CAFFEINE_JCACHE_VAL, Subject.EHCACHE_VAL, Subject.CACHE2K_VAL, Subject.RI_VAL);
  /** Fewer rounds have no quartiles worth the name. */
  static final int LEAST_ROUNDS = 5;
  private static final double ANY = Double.POSITIVE_INFINITY;
  /** "No allocation" as far as it can be measured: what pools and timers allocate now and then is counted too. */
  private static final double NOTHING = 0.5;

  /** An aim for every number of threads. */
  static final int ANY_THREADS = 0;
  /** A value of 100 bytes, and 200 for everything else. */
  private static final double VALUE_AND_200 = 300;

  static final List<Aim> ALL = Stream.of(embedded().stream(), onServers(Subject.JDANCE_REDIS, Subject.REDIS_LIMIT, 0.9).stream(),
      twoCopies(Subject.JDANCE_REDIS_R2, Subject.REDIS_LIMIT_R2, 0.8).stream(), onServers(Subject.JDANCE_MC, Subject.MC_LIMIT, 1).stream(),
      twoCopies(Subject.JDANCE_MC_R2, Subject.MC_LIMIT_R2, 0.5).stream()).flatMap(aims -> aims).toList();

  private static List<Aim> embedded() {
    return List.of(
        new Aim(Subject.JDANCE_REF, ValueKind.STRING, Workload.GET, ANY_THREADS, 0.75, CAFFEINE, ANY),
        new Aim(Subject.JDANCE_REF, ValueKind.STRING, Workload.PUT, ANY_THREADS, 0.5, CAFFEINE, ANY),
        new Aim(Subject.JDANCE_VAL, ValueKind.STRING, Workload.GET, ANY_THREADS, 0.6, CAFFEINE, NOTHING),
        new Aim(Subject.JDANCE_VAL, ValueKind.SESSION, Workload.GET, ANY_THREADS, 3, PEERS_BY_VALUE, ANY),
        new Aim(Subject.JDANCE_VAL, ValueKind.SESSION, Workload.PUT, ANY_THREADS, 3, PEERS_BY_VALUE, ANY));
  }

  private static List<Aim> onServers(Subject subject, Subject limit, double withEight) {
    return List.of(
        onServers(subject, limit, Workload.GET, 1, 0.95, VALUE_AND_200),
        onServers(subject, limit, Workload.GET, 8, withEight, VALUE_AND_200),
        onServers(subject, limit, Workload.GET, 32, 1.5, VALUE_AND_200),
        onServers(subject, limit, Workload.PUT, 1, 0.95, ANY),
        onServers(subject, limit, Workload.PUT, 8, withEight, ANY),
        onServers(subject, limit, Workload.PUT, 32, 1.5, ANY),
        onServers(subject, limit, Workload.PUT_IF_ABSENT, ANY_THREADS, 1, ANY),
        onServers(subject, limit, Workload.REPLACE, ANY_THREADS, 1, ANY),
        onServers(subject, limit, Workload.INVOKE, ANY_THREADS, 1, ANY),
        onServers(subject, limit, Workload.INVOKE_CONTENDED, 8, 10, ANY),
        onServers(subject, limit, Workload.GET_ALL, ANY_THREADS, 0.9, ANY),
        onServers(subject, limit, Workload.PUT_ALL, ANY_THREADS, 0.9, ANY));
  }

  private static List<Aim> twoCopies(Subject subject, Subject limit, double put) {
    return List.of(
        onServers(subject, limit, Workload.GET, ANY_THREADS, 0.95, ANY),
        onServers(subject, limit, Workload.PUT, ANY_THREADS, put, ANY));
  }

  private static Aim onServers(Subject subject, Subject limit, Workload workload, int threads, double share, double mostBytes) {
    return new Aim(subject, ValueKind.STRING, workload, threads, share, List.of(limit), mostBytes);
  }

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

  /** The limit of bytes in words, to follow the share. */
  String limit() {
    return mostBytes == ANY ? "" : mostBytes == NOTHING ? ", no allocation" : ", at most " + Numbers.figure(mostBytes) + " B";
  }

  boolean isAbout(int count) {
    return threads == ANY_THREADS || threads == count;
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
