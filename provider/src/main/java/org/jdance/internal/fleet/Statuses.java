package org.jdance.internal.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdance.FleetCounts;
import org.jdance.FleetStatus;
import org.jdance.NodeState;
import org.jdance.NodeStatus;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.FleetDrops;
import org.jdance.internal.client.figures.FleetFigures;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.MemberNode;
import org.jdance.internal.client.view.ViewKeeper;
import org.jspecify.annotations.Nullable;

/** What a fleet looks like from outside: put together when somebody asks, but for the moment since when each server is in its state. */
final class Statuses {

  private final String namespace;
  private final int configuredCopies;
  private final ViewKeeper keeper;
  private final FleetDrops drops;
  private final TimeSource time;
  private final Map<String, Since> since = new ConcurrentHashMap<>();

  Statuses(String namespace, int configuredCopies, ViewKeeper keeper, FleetDrops drops, TimeSource time) {
    this.namespace = namespace;
    this.configuredCopies = configuredCopies;
    this.keeper = keeper;
    this.drops = drops;
    this.time = time;
  }

  /** Notes since when servers are in their states. */
  void changed(FleetState state) {
    long now = time.millis();
    for (Member member : state.view().members()) {
      NodeState is = stateOf(member);
      since.compute(member.name(), (name, known) -> known == null || known.state != is ? new Since(is, now) : known);
    }
  }

  FleetStatus status() {
    FleetState state = keeper.met();
    return new FleetStatus(namespace, state == null ? configuredCopies : state.copies(), nodes(state), counts());
  }

  List<NodeStatus> nodes(@Nullable FleetState state) {
    List<NodeStatus> nodes = new ArrayList<>();
    for (int i = 0; state != null && i < state.size(); i++) {
      nodes.add(node(state, i));
    }
    return nodes;
  }

  private NodeStatus node(FleetState state, int index) {
    Member member = state.view().members().get(index);
    MemberNode node = state.node(index);
    Since known = since.get(member.name());
    return new NodeStatus(
        member.name(),
        stateOf(member),
        Instant.ofEpochMilli(known == null ? time.millis() : known.millis),
        member.incarnation().toString(),
        node.isAnswering(),
        Duration.ofNanos(node.latencyNanos()),
        node.node().inFlight(),
        node.errors(),
        keeper.figures().refilled(member.name()));
  }

  private FleetCounts counts() {
    FleetFigures figures = keeper.figures();
    return new FleetCounts(
        figures.fallbackReads.sum(),
        figures.fills.sum(),
        figures.repairs.sum(),
        figures.undecodable.sum(),
        figures.staleRefused.sum(),
        figures.dropped.sum(),
        figures.delivered.sum(),
        figures.discarded.sum(),
        drops.count(),
        drops.bytes(),
        figures.unknownOutcomes.sum(),
        figures.viewChanges.sum());
  }

  private static NodeState stateOf(Member member) {
    return switch (member.state()) {
      case UP -> NodeState.UP;
      case OUT -> NodeState.OUT;
      case COLD -> NodeState.COLD;
    };
  }

  /** A state and when this JVM learnt of it. */
  private record Since(NodeState state, long millis) {}
}
