package org.jdance.internal.node.sharedance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeFixture;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.SharedanceProcess;

/** A server process that tests use one after the other, empty for each. */
final class SharedanceFixture implements NodeFixture {

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final SharedanceProcess server;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private boolean paused;

  SharedanceFixture(SharedanceProcess server) throws IOException {
    this.server = server;
    if (!server.isRunning()) {
      server.restart();
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(server.entries(), file -> !file.getFileName().toString().contains("."))) {
      for (Path entry : entries) {
        Files.delete(entry);
      }
    }
  }

  static Endpoint endpoint(int port) {
    return new Endpoint("n1", "127.0.0.1", port, false);
  }

  static ConnectionSettings settings() {
    return settings(CONNECT_TIMEOUT);
  }

  static ConnectionSettings settings(Duration connectTimeout) {
    return new ConnectionSettings(connectTimeout, null, null, null, TimeSource.system());
  }

  @Override
  public Node connect() {
    Node node = new SharedanceNode(endpoint(server.port()), settings());
    nodes.add(node);
    return node;
  }

  @Override
  public TimeSource time() {
    return TimeSource.system();
  }

  @Override
  public void pass(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void pause() {
    server.pause();
    paused = true;
  }

  @Override
  public void resume() {
    server.resume();
    paused = false;
  }

  @Override
  public void stop() {
    server.kill();
    paused = false;
  }

  @Override
  public void start() {
    server.restart();
  }

  @Override
  public void restartEmpty() {
    server.restartEmpty();
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    if (paused) {
      server.kill();
    }
  }

  /** The names of the files that the server has. */
  List<String> files() {
    try (var files = Files.list(server.entries())) {
      return files.map(file -> file.getFileName().toString()).filter(name -> !name.contains(".")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
