package org.jdance.sharedance.server;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Speaks bytes to a server, one request per connection, as the protocol has it. */
final class Client {

  private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(20);

  private final InetSocketAddress address;

  Client(InetSocketAddress address) {
    this.address = address;
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(address, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** What the server sends until it closes. */
  byte[] exchange(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request);
      return socket.getInputStream().readAllBytes();
    }
  }

  String store(String key, byte[] data) throws IOException {
    return text(exchange(storing(bytes(key), data)));
  }

  byte[] fetch(String key) throws IOException {
    return exchange(asking('F', bytes(key)));
  }

  String delete(String key) throws IOException {
    return text(exchange(asking('D', bytes(key))));
  }

  static byte[] storing(byte[] key, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write('S');
    out.writeInt(key.length);
    out.writeInt(data.length);
    out.write(key);
    out.write(data);
    return bytes.toByteArray();
  }

  static byte[] asking(char command, byte[] key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(command);
    out.writeInt(key.length);
    out.write(key);
    return bytes.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] value(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >>> 8));
    }
    return bytes;
  }
}
