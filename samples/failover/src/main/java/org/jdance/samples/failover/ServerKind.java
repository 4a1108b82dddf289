package org.jdance.samples.failover;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of servers that the program can start: how, and how each is asked what it holds. */
enum ServerKind {
  REDIS("redis-server", "valkey-server") {
    @Override
    List<String> command(int port, Path directory) {
      return List.of(program(), "--bind", LocalServer.HOST, "--port", text(port), "--save", "", "--appendonly", "no");
    }

    @Override
    long countEntries(int port, Path directory) throws IOException {
      // ":1234"
      return Long.parseLong(ask(port, "DBSIZE", ":").substring(1));
    }
  },
  MEMCACHED("memcached") {
    @Override
    List<String> command(int port, Path directory) {
      // As root it wants to be told whom to run as; for others the option has no effect.
      return List.of(program(), "-l", LocalServer.HOST, "-p", text(port), "-U", "0", "-m", "256", "-u", System.getProperty("user.name", "root"));
    }

    @Override
    long countEntries(int port, Path directory) throws IOException {
      String line = "STAT curr_items ";
      return Long.parseLong(ask(port, "stats", line).substring(line.length()));
    }
  },
  SHAREDANCE {
    @Override
    List<String> command(int port, Path directory) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String entries = directory.resolve(ENTRIES).toString();
      return List.of(
          java, "-XX:+UseSerialGC", "-Xmx128m", "-cp", sharedanceServer(), SHAREDANCE_MAIN,
          "--host", LocalServer.HOST, "--port", text(port), "--directory", entries, "--expiration", "0");
    }

    @Override
    boolean isInstalled() {
      return true;
    }

    @Override
    void empty(Path directory) throws IOException {
      try (Stream<Path> files = Files.list(directory.resolve(ENTRIES))) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
    }

    /** The protocol has no such question; but each entry is a file, and a file whose name begins with a dot is one being written. */
    @Override
    long countEntries(int port, Path directory) throws IOException {
      try (Stream<Path> files = Files.list(directory.resolve(ENTRIES))) {
        return files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
      }
    }
  };

  private static final String ENTRIES = "entries";
  private static final String SHAREDANCE_MAIN = "org.jdance.sharedance.server.Main";
  private static final int ASK_TIMEOUT_MILLIS = 2_000;
  private static final int MAX_LINES = 1_000;

  // The list is made by List.of and cannot change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> programs;

  ServerKind(String... programs) {
    this.programs = List.of(programs);
  }

  /** The best kind that is installed. */
  static ServerKind best() {
    return Stream.of(values()).filter(ServerKind::isInstalled).findFirst().orElse(SHAREDANCE);
  }

  /** The command that starts a server. */
  abstract List<String> command(int port, Path directory);

  /** How many entries a server holds: the application's, and a few records that the provider keeps for itself. */
  abstract long countEntries(int port, Path directory) throws IOException;

  /** Deletes what a server that has ended left behind; most leave nothing. */
  void empty(Path directory) throws IOException {}

  /** The scheme of a URI that names such servers. */
  String scheme() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isInstalled() {
    return find() != null;
  }

  String program() {
    String found = find();
    if (found == null) {
      throw new IllegalStateException("None of " + programs + " is on the PATH");
    }
    return found;
  }

  private @Nullable String find() {
    String path = System.getenv("PATH");
    for (String program : programs) {
      for (String directory : (path == null ? "" : path).split(File.pathSeparator, -1)) {
        Path file = Path.of(directory, program);
        if (!directory.isEmpty() && Files.isExecutable(file)) {
          return file.toString();
        }
      }
    }
    return null;
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  /** Sends one line to a server and answers the first line back that begins so. */
  private static String ask(int port, String question, String beginning) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(LocalServer.address(port), ASK_TIMEOUT_MILLIS);
      socket.setSoTimeout(ASK_TIMEOUT_MILLIS);
      socket.getOutputStream().write((question + "\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (int i = 0; i < MAX_LINES; i++) {
        String line = answers.readLine();
        if (line == null || line.equals("END")) {
          break;
        }
        if (line.startsWith(beginning)) {
          return line;
        }
      }
      throw new IOException("The server on port " + port + " did not answer " + question);
    }
  }

  /** Where the classes of our own server are: it is a runtime dependency, so they came with this program. */
  private static String sharedanceServer() {
    try {
      Class<?> main = Class.forName(SHAREDANCE_MAIN, false, ServerKind.class.getClassLoader());
      return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException("The Sharedance server, org.jdance:jdance-sharedance-server, is not on the class path", e);
    }
  }
}
