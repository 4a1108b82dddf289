package org.jdance.internal.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jdance.internal.node.memory.MemoryImage;

/** One run: clients that read and write, faults, healing, a last look by all, and the judgement. */
final class SimRun {

  private static final long LONGEST_HEALING = 120_000_000_000L;

  final SimWorld world;
  final SimHistory history;
  private final Sim sim;
  private final List<SimClient> clients = new ArrayList<>();
  private final List<SimTask> tasks = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  private int busy;
  private boolean ending;
  int faults;
  boolean healed = true;

  SimRun(long seed, Executor threads) {
    this.world = new SimWorld(seed, threads);
    this.sim = world.sim;
    this.history = new SimHistory(world.plan.keys());
  }

  /** Runs it; answers what was wrong, or null. */
  String run() throws Throwable {
    for (int i = 0; i < world.plan.clients(); i++) {
      startClient();
    }
    sim.start("faults", -1, this::breakThings);
    sim.conduct();
    return judge();
  }

  private void startClient() {
    int number = clients.size();
    world.skewMillis[number] = sim.random.nextInt(400) - 200L;
    SimClient client = new SimClient(world, history, number);
    clients.add(client);
    busy++;
    tasks.add(sim.start("client " + number, number, () -> live(client)));
  }

  private void live(SimClient client) {
    try {
      for (int i = 0; i < world.plan.operations() && !sim.over; i++) {
        client.pause(thinking());
        client.operate();
        client.careIfDue();
      }
    } finally {
      busy--;
    }
    while (!ending && !sim.over) {
      client.pause(100_000_000);
      client.careIfDue();
    }
    for (int key = 0; key < world.plan.keys(); key++) {
      client.read(key);
    }
  }

  private long thinking() {
    int draw = sim.random.nextInt(10);
    return 1 + sim.random.nextLong(draw < 6 ? 1_000_000 : draw < 9 ? SimWorld.LEASE.toNanos() : 20 * SimWorld.LEASE.toNanos());
  }

  private void breakThings() {
    for (int round = 0; round < world.plan.rounds() && !sim.over; round++) {
      rest(sim.random.nextLong(4 * SimWorld.LEASE.toNanos()));
      world.calm = false;
      switch (world.plan.faults()) {
        case NONE -> { }
        case SERVERS -> breakServer(world.servers.get(sim.random.nextInt(world.servers.size())));
        case CLIENTS -> breakClient();
        case CUTS -> cut();
      }
      awaitHealing();
    }
    while (busy > 0 && !sim.over) {
      rest(50_000_000);
    }
    awaitHealing();
    rest(4 * SimWorld.LEASE.toNanos());
    ending = true;
  }

  private void rest(long nanos) {
    sim.block(sim.now() + Math.max(1, nanos));
  }

  private void awaitHealing() {
    long until = sim.now() + LONGEST_HEALING;
    world.calm = true;
    while (!sim.over && clients.stream().noneMatch(client -> !tasks.get(client.number).crashed && client.seesAllUp())) {
      if (sim.now() > until) {
        healed = false;
        return;
      }
      rest(SimWorld.LEASE.toNanos());
    }
    rest(2 * SimWorld.LEASE.toNanos());
  }

  private void say(String what) {
    faults++;
    events.add(sim.now() / 1_000_000 + " ms: " + what);
  }

  private void breakServer(SimServer server) {
    MemoryImage earlier = server.memory.image();
    rest(sim.random.nextLong(2 * SimWorld.LEASE.toNanos()));
    long away = 1 + sim.random.nextLong(sim.random.nextBoolean() ? SimWorld.LEASE.toNanos() : 4 * SimWorld.TIMEOUT.toNanos());
    // memcached keeps nothing over a restart, other than by its warm restart, which docs/consistency.md excludes.
    int first = world.plan.kind() == SimPlan.Kind.MEMCACHED ? 2 : 0;
    switch (first + sim.random.nextInt(5 - first)) {
      case 2 -> {
        say("kill " + server.name + ", restart empty");
        server.kill();
        rest(away);
        server.startEmpty();
      }
      case 1 -> {
        say("kill " + server.name + ", restart from an older image");
        server.kill();
        rest(away);
        server.startFrom(earlier);
      }
      case 0 -> {
        say("kill " + server.name + ", restart with what it had");
        MemoryImage last = server.memory.image();
        server.kill();
        rest(away);
        server.startFrom(last);
      }
      case 3 -> {
        say("pause " + server.name);
        server.pausedUntil = sim.now() + away;
        rest(away);
      }
      default -> {
        say("flush " + server.name);
        server.memory.flush();
      }
    }
    rest(sim.random.nextLong(SimWorld.LEASE.toNanos()));
  }

  private void breakClient() {
    int victim = sim.random.nextInt(tasks.size());
    if (sim.random.nextBoolean() && !tasks.get(victim).finished && clients.size() < SimWorld.MAX_CLIENTS) {
      say("crash client " + victim);
      tasks.get(victim).crashed = true;
      sim.wake(tasks.get(victim), 0);
      startClient();
    } else {
      say("clock of client " + victim + " jumps");
      world.skewMillis[victim] += sim.random.nextInt(20_000) - 10_000;
    }
  }

  private void cut() {
    long until = sim.now() + 1 + sim.random.nextLong(2 * SimWorld.TIMEOUT.toNanos());
    boolean to = sim.random.nextInt(3) > 0;
    boolean from = !to || sim.random.nextBoolean();
    StringBuilder what = new StringBuilder("cut " + (to ? "to" : "") + (from ? "from" : ""));
    for (int client = 0; client < clients.size(); client++) {
      for (SimServer server : world.servers) {
        if (sim.oneIn(3)) {
          what.append(' ').append(client).append('-').append(server.name);
          if (to) {
            world.cut(client, server, true, until);
          }
          if (from) {
            world.cut(client, server, false, until);
          }
        }
      }
    }
    say(what.toString());
    rest(until - sim.now());
  }

  private String judge() {
    if (!healed) {
      return "not healed";
    }
    for (int key = 0; key < history.keys().size(); key++) {
      List<SimOperation> all = history.keys().get(key);
      if (world.plan.faults() == SimPlan.Faults.CUTS) {
        Set<Integer> last = new HashSet<>();
        all.subList(Math.max(0, all.size() - clients.size()), all.size()).stream().filter(SimOperation::isKnown).forEach(one -> last.add(one.found));
        if (last.size() > 1) {
          return "key " + key + " is read with several values after the network healed";
        }
      } else if (!Linearizability.holds(all, true)) {
        return "key " + key + " is not linearizable";
      }
    }
    return null;
  }

  /** Whether some acknowledged value was read as absent. */
  boolean hasLost() {
    return healed && world.plan.faults() != SimPlan.Faults.CUTS && history.keys().stream().anyMatch(all -> !Linearizability.holds(all, false));
  }

  /** The whole story. */
  String story() {
    StringBuilder story = new StringBuilder(world.plan + "\n" + String.join("\n", events) + "\n");
    for (int key = 0; key < history.keys().size(); key++) {
      story.append("key ").append(key).append(":\n");
      history.keys().get(key).forEach(one -> story.append("  ").append(one).append('\n'));
    }
    return story.toString();
  }
}
