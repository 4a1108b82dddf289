package org.jdance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The servers that a subject works with, as its JVM knows them. */
record ServerFleet(Suite suite, List<Server> servers) {
  /** Of a subject that needs none. */
  static final ServerFleet NONE = new ServerFleet(Suite.EMBEDDED, List.of());

  private static final int ANSWER_LIMIT_MILLIS = 5_000;

  /** Where a server listens, and its process. */
  record Server(String host, int port, long pid) {
    String address() {
      return host + ":" + port;
    }
  }

  /** As {@link #toText()} wrote it. */
  static ServerFleet parse(Suite suite, String text) {
    if (text.isEmpty()) {
      return new ServerFleet(suite, List.of());
    }
    return new ServerFleet(suite, Arrays.stream(text.split(",", -1)).map(ServerFleet::server).toList());
  }

  private static Server server(String text) {
    List<String> parts = List.of(text.split(":", -1));
    return new Server(parts.get(0), Integer.parseInt(parts.get(1)), Long.parseLong(parts.get(2)));
  }

  String toText() {
    return servers.stream().map(server -> server.address() + ":" + server.pid()).collect(Collectors.joining(","));
  }

  Server first() {
    return servers.get(0);
  }

  /** The CPU that all of them have used so far, as the system counts it: in steps of 10 ms. */
  long cpuNanos() {
    return servers.stream().mapToLong(server -> ProcessHandle.of(server.pid()).flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO).toNanos()).sum();
  }

  /** The bytes that all of them have received so far, by their own count. */
  long bytesReceived() {
    return servers.stream().mapToLong(this::bytesReceived).sum();
  }

  private long bytesReceived(Server server) {
    boolean redis = suite != Suite.MEMCACHED;
    String name = redis ? "total_net_input_bytes:" : "STAT bytes_read ";
    try (Socket socket = new Socket(server.host(), server.port());
        BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
      socket.getOutputStream().write((redis ? "INFO stats\r\n" : "stats\r\n").getBytes(StandardCharsets.US_ASCII));
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        if (line.startsWith(name)) {
          return Long.parseLong(line.substring(name.length()).trim());
        }
      }
      throw new IOException("The server at " + server.address() + " does not say how many bytes it received.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
