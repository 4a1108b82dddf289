package org.jdance.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Measures all subjects, each in a JVM of its own that lives as long as its kind of value is measured. In every round each cell is measured on
 * all subjects one right after the other, in an order drawn anew, so that what disturbs the machine for a while disturbs all of them.
 */
final class Run {
  private final RunOptions options;
  private final Consumer<String> progress;
  private final Random random;
  private final Results results = new Results();

  Run(RunOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    random = new Random(options.data().seed());
  }

  Results measureAll() throws InterruptedException {
    progress.accept("Windows alone take " + describe(options.leastTime()) + ", starting JVMs and repeating disturbed windows comes on top.");
    for (ValueKind kind : options.values()) {
      measure(kind);
    }
    return results;
  }

  private void measure(ValueKind kind) throws InterruptedException {
    Map<Subject, Child> children = new EnumMap<>(Subject.class);
    try {
      for (Subject subject : options.subjectsFor(kind)) {
        start(subject, kind, children);
      }
      List<Cell> cells = options.cellsFor(kind);
      int rounds = options.warmUpRounds() + options.rounds();
      for (int round = 0; round < rounds; round++) {
        progress.accept(kind.label() + ", " + (round < options.warmUpRounds() ? "warm-up " : "") + "round " + (round + 1) + " of " + rounds);
        Collections.shuffle(cells, random);
        for (Cell cell : cells) {
          measure(cell, round - options.warmUpRounds(), children);
        }
      }
    } finally {
      children.values().forEach(Child::close);
    }
  }

  private void start(Subject subject, ValueKind kind, Map<Subject, Child> children) throws InterruptedException {
    try {
      children.put(subject, new Child(subject, kind, options.data(), options.jvmArguments()));
    } catch (SubjectFailedException e) {
      fail(kind, subject, e);
    }
  }

  private void measure(Cell cell, int round, Map<Subject, Child> children) throws InterruptedException {
    List<Subject> subjects = new ArrayList<>(children.keySet());
    Collections.shuffle(subjects, random);
    for (Subject subject : subjects) {
      Child child = children.get(subject);
      if (child == null || !subject.does(cell.workload())) {
        continue;
      }
      try {
        Sample sample = quietest(child, cell, round);
        if (round >= 0) {
          results.add(round, subject, cell, sample);
        }
      } catch (SubjectFailedException e) {
        child.close();
        children.remove(subject);
        fail(cell.kind(), subject, e);
      }
    }
  }

  /** Repeats a disturbed window a few times and keeps the least disturbed one. The choice looks at the disturbance only, never at the speed. */
  private Sample quietest(Child child, Cell cell, int round) throws InterruptedException {
    Sample best = child.run(cell.workload(), cell.threads(), options.window());
    for (int retry = 0; retry < options.retries() && round >= 0 && best.foreignShare() > options.quiet(); retry++) {
      Sample next = child.run(cell.workload(), cell.threads(), options.window());
      if (next.foreignShare() < best.foreignShare()) {
        best = next;
      }
    }
    return best;
  }

  private void fail(ValueKind kind, Subject subject, SubjectFailedException failure) {
    String reason = String.valueOf(failure.getMessage());
    progress.accept("FAILED with " + kind.label() + " values: " + reason);
    results.fail(kind, subject, reason);
  }

  static String describe(Duration duration) {
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s" : duration.toSeconds() + " s";
  }
}
