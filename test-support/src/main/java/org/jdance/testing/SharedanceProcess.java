package org.jdance.testing;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdance.sharedance.server.Main;
import org.jspecify.annotations.Nullable;

/** Our own Sharedance server, as the program that users run. */
public final class SharedanceProcess extends ServerProcess {

  private final List<String> arguments;

  private SharedanceProcess(List<String> arguments) {
    super("sharedance");
    this.arguments = arguments;
  }

  /** A server with these options behind its own. After {@link #restart} it has what it had. */
  public static SharedanceProcess start(String... arguments) {
    SharedanceProcess server = new SharedanceProcess(List.of(arguments));
    server.startFirst();
    return server;
  }

  /** Kills it if it is running, and starts it again without any entry. */
  public void restartEmpty() {
    kill();
    LiveProcesses.delete(entries());
    restart();
  }

  /** Where its entries are, each a file. */
  public Path entries() {
    return directory().resolve("entries");
  }

  @Override
  List<String> command(int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Starts fast and stays small.
    command.addAll(List.of("-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xmx256m", "-cp", classPath(), Main.class.getName()));
    command.addAll(List.of("--host", host(), "--port", Integer.toString(port), "--directory", entries().toString()));
    command.addAll(arguments);
    return command;
  }

  /** It listens when it serves; and a fetch of what is not there has no answer. */
  @Override
  byte @Nullable [] probe() {
    return null;
  }

  private static String classPath() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Where the Sharedance server's classes are is no URI", e);
    }
  }
}
