package org.jdance.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdance.testing.FreePort;
import org.jdance.testing.ServerProcess;

/** A real server whose replies reach the client only if the mood is right: it does what it is asked, but says something else. */
final class MoodyServer implements AutoCloseable {

  /** What becomes of a piece of a reply. */
  enum Mood {
    HONEST,
    /** Bytes that mean nothing. */
    GARBAGE,
    /** Bytes that mean nothing, without an end. */
    FLOOD,
    /** Half of it, then the end of the connection. */
    HALF,
    /** Half of it, then nothing. */
    STALLED_HALF,
    /** Nothing at all. */
    SILENT,
    /** The end of the connection. */
    CLOSING,
    /** The end of the connection by a reset. */
    RESETTING,
    /** What a web server says. */
    HTTP,
    /** An empty line, which no protocol here has. */
    EMPTY_LINE,
    /** It twice. */
    TWICE
  }

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int FLOOD_PIECES = 400;
  private static final byte[] HTTP_REPLY =
      "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n400 Bad Request".getBytes(StandardCharsets.US_ASCII);

  private final ServerProcess server;
  private final ServerSocket listener;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.HONEST;

  private MoodyServer(ServerProcess server) {
    this.server = server;
    try {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getByName(server.host()), FreePort.next()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  static MoodyServer before(ServerProcess server) {
    return new MoodyServer(server);
  }

  String address() {
    return server.host() + ":" + listener.getLocalPort();
  }

  void is(Mood next) {
    mood = next;
  }

  @Override
  public void close() {
    quietly(listener);
    open.forEach(MoodyServer::quietly);
    server.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket real = new Socket(server.host(), server.port());
        client.setTcpNoDelay(true);
        real.setTcpNoDelay(true);
        open.addAll(List.of(client, real));
        daemon(() -> pump(client, real, false));
        daemon(() -> pump(real, client, true));
      } catch (IOException e) {
        // Closed, or the server is: the client sees that.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean replies) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        byte[] piece = Arrays.copyOf(buffer, read);
        if (replies) {
          spoil(piece, to, out);
        } else {
          out.write(piece);
        }
      }
    } catch (IOException e) {
      // One side is gone, so both are.
    }
    quietly(from);
    quietly(to);
  }

  private void spoil(byte[] reply, Socket client, OutputStream out) throws IOException {
    switch (mood) {
      case HONEST -> out.write(reply);
      case GARBAGE -> out.write(garbage(reply.length));
      case FLOOD -> {
        for (int i = 0; i < FLOOD_PIECES; i++) {
          out.write(garbage(BUFFER_BYTES));
        }
      }
      case HALF -> {
        out.write(reply, 0, reply.length / 2);
        client.close();
      }
      case STALLED_HALF -> out.write(reply, 0, reply.length / 2);
      case SILENT -> {
        // As it says.
      }
      case CLOSING -> client.close();
      case RESETTING -> {
        client.setSoLinger(true, 0);
        client.close();
      }
      case HTTP -> {
        out.write(HTTP_REPLY);
        client.close();
      }
      case EMPTY_LINE -> out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      case TWICE -> {
        out.write(reply);
        out.write(reply);
      }
    }
  }

  private static byte[] garbage(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is gone either way.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "moody-server");
    thread.setDaemon(true);
    thread.start();
  }
}
