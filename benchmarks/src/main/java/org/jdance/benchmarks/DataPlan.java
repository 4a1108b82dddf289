package org.jdance.benchmarks;

import java.util.List;

/**
 * What every JVM of a run must know to make the same data.
 *
 * @param keys number of keys in each cache
 * @param workers most workers that a workload runs with
 */
record DataPlan(int keys, int workers, Distribution distribution, int seed) {
  static final int DEFAULT_KEYS = 10_000;
  static final int MOST_KEYS = 1_000_000;
  static final int MOST_WORKERS = 256;

  static DataPlan of(CommandLine line, int workers) {
    return new DataPlan(line.number("keys", DEFAULT_KEYS, Dataset.KEYS_PER_SET, MOST_KEYS), workers,
        line.choice("distribution", line.text("distribution", "zipf"), List.of(Distribution.values()), Distribution::label),
        line.number("seed", 1, 0, Integer.MAX_VALUE));
  }

  Dataset create(ValueKind kind) {
    return new Dataset(kind, keys, workers, distribution, seed);
  }

  /** As arguments for another JVM. */
  List<String> toArguments() {
    return List.of("--keys=" + keys, "--workers=" + workers, "--distribution=" + distribution.label(), "--seed=" + seed);
  }
}
