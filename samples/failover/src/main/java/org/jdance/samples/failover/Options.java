package org.jdance.samples.failover;

import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param servers which kind of servers to start
 * @param entries how many sessions there are
 * @param threads how many threads work on them
 */
record Options(ServerKind servers, int entries, int threads) {

  static final String USAGE = "failover [--servers redis|memcached|sharedance] [--entries N] [--threads N]";

  private static final int DEFAULT_ENTRIES = 20_000;
  private static final int MAX_ENTRIES = 1_000_000;
  private static final int DEFAULT_THREADS = 4;
  private static final int MAX_THREADS = 64;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong with it
   */
  static Options parse(String... arguments) {
    @Nullable ServerKind servers = null;
    int entries = DEFAULT_ENTRIES;
    int threads = DEFAULT_THREADS;
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(name + " needs a value: " + USAGE);
      }
      String value = arguments[i + 1];
      switch (name) {
        case "--servers" -> servers = kind(value);
        case "--entries" -> entries = number(name, value, MAX_ENTRIES);
        case "--threads" -> threads = number(name, value, MAX_THREADS);
        default -> throw new IllegalArgumentException("there is no option " + name + ": " + USAGE);
      }
    }
    if (entries < threads) {
      throw new IllegalArgumentException("--entries must be at least --threads, which is " + threads);
    }
    return new Options(servers == null ? ServerKind.best() : servers, entries, threads);
  }

  private static ServerKind kind(String value) {
    for (ServerKind kind : ServerKind.values()) {
      if (kind.scheme().equals(value)) {
        if (!kind.isInstalled()) {
          throw new IllegalArgumentException("no " + value + " server is installed: put one on the PATH, or say --servers sharedance");
        }
        return kind;
      }
    }
    throw new IllegalArgumentException("--servers takes redis, memcached or sharedance, not " + value);
  }

  private static int number(String name, String value, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(name + " takes a whole number from 1 to " + max + ", not " + value);
  }
}
