package org.jdance.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface that nobody listens on.
 *
 * <p>They are below those that the system gives to clients: else a client that tries to reach a server while it is down could be given the server's own
 * port, take it away, or even reach itself.
 */
public final class FreePort {

  private static final int LOWEST = 20_000;
  private static final int ABOVE = 32_000;
  private static final int ATTEMPTS = 1000;
  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** A port that is free now, and that this JVM has not been given before. */
  public static int next() {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE);
      if (TAKEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port from " + LOWEST + " to " + ABOVE + " found");
  }

  /** Whether a server could listen on the port now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = Loopback.listen(port)) {
      return socket.isBound();
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
