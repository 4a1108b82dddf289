package org.jdance.internal.fleet;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.CacheOptions;
import org.jdance.internal.client.FailurePolicy;
import org.jdance.internal.client.FleetEvents;
import org.jdance.internal.client.FleetKind;
import org.jdance.internal.client.FleetStore;
import org.jdance.internal.client.raw.RawStore;
import org.jdance.internal.client.view.FleetOptions;
import org.jdance.internal.client.view.Layout;
import org.jdance.internal.config.CacheSettings;
import org.jdance.internal.config.Encoding;
import org.jdance.internal.config.FleetIdentity;
import org.jdance.internal.config.FleetSettings;
import org.jdance.internal.config.NearSettings;
import org.jdance.internal.config.NodeKind;
import org.jdance.internal.config.NodeSettings;
import org.jdance.internal.config.PlacementRule;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.near.Coherence;
import org.jdance.internal.near.NearBound;
import org.jdance.internal.near.NearStore;
import org.jdance.internal.node.Node;
import org.jdance.internal.serial.Serialization;
import org.jdance.internal.serial.SerializationSettings;

/** The fleets that caches of this JVM live on: connections and view are shared by all caches of one fleet and namespace, and end with the last. */
public final class Fleets {

  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();
  private final Map<Shared, RunningFleet> running = new HashMap<>();

  /** No fleet yet. */
  public Fleets(TimeSource time) {
    this.time = time;
  }

  /** The store of one cache; closing it gives the fleet back. No server needs to be up. */
  public EntryStore open(FleetSettings fleet, CacheSettings cache, SerializationSettings serialization) {
    Shared key = shared(fleet);
    CacheOptions options = new CacheOptions(cache.timeout(), policy(cache), maxValueBytes(cache.maxValueSize()));
    if (cache.encoding() == Encoding.RAW) {
      List<Node> nodes = new ArrayList<>();
      fleet.placement().nodes().forEach(node -> nodes.add(ConfiguredNodes.raw(fleet, fleet.node(node.name()), time)));
      return new RawStore(serialization.cacheName(), nodes, fleet.placement(), serialization.valueType(), options, time);
    }
    RunningFleet shared = acquire(key, fleet);
    boolean opened = false;
    try {
      FleetStore store =
          new FleetStore(
              serialization.cacheName(),
              shared.drops,
              new Serialization(serialization, time),
              options,
              cache.clusterEvents() ? new FleetEvents(fleet.namespace(), serialization.cacheName(), random.nextLong(), shared.notices::hear) : null,
              time,
              () -> release(key));
      EntryStore front = cache.near().isPresent() ? near(store, fleet, serialization.cacheName(), cache.near().get(), shared) : store;
      opened = true;
      return front;
    } finally {
      if (!opened) {
        release(key);
      }
    }
  }

  /** A hold on the fleet itself, for who watches it; closing it gives the fleet back. */
  public WatchedFleet watch(FleetSettings fleet) {
    Shared key = shared(fleet);
    return new WatchedFleet(acquire(key, fleet), () -> release(key));
  }

  private static Shared shared(FleetSettings fleet) {
    return new Shared(fleet.identity(), fleet.namespace(), fleet.placementRule(), fleet.redundancy());
  }

  private EntryStore near(FleetStore store, FleetSettings fleet, String cacheName, NearSettings settings, RunningFleet shared) {
    boolean inBytes = settings.maxWeight().isPresent();
    NearBound bound = new NearBound(inBytes ? settings.maxWeight().getAsLong() : settings.maxEntries().orElseThrow(), inBytes);
    boolean heard = ConfiguredNodes.tellOfChanges(fleet);
    Coherence coherence = new Coherence(heard, settings.maxStaleness(), bound.entries());
    if (heard) {
      shared.notices.add(cacheName, coherence);
    }
    return new NearStore(
        store,
        coherence,
        bound,
        time,
        () -> {
          if (heard) {
            shared.notices.remove(cacheName, coherence);
          }
        });
  }

  private RunningFleet acquire(Shared key, FleetSettings fleet) {
    synchronized (running) {
      RunningFleet shared = running.computeIfAbsent(key, absent -> start(fleet));
      shared.users++;
      return shared;
    }
  }

  private void release(Shared key) {
    RunningFleet last = null;
    synchronized (running) {
      RunningFleet shared = running.get(key);
      if (shared != null && --shared.users == 0) {
        running.remove(key);
        last = shared;
      }
    }
    if (last != null) {
      last.close();
    }
  }

  private RunningFleet start(FleetSettings fleet) {
    String placement = fleet.placementRule() == PlacementRule.RENDEZVOUS ? Layout.RENDEZVOUS : Layout.PHPDANCE;
    FleetOptions options =
        new FleetOptions(
            fleet.namespace(),
            new Layout(fleet.redundancy(), placement),
            ConfiguredNodes.members(fleet),
            fleet.lease(),
            fleet.durable(),
            fleet.giveUp());
    return new RunningFleet(fleet, options, kind(fleet), new HybridClock(time, random.nextLong()), time);
  }

  private static FleetKind kind(FleetSettings fleet) {
    boolean conditional = fleet.nodes().stream().noneMatch(node -> node.kind() == NodeKind.SHAREDANCE);
    boolean listing = fleet.nodes().stream().map(NodeSettings::kind).allMatch(kind -> kind == NodeKind.REDIS);
    return new FleetKind(conditional, listing);
  }

  private static FailurePolicy policy(CacheSettings cache) {
    return switch (cache.failurePolicy()) {
      case THROW -> FailurePolicy.THROW;
      case MISS -> FailurePolicy.MISS;
      case BYPASS -> FailurePolicy.BYPASS;
    };
  }

  private static int maxValueBytes(OptionalLong configured) {
    return (int) Math.min(Integer.MAX_VALUE, configured.orElse(Integer.MAX_VALUE));
  }

  /** What caches must have in common to share a fleet. */
  private record Shared(FleetIdentity identity, String namespace, PlacementRule placement, int redundancy) {}
}
