package org.jdance.internal.node.redis;

import java.nio.charset.StandardCharsets;
import org.jdance.internal.transport.OutputBuffer;

/** The bytes of commands: arrays of bulk strings. */
final class RedisCommand {

  private static final byte[] CRLF = {'\r', '\n'};

  private RedisCommand() {}

  /** The beginning of a command with this many arguments in all, its own words among them. */
  static byte[] begin(int arguments, String... words) {
    StringBuilder text = new StringBuilder("*" + arguments + "\r\n");
    for (String word : words) {
      text.append(argument(word));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A command of words alone. */
  static byte[] of(String... words) {
    return begin(words.length, words);
  }

  /** One argument, encoded once and used often. */
  static byte[] constant(String word) {
    return argument(word).getBytes(StandardCharsets.UTF_8);
  }

  /** Puts the beginning of an array. */
  static void putArray(OutputBuffer out, int arguments) {
    out.putDecimal('*', arguments);
  }

  /** Puts an argument. */
  static void putArgument(OutputBuffer out, byte[] bytes) {
    out.putDecimal('$', bytes.length);
    out.put(bytes);
    out.put(CRLF);
  }

  /** Puts a number as an argument. */
  static void putArgument(OutputBuffer out, long number) {
    putArgument(out, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  private static String argument(String word) {
    return "$" + word.getBytes(StandardCharsets.UTF_8).length + "\r\n" + word + "\r\n";
  }
}
