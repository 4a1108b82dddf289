package org.jdance.internal.node.memcached;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeFixture;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.MemcachedProcess;

/** A real memcached. */
final class MemcachedFixture implements NodeFixture {

  static final Duration CONNECT = Duration.ofSeconds(5);

  private final MemcachedProcess server;
  private final boolean tls;
  private final ConnectionSettings settings;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();

  MemcachedFixture(MemcachedProcess server) {
    this(server, false, new ConnectionSettings(CONNECT, null, null, null, TimeSource.system()));
  }

  MemcachedFixture(MemcachedProcess server, boolean tls, ConnectionSettings settings) {
    this.server = server;
    this.tls = tls;
    this.settings = settings;
  }

  @Override
  public Node connect() {
    Node node = new MemcachedNode(new Endpoint("mc-1", server.host(), server.port(), tls), settings);
    nodes.add(node);
    if (server.isRunning()) {
      try {
        // The server's own limits are known from here on.
        node.identify(Deadline.after(time(), CONNECT)).await(Deadline.after(time(), CONNECT));
      } catch (NodeException e) {
        throw new AssertionError("The server does not answer", e);
      }
    }
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
