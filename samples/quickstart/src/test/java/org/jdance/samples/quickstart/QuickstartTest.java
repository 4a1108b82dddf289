package org.jdance.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdance.samples.quickstart.ChildJvm.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuickstartTest {

  @TempDir Path directory;

  @Test
  void printsTheSameOnEveryProvider() throws Exception {
    assertSameEverywhere();
  }

  @Test
  void anEmptyTextHasNothingToCount() throws Exception {
    Result result = assertSameEverywhere(Files.createFile(directory.resolve("empty.txt")).toString());
    assertLine(result, "text               empty.txt: 0 lines, 0 words, 0 different");
    assertLine(result, "hit percentage        0.0");
  }

  @Test
  void binaryJunkAndForeignLettersAreReadToo() throws Exception {
    byte[] junk = new byte[20_000];
    new Random(107).nextBytes(junk);
    Path file = Files.write(directory.resolve("junk.bin"), junk);
    Files.writeString(file, "\nZäune und Çizgi, Ελλάδα und Жук und zäune\n", StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);
    Result result = assertSameEverywhere(file.toString());
    assertTrue(result.out().contains("junk.bin: "), result.out());
  }

  @Test
  void oneHugeLineIsCutWhereTheBoundIs() throws Exception {
    Path file = Files.writeString(directory.resolve("huge.txt"), "tick tock ".repeat(TextReader.MAX_WORDS));
    Result result = assertSameEverywhere(file.toString());
    assertLine(result, "text               huge.txt: 1 lines, 20,000 words, 2 different; too long, the rest was not read");
    assertLine(result, "from the cache     19,998");
    assertLine(result, "\"tick\"             10,000");
    assertLine(result, "\"tock\"             10,000");
  }

  @ParameterizedTest
  @EnumSource(names = "NO_PROVIDER", mode = EnumSource.Mode.EXCLUDE)
  void saysWhichProviderItRanOn(ClassPath classPath) throws Exception {
    Path file = Files.writeString(directory.resolve("short.txt"), "one word");
    Result result = ChildJvm.run(directory, classPath, Quickstart.class, file.toString());
    assertTrue(result.out().startsWith("~ provider           " + classPath.providerClass() + "\n"), result.out());
  }

  @Test
  void whatItSaysOfThePackedTextIsTrue() throws Exception {
    Result result = ChildJvm.run(directory, ClassPath.JDANCE, Quickstart.class);
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());

    String text = packedText();
    Map<String, Integer> counts = countByHand(text);
    int words = counts.values().stream().mapToInt(Integer::intValue).sum();
    int different = counts.size();
    assertTrue(different > 300 && words > 5 * different, "the text should repeat its words");

    assertLine(result, String.format(
        Locale.ROOT, "text               shop-diary.txt: %,d lines, %,d words, %,d different", text.lines().count(), words, different));
    for (String label : List.of("from the cache", "hits", "entries updated")) {
      assertNumber(result, label, words - different);
    }
    for (String label : List.of("computed", "misses", "puts", "words", "entries created")) {
      assertNumber(result, label, different);
    }
    for (String label : List.of("gets", "counted")) {
      assertNumber(result, label, words);
    }
    assertLine(result, String.format(Locale.ROOT, "%-18s %6.1f", "hit percentage", 100f * (words - different) / words));
    List<Map.Entry<String, Integer>> mostFrequent = counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
        .limit(5)
        .toList();
    for (Map.Entry<String, Integer> entry : mostFrequent) {
      assertNumber(result, '"' + entry.getKey() + '"', entry.getValue());
    }
    for (String measured : List.of("time computing", "time saved", "time to expiry")) {
      assertTrue(Pattern.compile("^~ " + measured + " +[0-9]", Pattern.MULTILINE).matcher(result.out()).find(), result.out());
    }
  }

  @Test
  void anExpiredEntryIsComputedAgain() throws Exception {
    Path file = Files.writeString(directory.resolve("short.txt"), "one word");
    Result result = ChildJvm.run(directory, ClassPath.JDANCE, Quickstart.class, file.toString());
    String fingerprint = Fingerprint.of("lamp").substring(0, 16);
    assertLine(result, "first look-up      computed:       " + fingerprint);
    assertLine(result, "second look-up     from the cache: " + fingerprint);
    assertLine(result, "after expiry       computed:       " + fingerprint);
  }

  @Test
  void aTextThatCannotBeReadIsNamed() throws Exception {
    Path missing = directory.resolve("missing.txt");
    assertRefused("quickstart: cannot read " + missing + ": there is no such file\n", missing.toString());
    assertRefused("quickstart: cannot read " + directory + ": it is not a file\n", directory.toString());
    assertRefused("quickstart: one text file at most, but 2 arguments were given\n", "a.txt", "b.txt");
  }

  @Test
  void withoutAProviderItSaysWhatIsMissing() throws Exception {
    Result result = ChildJvm.run(directory, ClassPath.NO_PROVIDER, Quickstart.class);
    assertEquals(1, result.exitCode());
    assertTrue(result.err().startsWith("quickstart: the cache failed: "), result.err());
    assertTrue(result.err().endsWith("; put one JCache provider, such as org.jdance:jdance, on the class path\n"), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  /** Runs on every provider, compares what they print, and answers the run on JDance. */
  private Result assertSameEverywhere(String... arguments) throws Exception {
    Result jdance = ChildJvm.run(directory, ClassPath.JDANCE, Quickstart.class, arguments);
    assertEquals(0, jdance.exitCode(), jdance.err());
    assertFalse(jdance.stableLines().isEmpty());
    for (ClassPath peer : List.of(ClassPath.CAFFEINE, ClassPath.REFERENCE_IMPLEMENTATION)) {
      Result result = ChildJvm.run(directory, peer, Quickstart.class, arguments);
      assertEquals(0, result.exitCode(), peer + ": " + result.err());
      assertEquals(String.join("\n", jdance.stableLines()), String.join("\n", result.stableLines()), peer.toString());
    }
    return jdance;
  }

  private void assertRefused(String message, String... arguments) throws Exception {
    Result result = ChildJvm.run(directory, ClassPath.JDANCE, Quickstart.class, arguments);
    assertEquals(2, result.exitCode());
    assertEquals(message, result.err());
    assertEquals("", result.out());
  }

  private static void assertNumber(Result result, String label, int expected) {
    assertLine(result, String.format(Locale.ROOT, "%-18s %,6d", label, expected));
  }

  private static void assertLine(Result result, String expected) {
    assertTrue(result.stableLines().contains("  " + expected), () -> "no line \"" + expected + "\" in:\n" + result.out());
  }

  private static String packedText() throws IOException {
    try (InputStream in = QuickstartTest.class.getResourceAsStream("shop-diary.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Counts without anything of the sample: splits at all that is not a letter of the alphabet, which is enough for the packed text. */
  private static Map<String, Integer> countByHand(String text) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
      if (!word.isEmpty()) {
        counts.merge(word, 1, Integer::sum);
      }
    }
    return counts;
  }
}
