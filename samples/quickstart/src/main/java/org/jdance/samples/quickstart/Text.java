package org.jdance.samples.quickstart;

import java.util.List;
import java.util.Locale;

/**
 * The words of a text in their order.
 *
 * @param name what the text is called in the report
 * @param lines how many lines were read
 * @param words the words, in lower case
 * @param cutShort whether the text goes on after what was read
 */
record Text(String name, int lines, List<String> words, boolean cutShort) {

  Text {
    words = List.copyOf(words);
  }

  long differentWords() {
    return words.stream().distinct().count();
  }

  String summary() {
    String counts = String.format(Locale.ROOT, "%s: %,d lines, %,d words, %,d different", name, lines, words.size(), differentWords());
    return cutShort ? counts + "; too long, the rest was not read" : counts;
  }
}
