package org.jdance.sharedance.server;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** The program: runs a server until it is stopped. Its exit status is 2 for wrong options and 1 if the server cannot start or go on. */
public final class Main {

  private static final int BAD_OPTIONS = 2;
  private static final int FAILED = 1;

  private Main() {}

  /** Runs the server that the options describe; see {@code --help}. */
  public static void main(String[] args) throws InterruptedException {
    if (CommandLine.asksForHelp(args)) {
      System.out.print(CommandLine.HELP);
      return;
    }
    int status = run(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(String[] args) throws InterruptedException {
    SharedanceServer server;
    try {
      ServerOptions options = CommandLine.read(args, Main::log);
      server = SharedanceServer.start(options);
      System.out.println("Listening on " + options.host() + ":" + server.port() + ", entries in " + options.directory().toAbsolutePath());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + ". --help tells more.");
      return BAD_OPTIONS;
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "sharedance-server-shutdown"));
    while (!server.join(TimeUnit.HOURS.toMillis(1))) {
      // Serves.
    }
    return FAILED;
  }

  private static void log(String line) {
    System.err.println(LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }
}
