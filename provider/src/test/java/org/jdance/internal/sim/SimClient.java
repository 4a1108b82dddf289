package org.jdance.internal.sim;

import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.CacheOptions;
import org.jdance.internal.client.FailurePolicy;
import org.jdance.internal.client.FleetCare;
import org.jdance.internal.client.FleetDrops;
import org.jdance.internal.client.FleetKind;
import org.jdance.internal.client.FleetStore;
import org.jdance.internal.client.view.FleetOptions;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.Layout;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.ListingKind;
import org.jdance.internal.serial.Serialization;
import org.jdance.internal.serial.SerializationSettings;

/** The part of one JVM: the real client over simulated nodes. */
final class SimClient {

  private static final SerializationSettings SETTINGS =
      new SerializationSettings("c", SimClient.class.getClassLoader(), Object.class, Object.class, true, List.of());

  final int number;
  private final SimWorld world;
  private final SimHistory history;
  private final TimeSource time;
  private final ViewKeeper keeper;
  private final FleetCare care;
  private final FleetStore store;
  private long careAt;

  SimClient(SimWorld world, SimHistory history, int number) {
    this.number = number;
    this.world = world;
    this.history = history;
    this.time = world.timeOf(number);
    List<Member> members = world.servers.stream().map(server -> FleetOptions.member(server.name, "sim://" + server.name, 1, "")).toList();
    FleetOptions options =
        new FleetOptions("t", new Layout(world.plan.copies(), Layout.RENDEZVOUS), members, SimWorld.LEASE, false, SimWorld.GIVE_UP);
    HybridClock clock = new HybridClock(time, number + 1);
    this.keeper = new ViewKeeper(options, member -> new SimNode(world, server(member.name()), number), clock, time);
    boolean conditional = world.plan.kind().capabilities.conditionalWrites();
    boolean listing = world.plan.kind().capabilities.listing() == ListingKind.COMPLETE;
    FleetDrops drops = new FleetDrops("t", keeper, clock, new FleetKind(conditional, listing), time);
    this.care = new FleetCare(options, keeper, clock, time);
    CacheOptions cache = new CacheOptions(SimWorld.TIMEOUT, FailurePolicy.THROW, Integer.MAX_VALUE);
    this.store = new FleetStore("c", drops, new Serialization(SETTINGS, time), cache, time, () -> {});
    this.careAt = time.nanos();
  }

  private SimServer server(String name) {
    return world.servers.stream().filter(server -> server.name.equals(name)).findFirst().orElseThrow();
  }

  /** Whether every node is up in the view that this client has. */
  boolean seesAllUp() {
    FleetState state = keeper.met();
    return state != null && Stream.iterate(0, i -> i < state.size(), i -> i + 1).allMatch(state::isUp);
  }

  void pause(long nanos) {
    time.pause(nanos);
  }

  void careIfDue() {
    if (time.nanos() >= careAt) {
      try {
        careAt = time.nanos() + care.step(Deadline.after(time, SimWorld.TIMEOUT));
      } catch (RuntimeException e) {
        careAt = time.nanos() + SimWorld.TIMEOUT.toNanos();
      }
    }
  }

  /** One operation as drawn. */
  void operate() {
    int key = world.sim.random.nextInt(world.plan.keys());
    int draw = world.sim.random.nextInt(10);
    if (world.plan.kind() == SimPlan.Kind.SHAREDANCE) {
      if (draw < 5 && number == key) {
        put(key);
      } else {
        read(key);
      }
    } else if (draw < 4) {
      read(key);
    } else if (world.plan.writes() == SimPlan.Writes.PLAIN || (world.plan.writes() == SimPlan.Writes.BOTH && draw < 6)) {
      put(key);
    } else {
      update(key);
    }
  }

  void read(int key) {
    SimOperation operation = history.begin(key, number, SimOperation.Kind.READ, null, null);
    try {
      operation.found = value(store.read("k" + key, store.newDeadline()));
      history.end(operation);
    } catch (CacheException e) {
      operation.trouble = String.valueOf(e.getMessage());
      history.failures++;
    }
  }

  private void put(int key) {
    Integer value = history.freshValue();
    SimOperation operation = history.begin(key, number, SimOperation.Kind.PUT, null, value);
    try {
      store.write(store.ownKey("k" + key), store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
      history.end(operation);
    } catch (CacheException e) {
      operation.trouble = String.valueOf(e.getMessage());
      history.unknown++;
    }
  }

  private void update(int key) {
    StoredEntry seen;
    try {
      // No answer to a caller by itself: what is done with it is, as one operation.
      seen = store.readForUpdate("k" + key, store.newDeadline());
    } catch (CacheException e) {
      history.failures++;
      return;
    }
    if (world.sim.oneIn(4)) {
      pause(world.sim.random.nextLong(SimWorld.LEASE.toNanos()));
    }
    Integer value = seen != null && world.sim.oneIn(3) ? null : history.freshValue();
    SimOperation operation = history.begin(key, number, SimOperation.Kind.CAS, value(seen), value);
    try {
      operation.done =
          store.compareAndSet("k" + key, seen, value == null ? null : store.payload(value), StoredEntry.ETERNAL, store.newDeadline());
      history.end(operation);
    } catch (CacheException e) {
      operation.trouble = String.valueOf(e.getMessage());
      history.unknown++;
    }
  }

  private static Integer value(StoredEntry entry) {
    return entry == null ? null : (Integer) entry.payload().value();
  }
}
