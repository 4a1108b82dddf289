package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.placement.PhpDancePlacement;
import org.jdance.internal.client.placement.PlacedNode;
import org.jdance.internal.client.placement.Placement;
import org.jdance.internal.client.placement.RendezvousPlacement;

/** The connections to all nodes that this client has met in a view, each made once and closed with the fleet. */
final class Members {

  /** So long an operation may still use a node that is in no view any more. */
  private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final NodeFactory factory;
  private final TimeSource time;
  private final byte[] viewKey;

  /** By name and address; used under the keeper's lock only. */
  private final Map<String, MemberNode> nodes = new HashMap<>();

  private final Map<String, Long> unusedSince = new HashMap<>();

  Members(NodeFactory factory, byte[] viewKey, TimeSource time) {
    this.viewKey = viewKey;
    this.factory = factory;
    this.time = time;
  }

  MemberNode nodeOf(Member member) {
    return nodes.computeIfAbsent(key(member), key -> new MemberNode(factory.create(member), time));
  }

  /** The state that a view makes, in which no node has been heard yet. */
  FleetState state(View view, byte[] envelope) {
    List<MemberNode> all = new ArrayList<>();
    view.members().forEach(member -> all.add(nodeOf(member)));
    Plan plan = view.plan();
    Seats seats = seats(view, PlanSteps.placed(view));
    // Far enough in the past for every lease, and no overflow in sight.
    long longAgo = time.nanos() - Long.MAX_VALUE / 4;
    return new FleetState(view, envelope, viewKey, all, seats, plan == null ? null : seats(view, plan.nodes()), longAgo);
  }

  /** Closes the connections to nodes that no view has named for a while. */
  void closeUnused(View view) {
    long now = time.nanos();
    Set<String> used = new HashSet<>();
    view.members().forEach(member -> used.add(key(member)));
    nodes.entrySet().removeIf(
        entry -> {
          if (used.contains(entry.getKey())) {
            unusedSince.remove(entry.getKey());
            return false;
          }
          boolean over = now - unusedSince.computeIfAbsent(entry.getKey(), absent -> now) >= UNUSED_NANOS;
          if (over) {
            unusedSince.remove(entry.getKey());
            entry.getValue().node().close();
          }
          return over;
        });
  }

  void close() {
    nodes.values().forEach(member -> member.node().close());
  }

  private static String key(Member member) {
    return member.name() + " " + member.address();
  }

  private static Seats seats(View view, List<PlacedNode> nodes) {
    Placement placement = placement(view.layout(), nodes);
    return new Seats(placement, placement.nodes().stream().mapToInt(node -> view.indexOf(node.name())).toArray());
  }

  private static Placement placement(Layout layout, List<PlacedNode> nodes) {
    return switch (layout.placement()) {
      case Layout.RENDEZVOUS -> new RendezvousPlacement(nodes, layout.copies());
      case Layout.PHPDANCE -> new PhpDancePlacement(nodes, layout.copies());
      default -> throw new FleetUnavailableException(
          "the fleet places keys by the rule \"" + layout.placement() + "\", which this release does not know", false, null);
    };
  }
}
