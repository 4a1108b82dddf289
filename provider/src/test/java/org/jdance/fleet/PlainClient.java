package org.jdance.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jdance.testing.ServerProcess;

/** What another program than JDance says to a server and hears from it, as text in ISO 8859-1. */
final class PlainClient {

  private static final int PATIENCE_MILLIS = 5000;
  private static final int BUFFER_BYTES = 64 << 10;

  private PlainClient() {}

  /** Sends and reads until the reply ends with this text. */
  static String ask(ServerProcess server, String request, String end) {
    try (Socket socket = new Socket(server.host(), server.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      InputStream in = socket.getInputStream();
      String text = "";
      while (!text.endsWith(end)) {
        int read = in.read(buffer);
        if (read < 0) {
          break;
        }
        reply.write(buffer, 0, read);
        text = reply.toString(StandardCharsets.ISO_8859_1);
      }
      return text;
    } catch (SocketTimeoutException e) {
      throw new AssertionError(server + " does not answer", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command of Redis's, which must be done. */
  static String redis(ServerProcess server, String... words) {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    String reply = ask(server, request.toString(), "\r\n");
    if (reply.startsWith("-")) {
      throw new AssertionError(server + " refuses " + words[0] + ": " + reply);
    }
    return reply;
  }

  /** Sends a request of Sharedance's and reads until the server closes. */
  static String sharedance(ServerProcess server, char command, String key, String value) {
    ByteBuffer header = ByteBuffer.allocate(command == 'S' ? 9 : 5).put((byte) command).putInt(key.length());
    if (command == 'S') {
      header.putInt(value.length());
    }
    // Nothing ends like this: what is read is all.
    return ask(server, new String(header.array(), StandardCharsets.ISO_8859_1) + key + value, "\0end\0");
  }
}
