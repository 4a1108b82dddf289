package org.jdance.tck;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * What Surefire's reports say of one topology. Tests are named {@code class#method}.
 *
 * @param topology what was tested
 * @param run all test methods that JUnit ran, the excluded ones among them
 * @param failed those with a failed assertion
 * @param errors those with any other exception
 * @param skipped those that JUnit skipped
 * @param excluded those whose body the TCK left out by its own means, the exclude list or a missing optional feature; JUnit counts them as passed
 * @param servers what became of the servers
 */
record TopologyResult(
    Topology topology, int run, Set<String> failed, Set<String> errors, Set<String> skipped, Set<String> excluded, ServerNotes servers) {

  /** The number of tests in version 1.1.1 of the TCK without those of annotations. */
  static final int TCK_TESTS = 479;

  /** How the TCK tells that it leaves out the body of a test. */
  private static final Pattern EXCLUDING = Pattern.compile("EXCLUDING TEST '([^']+)'\\s+'([^']+)'");

  private static final String BY_REFERENCE_CLASS = "org.jsr107.tck.StoreByReferenceTest#";
  private static final String BY_REFERENCE_TEST =
      "org.jsr107.tck.TypesTest#simpleAPINoGenericsAndNoTypeEnforcementStoreByReference";

  /** Reads the reports of one topology; a directory that is not there counts as no tests run. */
  static TopologyResult read(Topology topology, Path reports) throws IOException {
    ServerNotes servers = ServerNotes.read(reports.resolve(ServerNotes.FILE));
    TopologyResult result =
        new TopologyResult(topology, 0, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), servers);
    if (!Files.isDirectory(reports)) {
      return result;
    }
    int run = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
      for (Path file : files) {
        for (Element test : Xml.below(Xml.read(file), "testcase")) {
          result.add(test);
          run++;
        }
      }
    }
    return new TopologyResult(topology, run, result.failed, result.errors, result.skipped, result.excluded, servers);
  }

  private void add(Element test) {
    String name = test.getAttribute("classname") + "#" + test.getAttribute("name");
    if (!Xml.below(test, "failure").isEmpty()) {
      failed.add(name);
    } else if (!Xml.below(test, "error").isEmpty()) {
      errors.add(name);
    } else if (!Xml.below(test, "skipped").isEmpty()) {
      skipped.add(name);
    }
    Matcher matcher = EXCLUDING.matcher(test.getTextContent());
    while (matcher.find()) {
      excluded.add(matcher.group(1) + "#" + matcher.group(2));
    }
  }

  /** Tests that did what a test should: ran and neither failed nor were skipped. As in Surefire's own counts the excluded ones are among them. */
  int passed() {
    return run - failed.size() - errors.size() - skipped.size();
  }

  /**
   * What keeps this topology from being all passed, in sentences; none if it is.
   *
   * @param mayBeExcluded the tests on the exclude list
   */
  List<String> problems(Set<String> mayBeExcluded) {
    List<String> problems = new ArrayList<>();
    if (run < TCK_TESTS) {
      problems.add(run + " tests were run, the TCK has " + TCK_TESTS + ".");
    }
    failed.forEach(test -> problems.add("Failed: " + test));
    errors.forEach(test -> problems.add("Error: " + test));
    skipped.forEach(test -> problems.add("Skipped: " + test));
    for (String test : excluded) {
      if (!mayBeExcluded.contains(test) && !isOptionalHere(test)) {
        problems.add("Excluded, but not on the exclude list: " + test);
      }
    }
    if (!topology.storesByReference() && excluded.stream().noneMatch(TopologyResult::isByReference)) {
      problems.add("Caches by reference were offered, as on the embedded store only: this was no fleet.");
    }
    servers.lost().forEach(server -> problems.add("Ended in mid-run although it should not: " + server));
    long toKill = count(UriTemplate.Fate.KILLED);
    if (servers.killed().size() != toKill) {
      problems.add(servers.killed().size() + " servers were killed, not " + toKill + ".");
    }
    long toRestart = count(UriTemplate.Fate.RESTARTED);
    if (servers.restarted().size() < toRestart) {
      problems.add("Servers were restarted " + servers.restarted().size() + " times, not each of " + toRestart + " once at least.");
    }
    return problems;
  }

  private long count(UriTemplate.Fate fate) {
    return topology.template().servers().stream().filter(server -> server.fate() == fate).count();
  }

  private boolean isOptionalHere(String test) {
    return !topology.storesByReference() && isByReference(test);
  }

  private static boolean isByReference(String test) {
    return test.startsWith(BY_REFERENCE_CLASS) || test.equals(BY_REFERENCE_TEST);
  }
}
