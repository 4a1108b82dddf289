package org.jdance.internal.sim;

import java.util.SplittableRandom;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;

/** What one run is like, as drawn by its seed. */
record SimPlan(Kind kind, Faults faults, Writes writes, int nodes, int copies, int clients, int keys, int operations, int rounds) {

  /** The kind of all servers of a fleet. */
  enum Kind {
    REDIS(ServerKinds.REDIS_LIKE),
    MEMCACHED(ServerKinds.MEMCACHED_LIKE),
    SHAREDANCE(ServerKinds.SHAREDANCE_LIKE);

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    final NodeCapabilities capabilities;

    Kind(NodeCapabilities capabilities) {
      this.capabilities = capabilities;
    }
  }

  /** What befalls the fleet beside slow messages. */
  enum Faults {
    /** Nothing. */
    NONE,
    /** Servers die, lose their memory, return from an older image, stand still: the next when the last is healed. */
    SERVERS,
    /** Clients crash and stand still, their clocks jump. */
    CLIENTS,
    /** The network is cut between some clients and some servers, in one direction or both. */
    CUTS
  }

  /** How the clients write. */
  enum Writes {
    PLAIN,
    CONDITIONAL,
    BOTH
  }

  static SimPlan draw(SplittableRandom random) {
    Kind kind = Kind.values()[random.nextInt(5) / 2];
    Faults faults = Faults.values()[Math.min(3, random.nextInt(6))];
    if (faults == Faults.CUTS && random.nextBoolean()) {
      faults = Faults.SERVERS;
    }
    int nodes = 2 + random.nextInt(3);
    int copies = random.nextInt(8) == 0 ? 1 : Math.min(nodes, 2 + random.nextInt(4) / 3);
    Writes writes = kind == Kind.SHAREDANCE ? Writes.PLAIN : Writes.values()[random.nextInt(3)];
    return new SimPlan(
        kind, faults, writes, nodes, copies, 2 + random.nextInt(2), 1 + random.nextInt(2), 4 + random.nextInt(5), 1 + random.nextInt(3));
  }
}
