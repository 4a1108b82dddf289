package org.jdance.samples.failover;

import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.jdance.JDanceCacheManager;
import org.jdance.JDanceFleet;
import org.jdance.NodeState;
import org.jdance.NodeStatus;

/** What the provider says of the servers: the only thing here that is not of {@code javax.cache}. */
final class FleetStates {

  private static final long POLL_MILLIS = 10;

  private final JDanceFleet fleet;

  FleetStates(CacheManager manager) {
    fleet = manager.unwrap(JDanceCacheManager.class).fleet();
  }

  /** Waits until a server is in a state. */
  NodeStatus await(LocalServer server, NodeState state, long maxSeconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(maxSeconds);
    NodeStatus now = of(server);
    while (now.state() != state) {
      if (System.nanoTime() - end >= 0) {
        throw new CacheException("server " + now.name() + " is " + now.state() + " and not " + state + " after " + maxSeconds + " s");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      now = of(server);
    }
    return now;
  }

  private NodeStatus of(LocalServer server) {
    String name = LocalServer.HOST + ":" + server.port();
    return fleet.status().nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CacheException("the fleet has no server " + name));
  }
}
