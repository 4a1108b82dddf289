package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.placement.PhpDancePlacement;
import org.jdance.internal.client.placement.PlacedNode;
import org.jdance.internal.client.placement.Placement;
import org.jdance.internal.client.placement.RendezvousPlacement;

/** The connections to all nodes that this client has met in a view, each made once and closed with the fleet. */
final class Members {

  private final NodeFactory factory;
  private final TimeSource time;
  private final byte[] viewKey;

  /** By name and address; used under the keeper's lock only. */
  private final Map<String, MemberNode> nodes = new HashMap<>();

  Members(NodeFactory factory, byte[] viewKey, TimeSource time) {
    this.viewKey = viewKey;
    this.factory = factory;
    this.time = time;
  }

  MemberNode nodeOf(Member member) {
    return nodes.computeIfAbsent(member.name() + " " + member.address(), name -> new MemberNode(factory.create(member), time));
  }

  /** The state that a view makes, in which no node has been heard yet. */
  FleetState state(View view, byte[] envelope) {
    List<MemberNode> all = new ArrayList<>();
    List<PlacedNode> placed = new ArrayList<>();
    for (Member member : view.members()) {
      all.add(nodeOf(member));
      placed.add(new PlacedNode(member.name(), member.weight(), member.zone()));
    }
    // Far enough in the past for every lease, and no overflow in sight.
    return new FleetState(view, envelope, viewKey, all, placement(view.layout(), placed), time.nanos() - Long.MAX_VALUE / 4);
  }

  void close() {
    nodes.values().forEach(member -> member.node().close());
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
