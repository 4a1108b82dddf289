package org.jdance.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Prints what the TCK said, a row for each topology, and fails unless every topology passed every test. */
public final class TckTable {

  private final List<TopologyResult> results;
  private final List<String> obstacles;
  private final boolean allRequired;
  private final Set<String> excludeList;

  private TckTable(List<TopologyResult> results, List<String> obstacles, boolean allRequired, Set<String> excludeList) {
    this.results = results;
    this.obstacles = obstacles;
    this.allRequired = allRequired;
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
    TckTable table = read(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Surroundings.here());
    Files.writeString(Path.of(args[3]), table.toString());
    System.out.print("\n" + table);
    if (!table.allPassed()) {
      throw new IllegalStateException("The TCK is not all passed; see the table above.");
    }
  }

  /** The results of all topologies that a pom has and that can be tested in these surroundings, each from the directory of its name. */
  static TckTable read(Path pom, Path reports, Path excludeList, Surroundings surroundings) throws IOException {
    List<TopologyResult> results = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    for (Topology topology : Topology.of(pom)) {
      Optional<String> obstacle = surroundings.obstacle(topology);
      if (obstacle.isPresent()) {
        obstacles.add(obstacle.get());
      } else {
        results.add(TopologyResult.read(topology, reports.resolve(topology.name())));
      }
    }
    return new TckTable(results, obstacles, surroundings.required(), readExcludeList(excludeList));
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

  /** Whether there is a topology, each is without a problem, and none was skipped that must not be. */
  boolean allPassed() {
    return !results.isEmpty()
        && (obstacles.isEmpty() || !allRequired)
        && results.stream().allMatch(result -> result.problems(excludeList).isEmpty());
  }

  /** The table, then by name whatever was not plainly run and passed, then the verdict. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("JCache TCK 1.1.1\n");
    String row = "%-" + width("topology", Topology::name) + "s %-" + width("jdance.uri", Topology::uri) + "s %5s %7s %7s %7s %8s %9s\n";
    text.append(String.format(row, "topology", "jdance.uri", "run", "passed", "failed", "errors", "skipped", "excluded"));
    for (TopologyResult result : results) {
      text.append(
          String.format(
              row,
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
    excludedBy().forEach((topologies, tests) -> {
      text.append("  on ").append(String.join(", ", topologies)).append(":\n");
      tests.forEach(test -> text.append("    ").append(test).append('\n'));
    });
    for (TopologyResult result : results) {
      result.servers().killed().forEach(server -> text.append(String.format("Killed in %s: %s\n", result.topology().name(), server)));
    }
    for (TopologyResult result : results) {
      if (!result.servers().restarted().isEmpty()) {
        text.append(String.format("Killed and started again in %s: %d times\n", result.topology().name(), result.servers().restarted().size()));
      }
    }
    obstacles.forEach(obstacle -> text.append(Surroundings.SKIPPED).append(obstacle).append('\n'));
    for (TopologyResult result : results) {
      for (String problem : result.problems(excludeList)) {
        text.append(String.format("PROBLEM %s: %s\n", result.topology().name(), problem));
      }
    }
    return text.append(verdict()).toString();
  }

  private int width(String heading, Function<Topology, String> column) {
    return results.stream().map(TopologyResult::topology).map(column).mapToInt(String::length).reduce(heading.length(), Math::max);
  }

  /** The excluded tests, those together that were excluded on the same topologies. */
  private Map<List<String>, List<String>> excludedBy() {
    Map<String, List<String>> topologies = new TreeMap<>();
    for (TopologyResult result : results) {
      for (String test : result.excluded()) {
        topologies.computeIfAbsent(test, name -> new ArrayList<>()).add(result.topology().name());
      }
    }
    Map<List<String>, List<String>> tests = new LinkedHashMap<>();
    topologies.forEach((test, names) -> tests.computeIfAbsent(names, key -> new ArrayList<>()).add(test));
    return tests;
  }

  private String verdict() {
    if (!allPassed()) {
      return "TCK: NOT all passed.\n";
    }
    return obstacles.isEmpty()
        ? "TCK: all passed.\n"
        : "TCK: all passed on " + results.size() + " topologies; " + obstacles.size() + " were SKIPPED, see above.\n";
  }
}
