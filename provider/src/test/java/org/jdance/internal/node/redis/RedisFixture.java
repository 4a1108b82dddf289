package org.jdance.internal.node.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeFixture;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.RedisProcess;

/** A real redis-server. */
final class RedisFixture implements NodeFixture {

  /** Small enough for a test to write one value more. */
  static final int MAX_VALUE_BYTES = 16 << 20;

  private final RedisProcess server;
  private final Endpoint endpoint;
  private final ConnectionSettings settings;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();

  RedisFixture(RedisProcess server) {
    this(server, false, settings());
  }

  RedisFixture(RedisProcess server, boolean tls, ConnectionSettings settings) {
    this.server = server;
    this.endpoint = new Endpoint("redis-1", server.host(), server.port(), tls);
    this.settings = settings;
  }

  /** Patient, without credentials. */
  static ConnectionSettings settings() {
    return new ConnectionSettings(Duration.ofSeconds(5), null, null, null, TimeSource.system());
  }

  @Override
  public Node connect() {
    Node node = new RedisNode(endpoint, settings, MAX_VALUE_BYTES);
    nodes.add(node);
    return node;
  }

  @Override
  public TimeSource time() {
    return TimeSource.system();
  }

  @Override
  public void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void pause() {
    server.pause();
  }

  @Override
  public void resume() {
    server.resume();
  }

  @Override
  public void stop() {
    server.kill();
  }

  @Override
  public void start() {
    server.restart();
  }

  @Override
  public void restartEmpty() {
    server.restart();
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    server.close();
  }
}
