package org.jdance.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Writes results as Markdown. */
final class Report {
  private static final String DISTURBED = " ~";

  private final RunOptions options;
  private final Results results;
  private final StringBuilder text = new StringBuilder();

  private Report(RunOptions options, Results results) {
    this.options = options;
    this.results = results;
  }

  /**
   * Writes the whole report.
   *
   * @param command what to type to run the same again
   * @param facts what {@link Environment} says, in the order to be shown
   */
  static String write(RunOptions options, Results results, String command, Map<String, String> facts) {
    Report report = new Report(options, results);
    report.heading(command, facts);
    report.aims();
    for (ValueKind kind : options.values()) {
      for (int threads : options.threads()) {
        report.section(kind, threads);
      }
      report.failures(kind);
    }
    return report.text.toString();
  }

  private void heading(String command, Map<String, String> facts) {
    Quartiles foreign = Quartiles.of(results.foreignShares());
    line("# Benchmark results");
    line("");
    line("    " + command);
    line("");
    facts.forEach((name, value) -> line("- " + name + ": " + value));
    DataPlan data = options.data();
    line("- Data: " + data.keys() + " keys, " + data.distribution().label() + ", seed " + data.seed());
    line("- Rounds: " + options.rounds() + " after " + options.warmUpRounds() + " of warm-up, " + options.window().toMillis() + " ms per window");
    line("- JVM of each subject: " + String.join(" ", options.jvmArguments()));
    line("- Foreign CPU: " + Numbers.percent(foreign.median()) + " of the machine in the median window (quartiles " + Numbers.percent(foreign.low())
        + " and " + Numbers.percent(foreign.high()) + ", most "
        + Numbers.percent(DoubleStream.of(results.foreignShares()).filter(share -> !Double.isNaN(share)).max().orElse(Double.NaN)) + ")");
    line("");
    line("Throughput cells: median over the rounds of operations per second divided by those of `" + options.baseline().label()
        + "` in the same round, with quartiles.");
    line("A cell marked `~` had more than " + Numbers.percent(options.quiet())
        + " of foreign CPU in its median window, its own or the baseline's: do not rely on it.");
  }

  private void aims() {
    List<String> rows = new ArrayList<>();
    for (Aim aim : Aim.ALL) {
      for (int threads : options.threads()) {
        if (!aim.isAbout(threads)) {
          continue;
        }
        Aim.Verdict verdict = aim.verdict(results, threads, options.quiet());
        if (verdict != null) {
          rows.add(row(List.of(
              aim.workload().label() + ", " + aim.kind().label() + ", `" + aim.subject().label() + "`, " + count(threads),
              ">= " + Numbers.figure(aim.share()) + " of " + (aim.others().size() == 1 ? "`" + aim.others().get(0).label() + "`" : "the best peer")
                  + aim.limit(),
              quartiles(aim.measured(results, threads)) + (aim.limitsBytes() ? ", " + Numbers.bytes(aim.bytes(results, threads)) + " B" : "")
                  + (aim.isDisturbed(results, threads, options.quiet()) ? DISTURBED : ""),
              quartiles(aim.measuredByCpu(results, threads)),
              verdict.label())));
        }
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    line("");
    line("## Aims");
    line("");
    line("Met: the lower quartile reaches the aim. Missed: not even the upper quartile does, or it allocates more. Open: the quartiles lie on both sides,");
    line("the cell was disturbed, or there were fewer than " + Aim.LEAST_ROUNDS + " rounds.");
    line("");
    line(row(List.of("what", "aim", "measured", "the same per CPU time", "")));
    line(rule(5));
    rows.forEach(this::line);
  }

  private void section(ValueKind kind, int threads) {
    List<Cell> cells = options.cellsFor(kind).stream().filter(cell -> cell.threads() == threads).toList();
    line("");
    line("## Values: " + kind.label() + ", " + count(threads));
    line("");
    line("Throughput, share of `" + options.baseline().label() + "`:");
    line("");
    table(kind, cells, this::share);
    line(row(cells, "*" + options.baseline().label() + ", operations/s*",
        cell -> Numbers.rate(results.quartiles(options.baseline(), cell, Sample::operationsPerSecond).median())));
    line(row(cells, "*foreign CPU*", cell -> Numbers.percent(Quartiles.of(options.subjectsFor(kind).stream()
        .flatMap(subject -> results.samples(subject, cell).values().stream()).mapToDouble(Sample::foreignShare).toArray()).median())));
    line("");
    String ofServers = options.baseline().suite().hasServers() ? "; CPU of the servers, and bytes sent to them" : "";
    line("CPU in ns and bytes allocated, per operation (all threads of the JVM, medians)" + ofServers + ":");
    line("");
    table(kind, cells, this::cost);
  }

  private void table(ValueKind kind, List<Cell> cells, CellText cellText) {
    line(row(cells, "subject", cell -> cell.workload().label()));
    line(rule(cells.size() + 1));
    for (Subject subject : options.subjectsFor(kind)) {
      line(row(cells, subject.label(), cell -> results.samples(subject, cell).isEmpty() ? "-" : cellText.of(subject, cell)));
    }
  }

  private String share(Subject subject, Cell cell) {
    Quartiles share = results.share(subject, List.of(options.baseline()), cell);
    if (subject == options.baseline() || !share.isKnown()) {
      return share.isKnown() ? "1" : "no baseline";
    }
    return quartiles(share) + (results.isDisturbed(List.of(subject, options.baseline()), cell, options.quiet()) ? DISTURBED : "")
        + lost(subject, cell);
  }

  private String lost(Subject subject, Cell cell) {
    double lost = results.lostShare(subject, cell);
    return lost == 0 ? "" : ", **" + Numbers.percent(lost) + " of the updates lost**";
  }

  private String cost(Subject subject, Cell cell) {
    String own = ownCost(subject, cell);
    return subject.suite().hasServers() ? own + "; " + Numbers.figure(results.quartiles(subject, cell, Sample::serverCpuNanosPerOperation).median())
        + " ns, " + Numbers.bytes(results.quartiles(subject, cell, Sample::wireBytesPerOperation).median()) + " B" : own;
  }

  private String ownCost(Subject subject, Cell cell) {
    return Numbers.figure(results.quartiles(subject, cell, Sample::cpuNanosPerOperation).median()) + " ns, "
        + Numbers.bytes(results.quartiles(subject, cell, Sample::bytesPerOperation).median()) + " B";
  }

  private void failures(ValueKind kind) {
    results.failures(kind).forEach((subject, reason) -> {
      line("");
      line("No figures for " + kind.label() + " values: " + reason);
    });
  }

  private static String quartiles(Quartiles quartiles) {
    return Numbers.figure(quartiles.median()) + " (" + Numbers.figure(quartiles.low()) + "-" + Numbers.figure(quartiles.high()) + ")";
  }

  private static String count(int threads) {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  private static String row(List<Cell> cells, String first, Function<Cell, String> rest) {
    List<String> columns = new ArrayList<>(List.of(first));
    cells.forEach(cell -> columns.add(rest.apply(cell)));
    return row(columns);
  }

  private static String row(List<String> columns) {
    return "| " + String.join(" | ", columns) + " |";
  }

  private static String rule(int columns) {
    return "|" + "---|".repeat(columns);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** What stands in a table for a subject that was measured. */
  private interface CellText {
    String of(Subject subject, Cell cell);
  }
}
