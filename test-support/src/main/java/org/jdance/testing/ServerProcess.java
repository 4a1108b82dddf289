package org.jdance.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A real server in a process of its own, on a free port of the loopback interface, with a temporary directory of its own. Nothing of it survives
 * {@link #close} or the end of the JVM.
 */
public abstract sealed class ServerProcess implements AutoCloseable permits RedisProcess, MemcachedProcess, SharedanceProcess {

  private static final int START_ATTEMPTS = 3;
  private static final int PROBE_TIMEOUT_MILLIS = 500;

  private final String kind;
  private final Path directory;
  private int port;
  private @Nullable Process process;

  ServerProcess(String kind) {
    this.kind = kind;
    try {
      this.directory = Files.createTempDirectory("jdance-" + kind + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.port = FreePort.next();
  }

  /** The command line for this port. */
  abstract List<String> command(int port);

  /** What makes a server that is ready answer something, or null if a connection is sign enough. */
  abstract byte @Nullable [] probe();

  /** The certificate of a server that speaks TLS only: it is ready when a handshake succeeds. */
  @Nullable TestCertificate certificate() {
    return null;
  }

  /** Where it listens. */
  public final String host() {
    return Loopback.HOST;
  }

  /** The port that it listens on, the same for its whole life. */
  public final int port() {
    return port;
  }

  /** Its working directory. */
  public final Path directory() {
    return directory;
  }

  /** Whether the process is there, paused or not. */
  public final boolean isRunning() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /** Its process id; {@link IllegalStateException} if it is not running. */
  public final long pid() {
    return running().pid();
  }

  /** Ends it at once, as a crash does, even while it is paused. Its port stays its own. Does nothing if it is not running. */
  public final void kill() {
    Process current = process;
    if (current != null) {
      LiveProcesses.end(current);
      process = null;
    }
  }

  /** Stops it from running, with its connections open, until {@link #resume}. */
  public final void pause() {
    signal("STOP");
    if (!Wait.until(this::isStopped, Wait.PATIENCE)) {
      throw new IllegalStateException(kind + " did not stop");
    }
  }

  /** Lets it go on after {@link #pause}. */
  public final void resume() {
    signal("CONT");
  }

  /** Kills it if it is running, and starts it again on the same port with the same arguments and directory. */
  public final void restart() {
    kill();
    if (!Wait.until(() -> FreePort.isFree(port), Wait.PATIENCE)) {
      throw new IllegalStateException("Port " + port + " of " + kind + " was taken by somebody else");
    }
    String failure = launch();
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  /** Kills it and deletes its directory. */
  @Override
  public final void close() {
    kill();
    LiveProcesses.delete(directory);
  }

  @Override
  public final String toString() {
    return kind + " on port " + port;
  }

  /** The first start: on another port if this one was taken meanwhile. */
  final void startFirst() {
    String failure = "never started";
    for (int i = 0; i < START_ATTEMPTS; i++) {
      String outcome = launch();
      if (outcome == null) {
        return;
      }
      failure = outcome;
      port = FreePort.next();
    }
    close();
    throw new IllegalStateException(failure);
  }

  /** Starts the process and waits until it answers; what went wrong, or null. */
  private @Nullable String launch() {
    Path log = directory.resolve(kind + ".log");
    Process started;
    try {
      started =
          new ProcessBuilder(command(port))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LiveProcesses.add(started, directory);
    process = started;
    boolean answered = Wait.until(() -> !started.isAlive() || answers(), Wait.PATIENCE);
    if (answered && started.isAlive()) {
      return null;
    }
    kill();
    return kind + " did not start on port " + port + ": " + read(log);
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(Loopback.at(port), PROBE_TIMEOUT_MILLIS);
      socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
      TestCertificate certificate = certificate();
      if (certificate != null) {
        return shakesHands(socket, certificate);
      }
      byte[] probe = probe();
      if (probe == null) {
        return true;
      }
      socket.getOutputStream().write(probe);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean shakesHands(Socket connected, TestCertificate certificate) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) certificate.clientContext().getSocketFactory().createSocket(connected, host(), port, true)) {
      socket.startHandshake();
      return true;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The test's own certificate is of no use", e);
    }
  }

  private void signal(String name) {
    long pid = pid();
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
      if (!kill.waitFor(Wait.PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill -" + name + " of " + kind + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while signalling " + kind, e);
    }
  }

  /** Whether the system says so: a signal is delivered some time after it was sent. Where there is no such file, one probe's patience is enough. */
  private boolean isStopped() {
    Path status = Path.of("/proc", Long.toString(pid()), "stat");
    if (!Files.exists(status)) {
      Wait.until(() -> false, Duration.ofMillis(PROBE_TIMEOUT_MILLIS));
      return true;
    }
    return read(status).contains(") T ");
  }

  private Process running() {
    Process current = process;
    if (current == null) {
      throw new IllegalStateException(kind + " is not running");
    }
    return current;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(" + file.getFileName() + " cannot be read: " + e + ")";
    }
  }
}
