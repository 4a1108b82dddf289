package org.jdance.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReaderTest {

  @TempDir Path directory;

  @Test
  void wordsAreRunsOfLettersInLowerCase() throws Exception {
    Text text = read("It's 7 o'clock -\r\nthe Bell; über");
    assertEquals(List.of("it", "s", "o", "clock", "the", "bell", "über"), text.words());
    assertEquals(2, text.lines());
    assertFalse(text.cutShort());
  }

  @Test
  void aLastLineCountsWithAndWithoutItsEnd() throws Exception {
    assertEquals(0, read("").lines());
    assertEquals(1, read("a").lines());
    assertEquals(1, read("a\n").lines());
    assertEquals(2, read("a\nb").lines());
    assertEquals(3, read("a\n\nb\n").lines());
  }

  @Test
  void aVeryLongWordIsCut() throws Exception {
    Text text = read("x".repeat(1_000_000) + " y");
    assertEquals(List.of("x".repeat(TextReader.MAX_WORD_LENGTH), "y"), text.words());
  }

  @Test
  void aTextOfExactlyTheBoundIsWhole() throws Exception {
    Text text = read("a ".repeat(TextReader.MAX_WORDS - 1) + "a");
    assertEquals(TextReader.MAX_WORDS, text.words().size());
    assertFalse(text.cutShort());
  }

  @Test
  void readingStopsAtTheBoundOfWords() throws Exception {
    Text text = read("a ".repeat(TextReader.MAX_WORDS + 1));
    assertEquals(TextReader.MAX_WORDS, text.words().size());
    assertTrue(text.cutShort());
  }

  @Test
  void readingStopsAtTheBoundOfCharacters() throws Exception {
    Text text = read(" ".repeat(TextReader.MAX_CHARACTERS) + "unread");
    assertEquals(List.of(), text.words());
    assertTrue(text.cutShort());
  }

  @Test
  void bytesThatAreNoTextHaveNoWords() throws Exception {
    Path file = Files.write(directory.resolve("bytes"), new byte[] {0, (byte) 0xff, (byte) 0xfe, (byte) 0x80, 7, 10});
    Text text = TextReader.read(file);
    assertEquals(List.of(), text.words());
    assertEquals(1, text.lines());
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThrows(UnreadableTextException.class, () -> TextReader.read(directory));
    assertThrows(UnreadableTextException.class, () -> TextReader.read(directory.resolve("missing")));
  }

  private Text read(String content) throws Exception {
    return TextReader.read(Files.writeString(directory.resolve("text"), content));
  }
}
