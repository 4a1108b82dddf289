package org.jdance.internal.fleet;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.CacheOptions;
import org.jdance.internal.client.FailurePolicy;
import org.jdance.internal.client.FleetCare;
import org.jdance.internal.client.FleetDrops;
import org.jdance.internal.client.FleetEvents;
import org.jdance.internal.client.FleetKind;
import org.jdance.internal.client.FleetStore;
import org.jdance.internal.client.raw.RawStore;
import org.jdance.internal.client.view.FleetOptions;
import org.jdance.internal.client.view.Layout;
import org.jdance.internal.client.view.ViewKeeper;
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
import org.jdance.internal.notice.FleetNotices;
import org.jdance.internal.serial.Serialization;
import org.jdance.internal.serial.SerializationSettings;

/** The fleets that caches of this JVM live on: connections and view are shared by all caches of one fleet and namespace, and end with the last. */
public final class Fleets {

  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();
  private final Map<Shared, Running> running = new HashMap<>();

  /** No fleet yet. */
  public Fleets(TimeSource time) {
    this.time = time;
  }

  /** The store of one cache; closing it gives the fleet back. No server needs to be up. */
  public EntryStore open(FleetSettings fleet, CacheSettings cache, SerializationSettings serialization) {
    Shared key = new Shared(fleet.identity(), fleet.namespace(), fleet.placementRule(), fleet.redundancy());
    CacheOptions options = new CacheOptions(cache.timeout(), policy(cache), maxValueBytes(cache.maxValueSize()));
    if (cache.encoding() == Encoding.RAW) {
      List<Node> nodes = new ArrayList<>();
      fleet.placement().nodes().forEach(node -> nodes.add(ConfiguredNodes.raw(fleet, fleet.node(node.name()), time)));
      return new RawStore(serialization.cacheName(), nodes, fleet.placement(), serialization.valueType(), options, time);
    }
    Running shared = acquire(key, fleet);
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

  private EntryStore near(FleetStore store, FleetSettings fleet, String cacheName, NearSettings settings, Running shared) {
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

  private Running acquire(Shared key, FleetSettings fleet) {
    synchronized (running) {
      Running shared = running.computeIfAbsent(key, absent -> start(fleet));
      shared.users++;
      return shared;
    }
  }

  private void release(Shared key) {
    Running last = null;
    synchronized (running) {
      Running shared = running.get(key);
      if (shared != null && --shared.users == 0) {
        running.remove(key);
        last = shared;
      }
    }
    if (last != null) {
      last.close();
    }
  }

  private Running start(FleetSettings fleet) {
    HybridClock clock = new HybridClock(time, random.nextLong());
    String placement = fleet.placementRule() == PlacementRule.RENDEZVOUS ? Layout.RENDEZVOUS : Layout.PHPDANCE;
    FleetOptions options =
        new FleetOptions(
            fleet.namespace(),
            new Layout(fleet.redundancy(), placement),
            ConfiguredNodes.members(fleet),
            fleet.lease(),
            fleet.durable(),
            fleet.giveUp());
    ConfiguredNodes nodes = new ConfiguredNodes(fleet, time);
    ViewKeeper keeper = new ViewKeeper(options, nodes, clock, time);
    FleetNotices notices = new FleetNotices(fleet.namespace(), keeper, nodes::notices, time);
    FleetDrops drops = new FleetDrops(fleet.namespace(), keeper, clock, kind(fleet), time);
    return new Running(fleet, keeper, notices, drops, new FleetCare(options, keeper, clock, time), time);
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

  /** A fleet in use. */
  private static final class Running {
    final ViewKeeper keeper;
    final FleetNotices notices;
    final FleetDrops drops;
    private final FleetCare care;
    private final CareThread thread;
    private final Duration timeout;
    private final TimeSource time;

    /** Guarded by the map's lock. */
    int users;

    Running(FleetSettings fleet, ViewKeeper keeper, FleetNotices notices, FleetDrops drops, FleetCare care, TimeSource time) {
      this.keeper = keeper;
      this.notices = notices;
      this.drops = drops;
      this.care = care;
      this.timeout = fleet.timeout();
      this.time = time;
      this.thread = new CareThread(fleet.namespace(), this::step, time);
    }

    /** What was dropped comes before all that only makes the fleet stronger. */
    private long step(Deadline within) {
      long again = drops.deliver(within) ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(FleetDrops.TRY_EVERY_MILLIS);
      return Math.min(again, care.step(within));
    }

    void close() {
      drops.close(Deadline.after(time, timeout));
      notices.close();
      keeper.close();
      thread.close();
    }
  }
}
