package org.jdance.benchmarks;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The samples of the counted rounds, and the subjects that failed. */
final class Results {
  private final Map<Cell, Map<Subject, SortedMap<Integer, Sample>>> samples = new HashMap<>();
  private final Map<ValueKind, Map<Subject, String>> failures = new EnumMap<>(ValueKind.class);

  void add(int round, Subject subject, Cell cell, Sample sample) {
    samples.computeIfAbsent(cell, c -> new EnumMap<>(Subject.class)).computeIfAbsent(subject, s -> new TreeMap<>()).put(round, sample);
  }

  /** Notes that a subject failed; what it measured before with this kind of value does not count. */
  void fail(ValueKind kind, Subject subject, String reason) {
    failures.computeIfAbsent(kind, k -> new EnumMap<>(Subject.class)).put(subject, reason);
    samples.forEach((cell, bySubject) -> {
      if (cell.kind() == kind) {
        bySubject.remove(subject);
      }
    });
  }

  /** Why subjects have no figures for a kind of value. */
  Map<Subject, String> failures(ValueKind kind) {
    return failures.getOrDefault(kind, Map.of());
  }

  boolean hasFailures() {
    return !failures.isEmpty();
  }

  /** A subject's samples by round. */
  SortedMap<Integer, Sample> samples(Subject subject, Cell cell) {
    return samples.getOrDefault(cell, Map.of()).getOrDefault(subject, new TreeMap<>());
  }

  Quartiles quartiles(Subject subject, Cell cell, ToDoubleFunction<Sample> figure) {
    return Quartiles.of(samples(subject, cell).values().stream().mapToDouble(figure).toArray());
  }

  /** Which part of a subject's updates was acknowledged but lost. */
  double lostShare(Subject subject, Cell cell) {
    Collection<Sample> all = samples(subject, cell).values();
    return (double) all.stream().mapToLong(Sample::lostUpdates).sum() / Math.max(1, all.stream().mapToLong(Sample::operations).sum());
  }

  /** Throughput of a subject as a share of the best of some others in the same round, over all rounds that have both. */
  Quartiles share(Subject subject, Collection<Subject> others, Cell cell) {
    return share(subject, others, cell, Sample::operationsPerSecond);
  }

  /** The same by operations per CPU time, which hardly depends on what else the machine does. */
  Quartiles cpuShare(Subject subject, Collection<Subject> others, Cell cell) {
    return share(subject, others, cell, Sample::operationsPerCpuSecond);
  }

  private Quartiles share(Subject subject, Collection<Subject> others, Cell cell, ToDoubleFunction<Sample> figure) {
    return Quartiles.of(samples(subject, cell).entrySet().stream().mapToDouble(own -> figure.applyAsDouble(own.getValue())
        / others.stream().map(other -> samples(other, cell).get(own.getKey())).filter(Objects::nonNull).mapToDouble(figure).max()
            .orElse(Double.NaN)).toArray());
  }

  /** Whether other processes took more than a share of the machine in the median window of any of the subjects. */
  boolean isDisturbed(Collection<Subject> subjects, Cell cell, double quiet) {
    return subjects.stream().anyMatch(subject -> quartiles(subject, cell, Sample::foreignShare).median() > quiet);
  }

  /** Foreign CPU of all windows of all kinds. */
  double[] foreignShares() {
    return samples.values().stream().flatMap(bySubject -> bySubject.values().stream()).flatMap(byRound -> byRound.values().stream())
        .mapToDouble(Sample::foreignShare).toArray();
  }
}
