package org.jdance.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run measures, and how long.
 *
 * @param baseline the subject that the others are held against; always among the subjects
 * @param warmUpRounds rounds before the counted ones; they are thrown away
 * @param window how long a workload runs at a time
 * @param quiet foreign CPU, as a share of the machine, above which a window counts as disturbed
 * @param retries how often a disturbed window is repeated at most
 * @param jvmArguments arguments of the subjects' JVMs
 * @param out file of the report; null for standard output
 * @param windows file of all single windows as comma-separated values; null for none
 */
record RunOptions(List<Subject> subjects, Subject baseline, List<Workload> workloads, List<ValueKind> values, List<Integer> threads, int rounds,
    int warmUpRounds, Duration window, double quiet, int retries, DataPlan data, List<String> jvmArguments, @Nullable Path out,
    @Nullable Path windows) {
  static final List<String> FLAGS = List.of("quick");
  private static final int MOST_ROUNDS = 1_000;
  private static final int MOST_MILLIS = 60_000;

  RunOptions {
    if (!subjects.contains(baseline)) {
      List<Subject> all = new ArrayList<>(subjects);
      all.add(0, baseline);
      subjects = all;
    }
    subjects = List.copyOf(subjects);
  }

  static RunOptions parse(List<String> arguments) {
    CommandLine line = new CommandLine(arguments, FLAGS);
    boolean quick = line.flag("quick");
    Suite suite = line.choice("suite", line.text("suite", Suite.EMBEDDED.label()), List.of(Suite.values()), Suite::label);
    List<Integer> threads = line.numbers("threads", quick ? List.of(1, 2) : suite.threads(), 1, DataPlan.MOST_WORKERS);
    List<ValueKind> kinds = List.of(ValueKind.values());
    String out = line.text("out");
    String windows = line.text("windows");
    List<Subject> subjects = suite.subjects();
    List<Workload> workloads = List.of(Workload.values());
    RunOptions options = new RunOptions(
        line.choices("subjects", subjects, subjects, Subject::label),
        line.choice("baseline", line.text("baseline", suite.baseline().label()), subjects, Subject::label),
        line.choices("workloads", suite.workloads(), workloads, Workload::label),
        line.choices("values", quick ? List.of(ValueKind.STRING) : suite.valueKinds(), kinds, ValueKind::label),
        threads,
        line.number("rounds", quick ? 1 : suite.rounds(), 1, MOST_ROUNDS),
        line.number("warmup", quick ? 0 : suite.warmUpRounds(), 0, MOST_ROUNDS),
        Duration.ofMillis(line.number("ms", quick ? 10 : suite.windowMillis(), 1, MOST_MILLIS)),
        line.number("quiet", 20, 0, 100) / 100.0,
        line.number("retries", quick ? 0 : 2, 0, 100),
        DataPlan.of(line, Collections.max(threads)),
        Arrays.stream(line.text("jvm-args", suite.jvmArguments()).split(" ", -1)).filter(argument -> !argument.isEmpty()).toList(),
        out == null ? null : Path.of(out),
        windows == null ? null : Path.of(windows));
    line.refuseUnknown();
    return options;
  }

  /** The subjects that take part for a kind of value, baseline included. */
  List<Subject> subjectsFor(ValueKind kind) {
    return subjects.stream().filter(subject -> subject == baseline || subject.isMeasuredWith(kind)).toList();
  }

  List<Cell> cellsFor(ValueKind kind) {
    List<Cell> cells = new ArrayList<>();
    for (Workload workload : workloads) {
      if (!workload.isMeasuredWith(kind)) {
        continue;
      }
      for (int workers : threads) {
        cells.add(new Cell(kind, workload, workers));
      }
    }
    return cells;
  }

  /** How long the run takes if nothing is repeated and nothing hangs, without the start of the JVMs. */
  Duration leastTime() {
    long windowCount = 0;
    for (ValueKind kind : values) {
      for (Cell cell : cellsFor(kind)) {
        windowCount += subjectsFor(kind).stream().filter(subject -> subject.does(cell.workload())).count() * (rounds + warmUpRounds);
      }
    }
    return window.multipliedBy(windowCount);
  }
}
