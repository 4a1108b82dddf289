package org.jdance.tck;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.FleetStatus;
import org.jdance.JDanceCacheManager;
import org.jdance.JDanceCachingProvider;
import org.jdance.NodeState;
import org.jdance.NodeStatus;

/** A client of the fleet that the TCK runs on, beside it: whether the fleet is whole again after a server was killed and came back. */
final class FleetWatch implements AutoCloseable {

  private final JDanceCachingProvider provider = new JDanceCachingProvider();
  private final JDanceCacheManager manager;
  private final Cache<Object, Object> cache;
  private Map<String, String> lives = new HashMap<>();

  private FleetWatch(String uri) {
    CacheManager opened = provider.getCacheManager(URI.create(uri), FleetWatch.class.getClassLoader());
    manager = opened.unwrap(JDanceCacheManager.class);
    cache = manager.createCache("fleet-watch", new MutableConfiguration<>());
  }

  /** A client of this fleet. */
  static FleetWatch of(String uri) {
    return new FleetWatch(uri);
  }

  /** Remembers which life each server is in. */
  void remember() {
    lives = lives(look());
  }

  /** Whether all servers are up, and the one at this address in another life than the one remembered. */
  boolean isWhole(String address) {
    FleetStatus status = look();
    boolean up = status.nodes().stream().allMatch(node -> node.state() == NodeState.UP);
    String before = lives.get(address);
    return up && before != null && !before.equals(lives(status).get(address));
  }

  @Override
  public void close() {
    provider.close();
  }

  /** A call, so that this client knows what the servers say now. */
  private FleetStatus look() {
    try {
      cache.containsKey("anything");
    } catch (CacheException e) {
      // While a server is being lost that may happen; what is known then is told.
      return manager.fleet().status();
    }
    return manager.fleet().status();
  }

  private static Map<String, String> lives(FleetStatus status) {
    Map<String, String> lives = new HashMap<>();
    for (NodeStatus node : status.nodes()) {
      lives.put(node.name(), node.incarnation());
    }
    return lives;
  }
}
