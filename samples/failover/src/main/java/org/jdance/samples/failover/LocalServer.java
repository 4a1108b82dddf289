package org.jdance.samples.failover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A cache server in a process of its own on this machine, with a temporary directory of its own. */
final class LocalServer implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  private static final int START_ATTEMPTS = 3;
  private static final long START_SECONDS = 20;
  private static final long POLL_MILLIS = 20;
  private static final long END_SECONDS = 10;

  private final ServerKind kind;
  private final int port;
  private final Path directory;
  private volatile Process process;
  private volatile boolean killed;

  private LocalServer(ServerKind kind, int port, Path directory, Process process) {
    this.kind = kind;
    this.port = port;
    this.directory = directory;
    this.process = process;
  }

  /** Starts a server on a free port and waits until it listens. */
  static LocalServer start(ServerKind kind) throws IOException, InterruptedException {
    String failure = "";
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      int port = freePort();
      Path directory = Files.createTempDirectory("failover-" + kind.scheme() + "-");
      LocalServer server = new LocalServer(kind, port, directory, launch(kind, port, directory));
      if (server.waitUntilListening()) {
        return server;
      }
      // Somebody else may have taken the port meanwhile.
      failure = Files.readString(log(directory)).strip();
      server.close();
    }
    throw new IOException("a " + kind.scheme() + " server does not start: " + failure);
  }

  int port() {
    return port;
  }

  boolean isKilled() {
    return killed;
  }

  /** How many entries it holds. */
  long countEntries() throws IOException {
    return kind.countEntries(port, directory);
  }

  /** Ends it in the middle of whatever it does, without a word to its clients: SIGKILL, as {@code kill -9} sends it. */
  void kill() {
    killed = true;
    process.destroyForcibly();
  }

  /** Starts it again on the same port, without anything that it had. */
  void restartEmpty() throws IOException, InterruptedException {
    process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    kind.empty(directory);
    process = launch(kind, port, directory);
    if (!waitUntilListening()) {
      throw new IOException("the " + kind.scheme() + " server does not start again: " + Files.readString(log(directory)).strip());
    }
    killed = false;
  }

  private static Process launch(ServerKind kind, int port, Path directory) throws IOException {
    return new ProcessBuilder(kind.command(port, directory))
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory).toFile()))
        .start();
  }

  private static Path log(Path directory) {
    return directory.resolve("server.log");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("failover: " + directory + " could not be deleted: " + e);
    }
  }

  private boolean waitUntilListening() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() - until < 0) {
      try (Socket socket = new Socket()) {
        socket.connect(address(port), (int) TimeUnit.SECONDS.toMillis(1));
        return true;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
    return false;
  }

  /** Where a server listens. */
  static InetSocketAddress address(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, address(0).getAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The part of a cache URI that names these servers. */
  static String hosts(List<LocalServer> servers) {
    return String.join(",", servers.stream().map(server -> HOST + ":" + server.port).toList());
  }
}
