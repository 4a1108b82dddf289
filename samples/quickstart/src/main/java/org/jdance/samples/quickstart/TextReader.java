package org.jdance.samples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes the words out of a text file of any kind and size.
 *
 * <p>A word is a run of letters. Nothing is held but the words, so that a line may be as long as it likes, and what is not UTF-8 simply
 * has no letters in it.
 */
final class TextReader {

  /** No more words than these are read: they bound the time that the program takes. */
  static final int MAX_WORDS = 20_000;

  /** No more characters than these are read: they bound the time that a text without words takes. */
  static final int MAX_CHARACTERS = 4_000_000;

  /** A longer run of letters counts as a word of this length. */
  static final int MAX_WORD_LENGTH = 40;

  private static final String PACKED = "shop-diary.txt";

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private int lines;
  private boolean lineBegun;
  private boolean cutShort;

  private TextReader() {}

  /** The text that comes with the program. */
  static Text readPacked() throws UnreadableTextException {
    try (InputStream in = TextReader.class.getResourceAsStream(PACKED)) {
      if (in == null) {
        throw new UnreadableTextException("the text " + PACKED + " is missing from the program itself; build it again");
      }
      return read(PACKED, in);
    } catch (IOException e) {
      throw new UnreadableTextException("cannot read the packed text " + PACKED + ": " + e.getMessage(), e);
    }
  }

  /** The text of a file of the user. */
  static Text read(Path file) throws UnreadableTextException {
    if (!Files.exists(file)) {
      throw new UnreadableTextException("cannot read " + file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new UnreadableTextException("cannot read " + file + ": it is not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(String.valueOf(file.getFileName()), in);
    } catch (AccessDeniedException e) {
      throw new UnreadableTextException("cannot read " + file + ": access is denied", e);
    } catch (IOException e) {
      throw new UnreadableTextException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Text read(String name, InputStream in) throws IOException {
    TextReader reader = new TextReader();
    reader.readAll(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    return new Text(name, reader.lines, reader.words, reader.cutShort);
  }

  private void readAll(Reader in) throws IOException {
    int read = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (read == MAX_CHARACTERS || words.size() == MAX_WORDS) {
        cutShort = true;
        break;
      }
      read++;
      accept((char) c);
    }
    endWord();
    if (lineBegun) {
      lines++;
    }
  }

  private void accept(char c) {
    lineBegun = c != '\n';
    if (c == '\n') {
      lines++;
    }
    if (!Character.isLetter(c)) {
      endWord();
    } else if (word.length() < MAX_WORD_LENGTH) {
      word.append(c);
    }
  }

  private void endWord() {
    if (word.length() > 0) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }
}
