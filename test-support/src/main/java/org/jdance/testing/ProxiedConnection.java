package org.jdance.testing;

import java.io.IOException;
import java.net.Socket;
import org.jdance.testing.ProxyFaults.Direction;

/** One client's connection through a {@link TcpProxy}. */
final class ProxiedConnection {

  private static final int BUFFER_BYTES = 64 << 10;

  private final Socket client;
  private final Socket server;
  private final ProxyFaults faults;

  ProxiedConnection(Socket client, Socket server, ProxyFaults faults) throws IOException {
    this.client = client;
    this.server = server;
    this.faults = faults;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() {
    TcpProxy.daemon("requests", () -> pump(client, server, Direction.TO_SERVER));
    TcpProxy.daemon("replies", () -> pump(server, client, Direction.TO_CLIENT));
  }

  boolean isOver() {
    return client.isClosed() || server.isClosed();
  }

  void reset() {
    end(client, true);
    end(server, true);
  }

  private void pump(Socket from, Socket to, Direction direction) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      while (true) {
        int read = from.getInputStream().read(buffer);
        faults.awaitPassage(direction);
        if (read < 0) {
          to.shutdownOutput();
          break;
        }
        int passing = faults.passing(direction, read);
        to.getOutputStream().write(buffer, 0, passing);
        if (passing < read) {
          end(client, false);
          end(server, true);
          return;
        }
      }
      if (from.isOutputShutdown()) {
        end(client, false);
        end(server, false);
      }
    } catch (IOException e) {
      // One side is gone: so is the other.
      reset();
    } catch (InterruptedException e) {
      reset();
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Socket socket, boolean reset) {
    try {
      if (reset && !socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
