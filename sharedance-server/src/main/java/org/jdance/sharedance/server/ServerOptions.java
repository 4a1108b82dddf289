package org.jdance.sharedance.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a server runs: where it listens, where its files are, and its limits.
 *
 * @param host the name or address to listen on
 * @param port the TCP port, or 0 for one that is free
 * @param directory where the entries are; made if it is not there
 * @param expiration how long after its last store an entry is removed by the sweep; zero for never
 * @param maxRequest the largest request in bytes: header, key and data together
 * @param timeout how long a connection may be silent in the middle of a request or reply
 * @param maxConnections how many connections are served at once; more wait to be accepted
 * @param sweepInterval how often expired entries are removed
 * @param log takes one line for each change of state and, at most once a minute, for failures of the file system
 */
public record ServerOptions(
    String host,
    int port,
    Path directory,
    Duration expiration,
    int maxRequest,
    Duration timeout,
    int maxConnections,
    Duration sweepInterval,
    Consumer<String> log) {

  /** The port that Sharedance servers listen on. */
  public static final int DEFAULT_PORT = 1042;

  /** The longest time that any option takes. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  /** The largest limit of a request. */
  static final int LARGEST_REQUEST = 1 << 30;

  /** The smallest limit of a request: one with the longest key and a byte of data. */
  static final int SMALLEST_REQUEST = Request.STORE_HEADER + LegalKeys.MAX_BYTES + 1;

  /** The largest limit of connections. */
  static final int MOST_CONNECTIONS = 65_536;

  public ServerOptions {
    require(!host.isBlank(), "The host to listen on is empty");
    require(port >= 0 && port <= 65_535, "A port is from 0 to 65535, not " + port);
    require(
        !expiration.isNegative() && expiration.compareTo(LONGEST) <= 0,
        "The expiration is from 0 (never) to " + LONGEST.toSeconds() + " seconds, not " + expiration.toSeconds());
    require(
        maxRequest >= SMALLEST_REQUEST && maxRequest <= LARGEST_REQUEST,
        "The largest request is from " + SMALLEST_REQUEST + " to " + LARGEST_REQUEST + " bytes, not " + maxRequest);
    require(
        isPositive(timeout) && timeout.compareTo(LONGEST) <= 0,
        "The timeout is from 1 to " + LONGEST.toSeconds() + " seconds, not " + timeout.toSeconds());
    require(
        maxConnections >= 1 && maxConnections <= MOST_CONNECTIONS,
        "The number of connections at once is from 1 to " + MOST_CONNECTIONS + ", not " + maxConnections);
    require(isPositive(sweepInterval), "The time between two sweeps is positive, not " + sweepInterval);
  }

  /** The defaults of the original with this directory, on the loopback address, without a log. */
  public static ServerOptions in(Path directory) {
    return new ServerOptions(
        "127.0.0.1",
        DEFAULT_PORT,
        directory,
        Duration.ofSeconds(1800),
        32 << 20,
        Duration.ofSeconds(60),
        1000,
        Duration.ofSeconds(60),
        line -> {});
  }

  /** The same with another host. */
  public ServerOptions withHost(String other) {
    return new ServerOptions(other, port, directory, expiration, maxRequest, timeout, maxConnections, sweepInterval, log);
  }

  /** The same with another port. */
  public ServerOptions withPort(int other) {
    return new ServerOptions(host, other, directory, expiration, maxRequest, timeout, maxConnections, sweepInterval, log);
  }

  /** The same with another expiration. */
  public ServerOptions withExpiration(Duration other) {
    return new ServerOptions(host, port, directory, other, maxRequest, timeout, maxConnections, sweepInterval, log);
  }

  /** The same with another limit of a request. */
  public ServerOptions withMaxRequest(int other) {
    return new ServerOptions(host, port, directory, expiration, other, timeout, maxConnections, sweepInterval, log);
  }

  /** The same with another timeout. */
  public ServerOptions withTimeout(Duration other) {
    return new ServerOptions(host, port, directory, expiration, maxRequest, other, maxConnections, sweepInterval, log);
  }

  /** The same with another number of connections at once. */
  public ServerOptions withMaxConnections(int other) {
    return new ServerOptions(host, port, directory, expiration, maxRequest, timeout, other, sweepInterval, log);
  }

  /** The same with another time between two sweeps. */
  public ServerOptions withSweepInterval(Duration other) {
    return new ServerOptions(host, port, directory, expiration, maxRequest, timeout, maxConnections, other, log);
  }

  /** The same with a log. */
  public ServerOptions withLog(Consumer<String> other) {
    return new ServerOptions(host, port, directory, expiration, maxRequest, timeout, maxConnections, sweepInterval, other);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
