package org.jdance.internal.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Replaces placeholders for environment variables and for the contents of files in a value; two dollar signs before a brace stand for one,
 * with no placeholder. What is put in is not looked at again.
 */
final class Placeholders {

  /** The largest file that a placeholder may name. */
  static final int MAX_FILE_BYTES = 64 * 1024;

  private static final String KNOWN = "; write ${env:NAME} or ${file:PATH}, or $${ for a literal ${";

  private final Map<String, String> variables;

  Placeholders(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The value with its placeholders replaced, or {@link InvalidValueException}. */
  String resolve(String value) {
    StringBuilder resolved = new StringBuilder();
    int from = 0;
    for (int at = value.indexOf("${"); at >= 0; at = value.indexOf("${", from)) {
      if (at > from && value.charAt(at - 1) == '$') {
        resolved.append(value, from, at - 1).append("${");
        from = at + 2;
        continue;
      }
      int end = value.indexOf('}', at);
      if (end < 0) {
        throw new InvalidValueException("has a ${ without its }" + KNOWN);
      }
      resolved.append(value, from, at).append(lookUp(value.substring(at + 2, end)));
      from = end + 1;
    }
    return resolved.append(value, from, value.length()).toString();
  }

  /** Whether a value is this word, white space aside; one that cannot be resolved is not, and is reported when it is checked. */
  boolean isWord(String word, String value) {
    try {
      return resolve(value).strip().equals(word);
    } catch (InvalidValueException e) {
      return false;
    }
  }

  private String lookUp(String placeholder) {
    if (placeholder.startsWith("env:")) {
      String name = placeholder.substring("env:".length());
      String value = variables.get(name);
      if (value == null) {
        throw new InvalidValueException("needs the environment variable " + SafeText.quote(name) + ", which is not set");
      }
      return value;
    }
    if (placeholder.startsWith("file:")) {
      return read(placeholder.substring("file:".length()));
    }
    throw new InvalidValueException("has an unknown placeholder" + KNOWN);
  }

  /** The file's text without its last line break. Only a regular file: reading a pipe could wait for ever. */
  private static String read(String name) {
    String file = "needs the file " + SafeText.quote(name) + ", which ";
    try {
      Path path = Path.of(name);
      if (name.isEmpty() || !Files.isRegularFile(path)) {
        throw new InvalidValueException(file + "is not there or is not a regular file");
      }
      String text = BoundedText.ofFile(path, MAX_FILE_BYTES);
      return text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text.endsWith("\n") ? text.substring(0, text.length() - 1)
          : text;
    } catch (InvalidPathException e) {
      throw new InvalidValueException(file + "is not a path");
    } catch (IOException e) {
      throw new InvalidValueException(file + "could not be read (" + BoundedText.reason(e) + ")");
    }
  }
}
