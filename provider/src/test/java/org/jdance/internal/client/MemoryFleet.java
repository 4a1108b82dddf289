package org.jdance.internal.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.FleetOptions;
import org.jdance.internal.client.view.Layout;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.node.ListingKind;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.MemoryServer;
import org.jdance.internal.serial.Serialization;
import org.jdance.internal.serial.SerializationSettings;

/** A fleet of servers in memory, and clients of it that share nothing but the servers, as JVMs do. */
public final class MemoryFleet implements AutoCloseable {

  private static final AtomicLong WRITERS = new AtomicLong(1);

  final Map<String, MemoryServer> servers = new LinkedHashMap<>();
  final TimeSource time;
  private final Map<String, NodeCapabilities> kinds = new LinkedHashMap<>();
  private final int copies;
  private final List<ViewKeeper> keepers = new ArrayList<>();
  Duration lease = Duration.ofMillis(50);
  Duration timeout = Duration.ofSeconds(2);
  Duration giveUp = Duration.ofSeconds(10);
  FailurePolicy policy = FailurePolicy.THROW;
  boolean durable;

  public MemoryFleet(int copies, TimeSource time, NodeCapabilities... kinds) {
    this.copies = copies;
    this.time = time;
    for (NodeCapabilities kind : kinds) {
      String name = "n" + servers.size();
      this.kinds.put(name, kind);
      servers.put(name, new MemoryServer(name, kind, time));
    }
  }

  MemoryServer server(int index) {
    return servers.get("n" + index);
  }

  /** The part of one JVM. */
  public Client client() {
    return client(members(servers.keySet().toArray(new String[0])));
  }

  /** Servers with a weight of 1 as they stand in a configuration. */
  static List<Member> members(String... names) {
    return Arrays.stream(names).map(name -> member(name, 1)).toList();
  }

  static Member member(String name, int weight) {
    return FleetOptions.member(name, "memory://" + name, weight, "");
  }

  /** The part of one JVM that was configured with these servers. */
  Client client(List<Member> members) {
    FleetOptions options = new FleetOptions("test", new Layout(copies, Layout.RENDEZVOUS), members, lease, durable, giveUp);
    HybridClock clock = new HybridClock(time, WRITERS.incrementAndGet());
    ViewKeeper keeper = new ViewKeeper(options, member -> servers.get(member.name()).connect(), clock, time);
    keepers.add(keeper);
    boolean conditional = kinds.values().stream().allMatch(NodeCapabilities::conditionalWrites);
    boolean listing = kinds.values().stream().allMatch(kind -> kind.listing() == ListingKind.COMPLETE);
    FleetDrops drops = new FleetDrops("test", keeper, clock, new FleetKind(conditional, listing), time);
    return new Client(keeper, drops, new FleetCare(options, keeper, clock, time));
  }

  @Override
  public void close() {
    keepers.forEach(ViewKeeper::close);
  }

  /** One client of the fleet. */
  public final class Client {
    final ViewKeeper keeper;
    final FleetDrops drops;
    final FleetCare care;

    Client(ViewKeeper keeper, FleetDrops drops, FleetCare care) {
      this.keeper = keeper;
      this.drops = drops;
      this.care = care;
    }

    FleetStore store(String cache) {
      return store(new SerializationSettings(cache, MemoryFleet.class.getClassLoader(), Object.class, Object.class, true, List.of()));
    }

    /** The store of a cache. */
    public FleetStore store(SerializationSettings settings) {
      return new FleetStore(
          settings.cacheName(), drops, new Serialization(settings, time), new CacheOptions(timeout, policy, Integer.MAX_VALUE), time, () -> {});
    }
  }
}
