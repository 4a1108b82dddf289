package org.jdance.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The loopback interface, of IPv4 whatever the JVM prefers. */
final class Loopback {

  static final String HOST = "127.0.0.1";

  private static final InetAddress ADDRESS = address();

  private Loopback() {}

  static InetSocketAddress at(int port) {
    return new InetSocketAddress(ADDRESS, port);
  }

  /** A socket that listens on the port, even if connections of the listener before it linger. */
  static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(at(port));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
