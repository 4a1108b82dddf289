package org.jdance.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prints what the TCK said, a row for each topology, and fails unless every topology passed every test. */
public final class TckTable {

  private static final String ROW = "%-12s %-28s %5s %7s %7s %7s %8s %9s\n";

  private final List<TopologyResult> results;
  private final Set<String> excludeList;

  private TckTable(List<TopologyResult> results, Set<String> excludeList) {
    this.results = results;
    this.excludeList = excludeList;
  }

  /**
   * Run by the build after all topologies.
   *
   * @param args the runner's pom, the directory with a directory of reports for each topology, the exclude list, the file to write the table to
   * @throws IOException if a file cannot be read or written
   * @throws IllegalStateException if any topology is not all passed
   */
  public static void main(String[] args) throws IOException {
    TckTable table = read(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    Files.writeString(Path.of(args[3]), table.toString());
    System.out.print("\n" + table);
    if (!table.allPassed()) {
      throw new IllegalStateException("The TCK is not all passed; see the table above.");
    }
  }

  /** The results of all topologies that a pom has, each from the directory of its name. */
  static TckTable read(Path pom, Path reports, Path excludeList) throws IOException {
    List<TopologyResult> results = new ArrayList<>();
    for (Topology topology : Topology.of(pom)) {
      results.add(TopologyResult.read(topology, reports.resolve(topology.name())));
    }
    return new TckTable(results, readExcludeList(excludeList));
  }

  private static Set<String> readExcludeList(Path file) throws IOException {
    Set<String> tests = new LinkedHashSet<>();
    for (String line : Files.readAllLines(file)) {
      String test = line.strip();
      if (!test.isEmpty() && !test.startsWith("#")) {
        tests.add(test);
      }
    }
    return tests;
  }

  /** Whether there is a topology and each is without a problem. */
  boolean allPassed() {
    return !results.isEmpty() && results.stream().allMatch(result -> result.problems(excludeList).isEmpty());
  }

  /** The table, then by name whatever was not plainly run and passed, then the verdict. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("JCache TCK 1.1.1\n");
    text.append(String.format(ROW, "topology", "jdance.uri", "run", "passed", "failed", "errors", "skipped", "excluded"));
    for (TopologyResult result : results) {
      text.append(
          String.format(
              ROW,
              result.topology().name(),
              result.topology().uri(),
              result.run(),
              result.passed(),
              result.failed().size(),
              result.errors().size(),
              result.skipped().size(),
              result.excluded().size()));
    }
    text.append("Excluded tests are left out by the TCK itself and count as run and passed, as they do for JUnit:\n");
    for (TopologyResult result : results) {
      for (String test : result.excluded()) {
        text.append(String.format("  %s: %s\n", result.topology().name(), test));
      }
    }
    for (TopologyResult result : results) {
      for (String problem : result.problems(excludeList)) {
        text.append(String.format("PROBLEM %s: %s\n", result.topology().name(), problem));
      }
    }
    return text.append(allPassed() ? "TCK: all passed.\n" : "TCK: NOT all passed.\n").toString();
  }
}
