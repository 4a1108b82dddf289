package org.jdance.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A network between clients and one server that can be broken and healed.
 *
 * <p>A lost direction is lost as TCP has it: nothing arrives, the connection stays, and what was sent meanwhile arrives after {@link #heal}. Faults hold
 * for connections that are there and those to come.
 */
public final class TcpProxy implements AutoCloseable {

  private final String serverHost;
  private final int serverPort;
  private final int port = FreePort.next();
  private final ProxyFaults faults = new ProxyFaults();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;

  private TcpProxy(String serverHost, int serverPort) {
    this.serverHost = serverHost;
    this.serverPort = serverPort;
    listen();
  }

  /** A network to this server, whole. The server may be down. */
  public static TcpProxy to(String host, int port) {
    return new TcpProxy(host, port);
  }

  /** Where clients connect to instead. */
  public String host() {
    return Loopback.HOST;
  }

  /** Where clients connect to instead. */
  public int port() {
    return port;
  }

  /** From now on each piece of data takes so much longer, in each direction. */
  public void delay(Duration delay) {
    faults.delay(delay);
  }

  /** Nothing of what clients send arrives any more. */
  public void loseRequests() {
    faults.lose(ProxyFaults.Direction.TO_SERVER);
  }

  /** Nothing of what the server sends arrives any more. */
  public void loseReplies() {
    faults.lose(ProxyFaults.Direction.TO_CLIENT);
  }

  /** After so many more bytes of replies, over all connections, the connection that was to carry the next one is cut. Zero cuts at the next reply. */
  public void cutRepliesAfter(long bytes) {
    faults.cutAfter(bytes);
  }

  /** Resets all connections that are there. */
  public void reset() {
    connections.forEach(ProxiedConnection::reset);
    connections.clear();
  }

  /** Refuses new connections; those that are there go on. */
  public synchronized void refuse() {
    ServerSocket current = listener;
    listener = null;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      awaitAcceptor();
    }
  }

  /** Until the thread that accepts has left the system's call, the system goes on accepting in spite of the close. */
  private void awaitAcceptor() {
    Thread current = acceptor;
    if (current == null) {
      return;
    }
    try {
      current.join(Wait.PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (current.isAlive()) {
      throw new IllegalStateException("The proxy on port " + port + " does not stop accepting");
    }
  }

  /** Ends all faults. */
  public synchronized void heal() {
    faults.clear();
    if (listener == null) {
      listen();
    }
  }

  /** How many connections there are. */
  public int connections() {
    connections.removeIf(ProxiedConnection::isOver);
    return connections.size();
  }

  /** Ends all connections and refuses new ones for good. */
  @Override
  public void close() {
    refuse();
    reset();
    faults.clear();
  }

  private void listen() {
    ServerSocket socket = Loopback.listen(port);
    listener = socket;
    acceptor = daemon("accept", () -> acceptAll(socket));
  }

  private void acceptAll(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        try {
          ProxiedConnection connection = new ProxiedConnection(client, new Socket(serverHost, serverPort), faults);
          connections.add(connection);
          connection.start();
          if (from.isClosed()) {
            connection.reset();
          }
        } catch (IOException e) {
          // No server: the client is let go, too.
          client.setSoLinger(true, 0);
          client.close();
        }
      } catch (IOException e) {
        // The listener was closed, which the loop sees, or one client is gone already.
      }
    }
  }

  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, "jdance-tcp-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
