package org.jdance.sharedance.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeUnit;

/** A running server, with one thread of its own. */
public final class SharedanceServer implements AutoCloseable {

  /** How many clients may wait to be accepted. */
  private static final int BACKLOG = 1024;

  private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final ServerLoop loop;
  private final Thread thread;
  private final InetSocketAddress address;

  private SharedanceServer(ServerLoop loop, InetSocketAddress address) {
    this.loop = loop;
    this.address = address;
    this.thread = new Thread(loop, "sharedance-server-" + address.getPort());
    thread.setDaemon(true);
  }

  /**
   * Starts a server. It listens when this returns.
   *
   * @throws IOException if the address or the directory cannot be used; the message is a sentence that says which
   */
  public static SharedanceServer start(ServerOptions options) throws IOException {
    EntryFiles files = EntryFiles.open(options.directory());
    ServerSocketChannel listener = null;
    Selector selector = null;
    try {
      listener = listen(options);
      selector = Selector.open();
      SharedanceServer server =
          new SharedanceServer(new ServerLoop(options, files, listener, selector), (InetSocketAddress) listener.getLocalAddress());
      server.thread.start();
      return server;
    } catch (IOException | RuntimeException e) {
      files.close();
      if (listener != null) {
        listener.close();
      }
      if (selector != null) {
        selector.close();
      }
      throw e;
    }
  }

  private static ServerSocketChannel listen(ServerOptions options) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      // This side closes first, so a restarted server finds its port in TIME_WAIT.
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.configureBlocking(false);
      return listener.bind(new InetSocketAddress(options.host(), options.port()), BACKLOG);
    } catch (UnresolvedAddressException e) {
      listener.close();
      throw new IOException("The host " + options.host() + " is not known: name another with --host", e);
    } catch (IOException e) {
      listener.close();
      throw new IOException(
          "Cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage() + "; name another with --host or --port", e);
    }
  }

  /** The port on which it listens. */
  public int port() {
    return address.getPort();
  }

  /** The address and port on which it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Whether it still serves. */
  public boolean isRunning() {
    return thread.isAlive();
  }

  /** Waits until the server has ended, at most so long; whether it has. */
  boolean join(long millis) throws InterruptedException {
    thread.join(millis);
    return !thread.isAlive();
  }

  /** Ends the server and its connections; the entries stay on disk. Waits for a request that is being run. */
  @Override
  public void close() {
    loop.stop();
    try {
      join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
