package org.jdance.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.StoredView;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.memcached.MemcachedNode;
import org.jdance.internal.node.redis.RedisNode;
import org.jdance.internal.node.sharedance.SharedanceNode;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.ServerProcess;

/** Looks all the time at what the servers themselves say of their fleet: when one was lost to it, came back cold, and was whole again. */
final class FleetWatch implements AutoCloseable {

  private static final String NAMESPACE = "test";
  private static final Duration LOOK = Duration.ofMillis(400);
  private static final long PAUSE_NANOS = 10_000_000;
  private static final long NEVER = -1;

  private final List<Node> nodes = new ArrayList<>();
  private final Thread thread = new Thread(this::look, "fleet-watch");
  private final AtomicLong lostAt = new AtomicLong(NEVER);
  private final AtomicLong coldAt = new AtomicLong(NEVER);
  private final AtomicLong wholeAt = new AtomicLong(NEVER);
  private volatile long begun = System.nanoTime();
  private volatile String last = "nothing seen";
  private volatile boolean stopped;

  FleetWatch(Servers servers) {
    ConnectionSettings settings = new ConnectionSettings(Duration.ofMillis(200), null, null, null, TimeSource.system());
    for (int i = 0; i < servers.count(); i++) {
      ServerProcess server = servers.get(i);
      Endpoint endpoint = new Endpoint("watched" + i, server.host(), server.port(), false);
      nodes.add(
          switch (servers.kind()) {
            case REDIS -> new RedisNode(endpoint, settings);
            case MEMCACHED -> new MemcachedNode(endpoint, settings);
            case SHAREDANCE -> new SharedanceNode(endpoint, settings);
          });
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** What is seen from now on counts. */
  void begin() {
    begun = System.nanoTime();
    lostAt.set(NEVER);
    coldAt.set(NEVER);
    wholeAt.set(NEVER);
  }

  /** Waits until a server has been lost and the fleet is whole again. */
  void awaitWhole(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (wholeAt.get() == NEVER) {
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError("The fleet is not whole again after " + patience + ": " + figures() + "; " + last);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** When what was seen, for people. */
  String figures() {
    return "lost after " + millis(lostAt) + ", cold after " + millis(coldAt) + ", whole after " + millis(wholeAt);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(LOOK.multipliedBy(4).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    nodes.forEach(Node::close);
  }

  private void look() {
    while (!stopped) {
      StoredView view = StoredView.latest(NAMESPACE, nodes, Deadline.after(TimeSource.system(), LOOK));
      long now = System.nanoTime() - begun;
      if (view != null) {
        last = view.toString();
        if (!view.isWhole()) {
          lostAt.compareAndSet(NEVER, now);
        }
        if (view.hasCold()) {
          coldAt.compareAndSet(NEVER, now);
        }
        if (view.isWhole() && lostAt.get() != NEVER) {
          wholeAt.compareAndSet(NEVER, now);
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static String millis(AtomicLong nanos) {
    return nanos.get() == NEVER ? "(never)" : nanos.get() / 1_000_000 + " ms";
  }
}
