package org.jdance.sharedance.server;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server's one thread: accepts, reads, answers, ends silent connections, sweeps. Requests run one at a time, as in the original. */
final class ServerLoop implements Runnable {

  /** How many files a sweep looks at before clients have their turn. */
  private static final int FILES_A_TURN = 200;

  /** How many connections are accepted before those accepted have their turn. */
  private static final int ACCEPTS_A_TURN = 64;

  private static final long SLOWEST_TICK_MILLIS = 1000;
  private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ServerOptions options;
  private final EntryFiles files;
  private final ServerSocketChannel listener;
  private final Selector selector;
  private final SelectionKey accepting;
  private final long tickMillis;
  private int connections;
  private boolean sweeping;
  private long nextSweep;
  private long nextTick;
  private long loggedFailureAt;
  private boolean loggedFailure;
  private volatile boolean closing;

  ServerLoop(ServerOptions options, EntryFiles files, ServerSocketChannel listener, Selector selector) throws IOException {
    this.options = options;
    this.files = files;
    this.listener = listener;
    this.selector = selector;
    this.accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
    long shortest = Math.min(options.timeout().toMillis() / 4, options.sweepInterval().toMillis());
    this.tickMillis = Math.max(1, Math.min(SLOWEST_TICK_MILLIS, shortest));
    this.nextSweep = System.nanoTime();
    this.nextTick = nextSweep;
  }

  /** Ends the loop soon. */
  void stop() {
    closing = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        turn();
      }
    } catch (IOException | RuntimeException e) {
      options.log().accept("The server ends by an error: " + e);
    } finally {
      closeAll();
    }
  }

  private void turn() throws IOException {
    sweep(System.nanoTime());
    selector.select(sweeping ? 1 : tickMillis);
    long now = System.nanoTime();
    for (SelectionKey key : selector.selectedKeys()) {
      if (key == accepting) {
        accept(now);
      } else if (key.isValid() && key.attachment() instanceof Connection connection) {
        advance(connection, key, now);
      }
    }
    selector.selectedKeys().clear();
    if (now - nextTick >= 0) {
      nextTick = now + TimeUnit.MILLISECONDS.toNanos(tickMillis);
      endSilent(now);
      acceptIfRoom();
    }
  }

  private void accept(long now) {
    for (int i = 0; i < ACCEPTS_A_TURN; i++) {
      if (connections >= options.maxConnections()) {
        accepting.interestOps(0);
        return;
      }
      try {
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        begin(channel, now);
      } catch (IOException e) {
        // Out of files, say: goes on at the next tick.
        failed("accept", e);
        accepting.interestOps(0);
        return;
      }
    }
  }

  private void begin(SocketChannel channel, long now) {
    connections++;
    Connection connection = new Connection(channel, files, options.maxRequest(), now, this::failed);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      end(connection, null);
      return;
    }
    // Mostly the request is there already, and the selector need not hear of this client.
    advance(connection, null, now);
  }

  private void advance(Connection connection, @Nullable SelectionKey key, long now) {
    try {
      int ops = connection.go(now);
      if (ops == Connection.OVER) {
        end(connection, key);
      } else if (key == null) {
        connection.register(selector, ops);
      } else if (key.interestOps() != ops) {
        key.interestOps(ops);
      }
    } catch (IOException e) {
      end(connection, key);
    } catch (RuntimeException e) {
      failed("serve", e);
      end(connection, key);
    } catch (OutOfMemoryError e) {
      options.log().accept("No memory for a request: its connection is closed");
      end(connection, key);
    }
  }

  private void end(Connection connection, @Nullable SelectionKey key) {
    if (key != null) {
      key.cancel();
    }
    connection.close();
    connections--;
    acceptIfRoom();
  }

  private void acceptIfRoom() {
    if (accepting.isValid() && accepting.interestOps() == 0 && connections < options.maxConnections()) {
      accepting.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  private void endSilent(long now) {
    long timeout = options.timeout().toNanos();
    for (SelectionKey key : new ArrayList<>(selector.keys())) {
      if (key.isValid() && key.attachment() instanceof Connection connection && now - connection.activeAt() >= timeout) {
        end(connection, key);
      }
    }
  }

  private void sweep(long now) {
    if (options.expiration().isZero() || (!sweeping && now - nextSweep < 0)) {
      return;
    }
    try {
      sweeping = files.sweep(System.currentTimeMillis() - options.expiration().toMillis(), FILES_A_TURN);
    } catch (IOException e) {
      sweeping = false;
      failed("sweep", e);
    }
    if (!sweeping) {
      nextSweep = now + options.sweepInterval().toNanos();
    }
  }

  private void failed(String what, Exception e) {
    long now = System.nanoTime();
    if (!loggedFailure || now - loggedFailureAt >= LOG_INTERVAL_NANOS) {
      loggedFailure = true;
      loggedFailureAt = now;
      // The kind of failure without the file's name, which is a key.
      String told = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
      String reason = told == null ? e.getClass().getSimpleName() : told;
      options.log().accept("Cannot " + what + ": " + reason + " (further failures are not logged for a minute)");
    }
  }

  private void closeAll() {
    for (SelectionKey key : new ArrayList<>(selector.keys())) {
      if (key.attachment() instanceof Connection connection) {
        connection.close();
      }
    }
    close(listener);
    close(selector);
    close(files);
  }

  private void close(AutoCloseable what) {
    try {
      what.close();
    } catch (ClosedChannelException e) {
      // Closed already.
    } catch (Exception e) {
      failed("close", e);
    }
  }
}
