package org.jdance.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdance.samples.quickstart.ChildJvm.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** README.md shows code and output of this module; here it is held to them. */
class ReadmeTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern OUTPUT = Pattern.compile("```text\n(~ provider.*?)```", Pattern.DOTALL);
  private static final Pattern PRINTS = Pattern.compile("It prints `(.*?)`");

  private static final Pattern LINK = Pattern.compile("]\\(([^):]+)\\)");

  @TempDir Path directory;

  @Test
  void theCodeIsTheOneThatIsCompiled() throws Exception {
    String source = Files.readString(Path.of(System.getProperty("quickstart.sources"), "org/jdance/samples/quickstart/FifteenLines.java"));
    assertEquals(source.substring(source.indexOf("import ")), inReadme(JAVA));
  }

  @Test
  void fifteenLinesAreFifteen() throws Exception {
    assertEquals(15, inReadme(JAVA).lines().filter(line -> !line.isBlank() && !line.startsWith("import ")).count());
  }

  @ParameterizedTest
  @EnumSource(names = "NO_PROVIDER", mode = EnumSource.Mode.EXCLUDE)
  void theCodePrintsWhatTheReadmeSays(ClassPath classPath) throws Exception {
    Result result = ChildJvm.run(directory, classPath, FifteenLines.class);
    assertEquals(0, result.exitCode(), result.err());
    assertEquals(inReadme(PRINTS) + "\n", result.out());
  }

  @Test
  void theQuickstartPrintsWhatTheReadmeShows() throws Exception {
    Result result = ChildJvm.run(directory, ClassPath.JDANCE, Quickstart.class);
    Result shown = new Result(0, inReadme(OUTPUT), "");
    assertEquals(String.join("\n", shown.stableLines()), String.join("\n", result.stableLines()));
    assertEquals(labels(shown), labels(result));
  }

  @Test
  void everyLinkLeadsToAFile() throws Exception {
    Path root = Path.of(System.getProperty("quickstart.readme")).getParent();
    Matcher links = LINK.matcher(Files.readString(root.resolve("README.md")));
    List<String> broken = links.results().map(link -> link.group(1)).filter(link -> !Files.exists(root.resolve(link))).toList();
    assertEquals(List.of(), broken);
  }

  /** The lines with only the labels of those that vary. */
  private static List<String> labels(Result result) {
    return result.out().lines().map(line -> line.startsWith("~") ? line.substring(0, 20) : line).toList();
  }

  private static String inReadme(Pattern pattern) throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("quickstart.readme")));
    Matcher matcher = pattern.matcher(readme);
    assertTrue(matcher.find(), () -> "README.md has no part like " + pattern);
    return matcher.group(1);
  }
}
