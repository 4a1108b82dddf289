package org.jdance.internal.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jdance.internal.base.TimeSource;

/** The servers, the network and the clocks of one run. */
final class SimWorld {

  static final Duration LEASE = Duration.ofMillis(50);
  static final Duration TIMEOUT = Duration.ofSeconds(1);
  static final Duration GIVE_UP = Duration.ofSeconds(3);
  static final int MAX_CLIENTS = 12;
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;

  final Sim sim;
  final SimPlan plan;
  final List<SimServer> servers = new ArrayList<>();
  final long[] skewMillis = new long[MAX_CLIENTS];
  private final long[][][] cutUntil;
  int arrivals;

  /** Whether the network loses nothing more, so that the fleet can heal. */
  boolean calm;

  /** Every how many messages one is slow, and every how many steps a client stands still. */
  private final int slowness;

  private final int hesitance;

  SimWorld(long seed, Executor threads) {
    this.sim = new Sim(seed, threads);
    this.plan = SimPlan.draw(sim.random);
    this.slowness = 5 << sim.random.nextInt(6);
    this.hesitance = plan.faults() == SimPlan.Faults.CLIENTS ? 10 : 20 << sim.random.nextInt(4);
    this.cutUntil = new long[MAX_CLIENTS][plan.nodes()][2];
    for (int i = 0; i < plan.nodes(); i++) {
      servers.add(new SimServer(this, "n" + i, plan.kind().capabilities));
    }
  }

  TimeSource timeOf(int client) {
    return new TimeSource() {
      @Override
      public long millis() {
        return EPOCH_MILLIS + sim.now() / 1_000_000 + (client < 0 ? 0 : skewMillis[client]);
      }

      @Override
      public long nanos() {
        return sim.now() + (client + 2) * 1_000_000_007L;
      }

      @Override
      public void pause(long nanos) {
        step();
        sim.block(sim.now() + Math.max(1, nanos) + hesitation(sim.current()));
      }
    };
  }

  /** Called before a client does anything. */
  void step() {
    SimTask task = sim.current();
    if (task != null && task.crashed) {
      throw new SimCrash();
    }
  }

  long latency() {
    long usual = 20_000L + sim.random.nextInt(400_000);
    if (!sim.oneIn(slowness)) {
      return usual;
    }
    // As slow as a lost message only where the network is at fault anyway: two such ones are a cut to their client.
    boolean mayBeLost = plan.faults() == SimPlan.Faults.CUTS && !calm && sim.oneIn(8);
    return usual + sim.random.nextLong(mayBeLost ? 2 * TIMEOUT.toNanos() : LEASE.toNanos());
  }

  /** How long a client that could go on does not. */
  long hesitation(SimTask task) {
    return task.client >= 0 && sim.oneIn(hesitance) ? sim.random.nextLong(3 * LEASE.toNanos()) : 0;
  }

  void cut(int client, SimServer server, boolean toServer, long untilNanos) {
    cutUntil[client][servers.indexOf(server)][toServer ? 0 : 1] = untilNanos;
  }

  boolean reaches(int client, SimServer server, boolean toServer) {
    return cutUntil[client][servers.indexOf(server)][toServer ? 0 : 1] <= sim.now();
  }

  /** When what is sent into a cut arrives: after it, or never. */
  long afterCut(int client, SimServer server, boolean toServer) {
    return sim.random.nextBoolean() ? -1 : cutUntil[client][servers.indexOf(server)][toServer ? 0 : 1] + latency();
  }
}
