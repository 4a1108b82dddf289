package org.jdance.internal.client.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.ReadReply;
import org.jspecify.annotations.Nullable;

/**
 * The way back of a node: from out to cold in a new life, so that nothing of what it held is ever found, and from cold to up when it has been
 * filled. Used under the keeper's lock.
 */
final class NodeReturn {

  private final ViewKeeper keeper;
  private final ViewChange change;
  private final HybridClock clock;
  private final byte[] viewKey;

  NodeReturn(ViewKeeper keeper, ViewChange change, HybridClock clock, byte[] viewKey) {
    this.keeper = keeper;
    this.change = change;
    this.clock = clock;
    this.viewKey = viewKey;
  }

  /**
   * Asks a node that is out who it is; without the lock, since it may not answer.
   *
   * @throws NodeException if it does not answer
   */
  Visit visit(FleetState used, int index, Deadline within) {
    Node node = used.node(index).node();
    Deadline share = within.share(3);
    String process = node.identify(share).await(share);
    Visit visit = new Visit(process, node.read(viewKey, share).await(share));
    used.node(index).answered();
    return visit;
  }

  /**
   * Takes a node in again that is out.
   *
   * @return whether it is cold now, and every node that is not out knows
   */
  boolean admit(FleetState used, int index, Visit visit, Deadline within) {
    if (keeper.current() != used || !used.isOut(index)) {
      return false;
    }
    byte[] value = visit.stamp.value();
    View found = ViewFormat.decode(value, viewKey);
    if (found == null && value != null) {
      throw ViewKeeper.unreadable(used.name(index));
    }
    if (found != null && value != null && found.isAfter(used.view())) {
      keeper.adopt(found, value);
      return false;
    }
    String name = used.name(index);
    Version incarnation = clock.next();
    return change.make("node " + name + " has come back", view -> returned(view, name, incarnation, visit.process), incarnation, within)
        && isIn(MemberState.COLD, name, incarnation);
  }

  /**
   * Says that a node has all that it missed, and all that the list to follow gives it.
   *
   * @param incarnation the life in which it was filled
   * @param planned the list to follow by which it was filled, or null
   * @return whether it is up in that life now, and every node that is not out knows
   */
  boolean promote(String name, Version incarnation, @Nullable Version planned, Deadline within) {
    return change.make("node " + name + " is filled", view -> filled(view, name, incarnation, planned), within)
        && isIn(MemberState.UP, name, incarnation);
  }

  private static @Nullable View returned(View view, String name, Version incarnation, String process) {
    int at = view.indexOf(name);
    return at >= 0 && view.members().get(at).isOut() ? view.with(at, member -> member.returned(incarnation, process)) : null;
  }

  private static @Nullable View filled(View view, String name, Version incarnation, @Nullable Version planned) {
    int at = view.indexOf(name);
    Plan plan = view.plan();
    if (at < 0 || !view.members().get(at).incarnation().equals(incarnation) || !Objects.equals(planned, plan == null ? null : plan.since())) {
      return null;
    }
    View up = view.members().get(at).isCold() ? view.with(at, member -> member.with(MemberState.UP)) : view;
    if (plan != null && PlanSteps.isAwaited(up, up.members().get(at)) && up.members().get(at).isUp()) {
      Map<String, Version> ready = new HashMap<>(plan.ready());
      ready.put(name, incarnation);
      up = up.changed(up.members(), new Plan(plan.since(), plan.nodes(), ready));
    }
    return up.equals(view) ? null : up;
  }

  private boolean isIn(MemberState state, String name, Version incarnation) {
    View view = keeper.current().view();
    int at = view.indexOf(name);
    return at >= 0 && view.members().get(at).state() == state && view.members().get(at).incarnation().equals(incarnation);
  }

  /**
   * What a node said that was asked.
   *
   * @param process which process it is
   * @param stamp what it has as the view
   */
  record Visit(String process, ReadReply stamp) {}
}
