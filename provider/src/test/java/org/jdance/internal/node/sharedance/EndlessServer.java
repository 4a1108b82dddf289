package org.jdance.internal.node.sharedance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers one connection with zeros until it is cut off. */
final class EndlessServer implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CountDownLatch cutOff = new CountDownLatch(1);

  EndlessServer() throws IOException {
    Thread thread = new Thread(this::serve, "endless-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  void awaitCutOff() throws InterruptedException {
    assertTrue(cutOff.await(20, TimeUnit.SECONDS), "The client goes on reading");
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      byte[] zeros = new byte[1 << 16];
      while (true) {
        socket.getOutputStream().write(zeros);
      }
    } catch (IOException e) {
      cutOff.countDown();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
