package org.jdance.internal.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteCondition;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.node.memory.MemoryNode;

/** One client's node over the simulated network: what is sent arrives later, or never, in order on one connection. */
final class SimNode implements Node {

  private final SimWorld world;
  private final SimServer server;
  private final int client;
  private final MemoryNode memory;
  private final boolean refuses;
  private int life;
  private long lastArrival;
  private long lastReply;
  private boolean closed;

  SimNode(SimWorld world, SimServer server, int client) {
    this.world = world;
    this.server = server;
    this.client = client;
    this.memory = server.memory.connect();
    this.refuses = server.kind.refusesOtherStamps();
    this.life = server.life;
  }

  @Override
  public String name() {
    return server.name;
  }

  @Override
  public NodeCapabilities capabilities() {
    return server.kind;
  }

  @Override
  public void expect(String process) {
    memory.expect(process);
  }

  @Override
  public Pending<String> identify(Deadline within) {
    return send(within, node -> node.identify(Deadline.NONE));
  }

  @Override
  public Pending<Long> readMark(byte[] key, Deadline within) {
    return send(within, node -> node.readMark(key, Deadline.NONE));
  }

  @Override
  public Pending<ReadReply> read(byte[] key, Guard guard, Deadline within) {
    return marked(within, guard, node -> node.read(key, null, Deadline.NONE), ReadReply::under);
  }

  @Override
  public Pending<ReadReply> readAndTouch(byte[] key, Touch touch, Guard guard, Deadline within) {
    if (refuses) {
      return send(within, node -> node.readAndTouch(key, touch, guard, Deadline.NONE));
    }
    return marked(within, guard, node -> node.readAndTouch(key, touch, null, Deadline.NONE), ReadReply::under);
  }

  @Override
  public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
    if (refuses && write.condition() != WriteCondition.Simple.ALWAYS) {
      return send(within, node -> node.write(write, guard, Deadline.NONE));
    }
    return marked(within, guard, node -> node.write(write, null, Deadline.NONE), WriteReply::under);
  }

  @Override
  public Pending<WriteReply> touch(byte[] key, Touch touch, Guard guard, Deadline within) {
    if (refuses) {
      return send(within, node -> node.touch(key, touch, guard, Deadline.NONE));
    }
    return marked(within, guard, node -> node.touch(key, touch, null, Deadline.NONE), WriteReply::under);
  }

  @Override
  public Pending<WriteReply> delete(byte[] key, Guard guard, Deadline within) {
    return marked(within, guard, node -> node.delete(key, null, Deadline.NONE), WriteReply::under);
  }

  @Override
  public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, Guard guard, Deadline within) {
    if (refuses) {
      return send(within, node -> node.deleteIfMatches(key, token, guard, Deadline.NONE));
    }
    return marked(within, guard, node -> node.deleteIfMatches(key, token, null, Deadline.NONE), WriteReply::under);
  }

  @Override
  public Pending<KeyPage> list(byte[] prefix, ListCursor from, int pageSize, Deadline within) {
    return send(within, node -> node.list(prefix, from, pageSize, Deadline.NONE));
  }

  @Override
  public List<Pending<ReadReply>> readAll(List<byte[]> keys, Guard guard, Deadline within) {
    List<Pending<ReadReply>> replies = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      replies.add(read(key, replies.size() == keys.size() - 1 ? guard : null, within));
    }
    return replies;
  }

  @Override
  public List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, Guard guard, Deadline within) {
    List<Pending<WriteReply>> replies = new ArrayList<>(writes.size());
    for (NodeWrite write : writes) {
      replies.add(write(write, refuses || replies.size() == writes.size() - 1 ? guard : null, within));
    }
    return replies;
  }

  @Override
  public void close() {
    closed = true;
  }

  private <T> Pending<T> send(Deadline within, Function<MemoryNode, Pending<T>> command) {
    return marked(within, null, command, null);
  }

  /** Sends a command, and behind it the question for the stamp's mark if there is a guard that does not go along with the command itself. */
  private <T> Pending<T> marked(
      Deadline within, Guard guard, Function<MemoryNode, Pending<T>> command, BiFunction<T, Long, T> under) {
    world.step();
    if (closed) {
      return Pending.failed(NodeException.notRun(Kind.ABANDONED, name(), "the node is closed"));
    }
    if (within.hasPassed()) {
      return Pending.failed(NodeException.notRun(Kind.TIMEOUT, name(), "the deadline had passed before the request was sent"));
    }
    if (server.stopped && world.reaches(client, server, true)) {
      SimPending<T> refused = new SimPending<>(world, name());
      world.sim.after(world.latency(), () -> refused.settle(null, NodeException.notRun(Kind.UNREACHABLE, name(), "refused")));
      return refused;
    }
    if (life != server.life) {
      life = server.life;
      lastArrival = 0;
      lastReply = 0;
    }
    SimPending<T> pending = new SimPending<>(world, name());
    long sent = world.sim.now();
    long arrival = world.reaches(client, server, true) ? sent + world.latency() : world.afterCut(client, server, true);
    if (arrival < 0) {
      return pending;
    }
    lastArrival = Math.max(lastArrival, arrival);
    arrive(lastArrival, server.life, pending, guard, command, under);
    return pending;
  }

  private <T> void arrive(
      long nanos, int at, SimPending<T> pending, Guard guard, Function<MemoryNode, Pending<T>> command, BiFunction<T, Long, T> under) {
    world.sim.at(nanos, () -> {
      if (isBroken(at, pending)) {
        return null;
      }
      if (server.pausedUntil > world.sim.now()) {
        arrive(server.pausedUntil, at, pending, guard, command, under);
        return null;
      }
      world.arrivals++;
      T reply;
      try {
        reply = command.apply(memory).await(Deadline.NONE);
      } catch (NodeException e) {
        reply(at, pending, null, e);
        return null;
      }
      if (guard == null || under == null) {
        reply(at, pending, reply, null);
      } else {
        ask(world.sim.now() + world.sim.random.nextInt(world.sim.oneIn(20) ? 3_000_000 : 20_000), at, pending, guard, reply, under);
      }
      return null;
    });
  }

  private <T> void ask(long nanos, int at, SimPending<T> pending, Guard guard, T reply, BiFunction<T, Long, T> under) {
    lastArrival = Math.max(lastArrival, nanos);
    world.sim.at(nanos, () -> {
      if (isBroken(at, pending)) {
        return null;
      }
      if (server.pausedUntil > world.sim.now()) {
        ask(server.pausedUntil, at, pending, guard, reply, under);
        return null;
      }
      try {
        reply(at, pending, under.apply(reply, memory.readMark(guard.key(), Deadline.NONE).await(Deadline.NONE)), null);
      } catch (NodeException e) {
        reply(at, pending, null, e.besideOneThatRan());
      }
      return null;
    });
  }

  private <T> boolean isBroken(int at, SimPending<T> pending) {
    if (at == server.life) {
      return false;
    }
    world.sim.after(
        world.latency(), () -> pending.settle(null, NodeException.mayHaveRun(Kind.UNREACHABLE, name(), "the connection broke")));
    return true;
  }

  private <T> void reply(int at, SimPending<T> pending, T value, NodeException failure) {
    long arrival = world.reaches(client, server, false) ? world.sim.now() + world.latency() : world.afterCut(client, server, false);
    if (arrival < 0) {
      return;
    }
    lastReply = Math.max(lastReply, arrival);
    world.sim.at(lastReply, () -> {
      if (at == server.life) {
        pending.settle(value, failure);
      } else {
        pending.settle(null, NodeException.mayHaveRun(Kind.UNREACHABLE, name(), "the connection broke"));
      }
      return null;
    });
  }
}
