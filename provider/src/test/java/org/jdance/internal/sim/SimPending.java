package org.jdance.internal.sim;

import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.Pending;

/** A request on a simulated network. */
final class SimPending<T> implements Pending<T> {

  private static final long LONGEST = 3_600_000_000_000L;

  private final SimWorld world;
  private final String node;
  private T reply;
  private NodeException failure;
  private SimTask waiter;

  SimPending(SimWorld world, String node) {
    this.world = world;
    this.node = node;
  }

  void settle(T value, NodeException failed) {
    if (!isDone()) {
      reply = value;
      failure = failed;
      if (waiter != null) {
        world.sim.wake(waiter, world.hesitation(waiter));
      }
    }
  }

  @Override
  public T await(Deadline within) {
    world.step();
    while (!isDone()) {
      long remaining = Math.min(within.remainingNanos(), LONGEST);
      if (remaining <= 0) {
        throw NodeException.mayHaveRun(Kind.TIMEOUT, node, "no reply within the deadline");
      }
      waiter = world.sim.current();
      try {
        world.sim.block(world.sim.now() + remaining);
      } finally {
        waiter = null;
      }
    }
    if (failure != null) {
      throw failure.forWaiter();
    }
    return reply;
  }

  @Override
  public boolean isDone() {
    return reply != null || failure != null;
  }

  @Override
  public void abandon() {
    // It is on its way.
  }
}
