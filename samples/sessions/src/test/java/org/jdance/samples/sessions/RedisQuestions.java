package org.jdance.samples.sessions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jdance.testing.RedisProcess;

/** What a Redis server tells about itself, asked past JDance. */
final class RedisQuestions {

  private RedisQuestions() {}

  /** How many scripts the server has run: a write, or a read that moves the expiry, is one. */
  static long scriptCalls(RedisProcess server) throws IOException {
    return ask(server, "INFO commandstats").stream()
        .filter(line -> line.startsWith("cmdstat_evalsha:") || line.startsWith("cmdstat_eval:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf("calls=") + 6, line.indexOf(','))))
        .sum();
  }

  /** How long the server will still keep the entry whose key contains this text. */
  static long remainingMillis(RedisProcess server, String text) throws IOException {
    String key = ask(server, "KEYS *" + text + "*").stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    return Long.parseLong(ask(server, "PTTL " + key).get(0).substring(1));
  }

  /** The lines of the answer to a command. */
  private static List<String> ask(RedisProcess server, String command) throws IOException {
    try (Socket socket = new Socket(server.host(), server.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
      BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> lines = new ArrayList<>();
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        lines.add(line);
      }
      return lines;
    }
  }
}
