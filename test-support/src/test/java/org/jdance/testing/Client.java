package org.jdance.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare socket that speaks text. */
final class Client implements AutoCloseable {

  final Socket socket;

  Client(int port) throws IOException {
    this(new Socket(Loopback.at(port).getAddress(), port));
  }

  Client(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  String receive(int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  String ask(String text, int bytes) throws IOException {
    send(text);
    return receive(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
