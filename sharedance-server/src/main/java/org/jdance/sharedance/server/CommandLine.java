package org.jdance.sharedance.server;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the options of the command line; what is wrong with them is an {@link IllegalArgumentException} with a sentence. */
final class CommandLine {

  static final String HELP =
      """
      Usage: java -jar jdance-sharedance-server.jar --directory DIRECTORY [OPTION VALUE]...

      A server that speaks the protocol of sharedanced 0.7 and keeps one file per entry.

        --directory DIRECTORY      where the entries are; made if it is not there
        --host HOST                name or address to listen on, default 127.0.0.1
        --port PORT                port to listen on, default 1042; 0 for one that is free
        --expiration SECONDS       entries go so long after their last store, default 1800; 0 for never
        --max-request BYTES        largest request, default 33554432
        --timeout SECONDS          ends a connection that is silent so long, default 60
        --max-connections NUMBER   connections served at once, more wait, default 1000
        --help                     this text

      The protocol has no passwords and no encryption: listen only where every client may read and write everything.
      """;

  private static final List<String> OPTIONS =
      List.of("directory", "host", "port", "expiration", "max-request", "timeout", "max-connections");

  private CommandLine() {}

  static boolean asksForHelp(String[] args) {
    return List.of(args).contains("--help");
  }

  static ServerOptions read(String[] args, Consumer<String> log) {
    Map<String, String> values = values(args);
    String directory = values.get("directory");
    if (directory == null) {
      throw new IllegalArgumentException("Where are the entries to be kept? Name a directory with --directory");
    }
    ServerOptions options = ServerOptions.in(path(directory)).withLog(log);
    for (Map.Entry<String, String> option : values.entrySet()) {
      options = with(options, option.getKey(), option.getValue());
    }
    return options;
  }

  private static Map<String, String> values(String[] args) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      String option = equals < 0 ? args[i] : args[i].substring(0, equals);
      if (!option.startsWith("--") || !OPTIONS.contains(option.substring(2))) {
        throw new IllegalArgumentException("There is no option " + option + ", but --" + String.join(", --", OPTIONS) + " and --help");
      }
      if (equals < 0 && (i + 1 == args.length || args[i + 1].startsWith("--"))) {
        throw new IllegalArgumentException("The option " + option + " needs a value");
      }
      String value = equals < 0 ? args[++i] : args[i].substring(equals + 1);
      if (value.isBlank()) {
        throw new IllegalArgumentException("The option " + option + " needs a value");
      }
      if (values.put(option.substring(2), value) != null) {
        throw new IllegalArgumentException("The option " + option + " is given twice");
      }
    }
    return values;
  }

  private static ServerOptions with(ServerOptions options, String option, String value) {
    return switch (option) {
      case "host" -> options.withHost(value);
      case "port" -> options.withPort(number(option, value, 0, 65_535));
      case "expiration" -> options.withExpiration(Duration.ofSeconds(number(option, value, 0, seconds())));
      case "max-request" -> options.withMaxRequest(number(option, value, ServerOptions.SMALLEST_REQUEST, ServerOptions.LARGEST_REQUEST));
      case "timeout" -> options.withTimeout(Duration.ofSeconds(number(option, value, 1, seconds())));
      case "max-connections" -> options.withMaxConnections(number(option, value, 1, ServerOptions.MOST_CONNECTIONS));
      default -> options;
    };
  }

  private static int seconds() {
    return (int) Math.min(Integer.MAX_VALUE, ServerOptions.LONGEST.toSeconds());
  }

  private static int number(String option, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("The option --" + option + " takes a whole number from " + least + " to " + most + ", not " + value);
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("The option --directory takes a path, not " + value + ": " + e.getReason(), e);
    }
  }
}
