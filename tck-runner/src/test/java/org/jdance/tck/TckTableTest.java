package org.jdance.tck;

import static java.util.stream.Collectors.joining;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TckTableTest {

  private static final String LISTED = "org.jsr107.tck.CachingTest#dummyTest";
  private static final String MEMORY = execution("memory", "jdance:memory");
  private static final String FLEET = execution("fleet", "redis://{redis},{redis}/tck");
  private static final String KILLING = execution("killing", "redis://{redis},{redis:killed}/tck");
  private static final String BY_REFERENCE = "org.jsr107.tck.StoreByReferenceTest#get_Existing";
  private static final Surroundings COMPLETE = new Surroundings(Map.of(), false);
  private static final Map<ServerKind, String> NO_REDIS = Map.of(ServerKind.REDIS, "redis-server");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path pom;
  private Path excludeList;

  @Before
  public void writeInput() throws IOException {
    pom = folder.getRoot().toPath().resolve("pom.xml");
    excludeList = folder.getRoot().toPath().resolve("ExcludeList");
    Files.writeString(excludeList, "# comment\n" + LISTED + "\n");
    pomWith("<execution><id>default-test</id></execution>" + MEMORY);
  }

  @Test
  public void allPassedWhenEveryTestRanAndOnlyTheListedOneIsExcluded() throws IOException {
    report("memory", TopologyResult.TCK_TESTS - 1, excluded(LISTED));
    TckTable table = read(COMPLETE);
    assertTrue(table.allPassed());
    assertHas(table, "memory   jdance:memory   479     479       0       0        0         1\n");
    assertHas(table, "  on memory:\n    " + LISTED + "\n");
    assertHas(table, "TCK: all passed.\n");
  }

  @Test
  public void oneTestTooFewFails() throws IOException {
    report("memory", TopologyResult.TCK_TESTS - 2, excluded(LISTED));
    assertFailsWith("PROBLEM memory: 478 tests were run, the TCK has 479.");
  }

  @Test
  public void aTopologyThatLeftNoReportsFails() throws IOException {
    assertFailsWith("PROBLEM memory: 0 tests were run, the TCK has 479.");
  }

  @Test
  public void aFailureFails() throws IOException {
    report("memory", TopologyResult.TCK_TESTS, test("T#bad", "<failure>no</failure>"));
    TckTable table = assertFailsWith("PROBLEM memory: Failed: T#bad");
    assertHas(table, "memory   jdance:memory   480     479       1       0        0         0\n");
  }

  @Test
  public void anErrorFails() throws IOException {
    report("memory", TopologyResult.TCK_TESTS, test("T#bad", "<error>no</error>"));
    assertFailsWith("PROBLEM memory: Error: T#bad");
  }

  @Test
  public void aSkippedTestFails() throws IOException {
    report("memory", TopologyResult.TCK_TESTS, test("T#lazy", "<skipped/>"));
    assertFailsWith("PROBLEM memory: Skipped: T#lazy");
  }

  @Test
  public void anExclusionThatIsNotListedFails() throws IOException {
    report("memory", TopologyResult.TCK_TESTS, excluded("org.jsr107.tck.CacheTest#testCacheUnwrap"));
    assertFailsWith("PROBLEM memory: Excluded, but not on the exclude list: org.jsr107.tck.CacheTest#testCacheUnwrap");
  }

  @Test
  public void theTestsByReferenceMustRunOnTheEmbeddedStoreOnly() throws IOException {
    pomWith(MEMORY + FLEET);
    String byReference = excluded(BY_REFERENCE);
    report("memory", TopologyResult.TCK_TESTS, byReference);
    report("fleet", TopologyResult.TCK_TESTS, byReference);
    TckTable table = assertFailsWith("PROBLEM memory: Excluded, but not on the exclude list: " + BY_REFERENCE);
    assertFalse(table.toString().contains("PROBLEM fleet"));
  }

  @Test
  public void aFleetOnWhichTheTestsByReferenceRanWasNone() throws IOException {
    pomWith(FLEET);
    report("fleet", TopologyResult.TCK_TESTS, "");
    assertFailsWith("PROBLEM fleet: Caches by reference were offered, as on the embedded store only: this was no fleet.");
  }

  @Test
  public void aServerThatWasToBeKilledMustHaveBeen() throws IOException {
    pomWith(KILLING);
    report("killing", TopologyResult.TCK_TESTS, excluded(BY_REFERENCE));
    assertFailsWith("PROBLEM killing: 0 servers were killed, not 1.");
    note("killing", "killed: redis on port 21000 in test 239, T#t");
    TckTable table = read(COMPLETE);
    assertTrue(table.toString(), table.allPassed());
    assertHas(table, "Killed in killing: redis on port 21000 in test 239, T#t\n");
  }

  @Test
  public void aServerThatEndedByItselfFails() throws IOException {
    pomWith(FLEET);
    report("fleet", TopologyResult.TCK_TESTS, excluded(BY_REFERENCE));
    note("fleet", "lost: redis on port 21001");
    assertFailsWith("PROBLEM fleet: Ended in mid-run although it should not: redis on port 21001");
  }

  @Test
  public void aTopologyWithoutItsServersIsSkippedAndThatIsSaid() throws IOException {
    pomWith(MEMORY + FLEET);
    report("memory", TopologyResult.TCK_TESTS, "");
    TckTable table = read(new Surroundings(NO_REDIS, false));
    assertTrue(table.allPassed());
    assertHas(table, "SKIPPED: TCK topology fleet: not installed here: redis-server.\n");
    assertHas(table, "TCK: all passed on 1 topologies; 1 were SKIPPED, see above.\n");
  }

  @Test
  public void whereAllServersAreRequiredASkippedTopologyFails() throws IOException {
    pomWith(MEMORY + FLEET);
    report("memory", TopologyResult.TCK_TESTS, "");
    TckTable table = read(new Surroundings(NO_REDIS, true));
    assertFalse(table.allPassed());
    assertHas(table, "TCK: NOT all passed.\n");
  }

  @Test
  public void everyTestIsLeftOutOfATopologyWithoutItsServersOnly() throws IOException {
    pomWith(MEMORY + FLEET);
    Path leftOut = folder.getRoot().toPath().resolve("left-out");
    List<String> skips = MissingServers.leaveOut(Topology.of(pom), new Surroundings(NO_REDIS, false), leftOut);
    assertEquals(List.of("TCK topology fleet: not installed here: redis-server."), skips);
    assertEquals("", Files.readString(leftOut.resolve("memory")));
    assertEquals("**/*\n", Files.readString(leftOut.resolve("fleet")));
  }

  @Test
  public void oneBadTopologyAmongGoodOnesFails() throws IOException {
    pomWith(MEMORY + FLEET);
    report("memory", TopologyResult.TCK_TESTS, "");
    assertFailsWith("PROBLEM fleet: 0 tests were run, the TCK has 479.");
  }

  @Test
  public void noTopologyAtAllFails() throws IOException {
    pomWith("<execution><id>default-test</id></execution>");
    assertFailsWith("Excluded tests are left out by the TCK itself and count as run and passed, as they do for JUnit:");
  }

  @Test
  public void theRunnersOwnPomHasTheEmbeddedStoreAndEveryFleetThatIsPromised() throws IOException {
    List<Topology> topologies = Topology.of(Path.of("pom.xml").toAbsolutePath());
    assertTrue(topologies.toString(), topologies.contains(new Topology("memory", "jdance:memory")));
    List<String> fleets = topologies.stream()
        .map(topology -> topology.template().servers().stream().map(server -> server.kind() + " " + server.fate()).collect(joining(", ")))
        .toList();
    assertEquals(
        List.of(
            "",
            "REDIS UP",
            "REDIS UP, REDIS UP, REDIS UP",
            "MEMCACHED UP",
            "MEMCACHED UP, MEMCACHED UP, MEMCACHED UP",
            "SHAREDANCE UP, SHAREDANCE UP, SHAREDANCE UP",
            "REDIS UP, MEMCACHED UP, SHAREDANCE UP",
            "REDIS UP, REDIS UP, REDIS DOWN",
            "REDIS UP, REDIS UP, REDIS KILLED",
            "REDIS UP, REDIS UP, REDIS UP",
            "REDIS UP, REDIS UP, REDIS UP",
            "MEMCACHED UP, MEMCACHED UP, MEMCACHED UP",
            "SHAREDANCE UP, SHAREDANCE UP, SHAREDANCE UP"),
        fleets);
  }

  private static String execution(String id, String uri) {
    return "<execution><id>" + id + "</id><u><jdance.uri>" + uri + "</jdance.uri></u></execution>";
  }

  private void note(String topology, String line) throws IOException {
    Files.writeString(folder.getRoot().toPath().resolve(topology).resolve(ServerNotes.FILE), line + "\n");
  }

  private void pomWith(String executions) throws IOException {
    Files.writeString(pom, "<project><executions>" + executions + "</executions></project>");
  }

  private void report(String topology, int passed, String further) throws IOException {
    Path reports = Files.createDirectory(folder.getRoot().toPath().resolve(topology));
    StringBuilder tests = new StringBuilder("<testsuite>");
    for (int i = 0; i < passed; i++) {
      tests.append(test("T#test" + i, ""));
    }
    Files.writeString(reports.resolve("TEST-T.xml"), tests.append(further).append("</testsuite>"));
  }

  private static String excluded(String test) {
    String[] name = test.split("#", 2);
    String log = "<system-err><![CDATA[INFO: ===== EXCLUDING TEST '" + name[0] + "'\t'" + name[1] + "'.]]></system-err>";
    return test(test, log);
  }

  private static String test(String test, String content) {
    String[] name = test.split("#", 2);
    return "<testcase classname='" + name[0] + "' name='" + name[1] + "'>" + content + "</testcase>";
  }

  private TckTable read(Surroundings surroundings) throws IOException {
    return TckTable.read(pom, folder.getRoot().toPath(), excludeList, surroundings);
  }

  private TckTable assertFailsWith(String line) throws IOException {
    TckTable table = read(COMPLETE);
    assertFalse(table.allPassed());
    assertHas(table, line + "\n");
    assertHas(table, "TCK: NOT all passed.\n");
    return table;
  }

  private static void assertHas(TckTable table, String line) {
    assertTrue(table.toString(), table.toString().contains(line));
  }
}
