package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdance.internal.client.placement.PlacedNode;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/**
 * The steps from one list of nodes to another: the plan, each node ready, the new list in force with the nodes that left out, those forgotten.
 * Decides, and does nothing.
 */
final class PlanSteps {

  private PlanSteps() {}

  /**
   * The view with this list to follow; null if it is in force or planned already.
   *
   * @param list name, address, weight and zone of each node
   * @param since the change, as a version
   * @param lives gives a version to each node that is new
   */
  static @Nullable View begun(View view, List<Member> list, Version since, Supplier<Version> lives) {
    List<PlacedNode> wanted = list.stream().map(PlanSteps::placed).toList();
    List<PlacedNode> present = placed(view);
    Plan plan = view.plan();
    boolean anyOrder = view.layout().placement().equals(Layout.RENDEZVOUS);
    if (isSame(wanted, plan == null ? present : plan.nodes(), anyOrder)) {
      return null;
    }
    List<Member> members = new ArrayList<>();
    for (Member member : view.members()) {
      boolean stays = member.isSeated() || wanted.stream().anyMatch(node -> node.name().equals(member.name()));
      members.add(stays ? member : member.with(MemberState.OUT));
    }
    for (Member member : list) {
      if (view.indexOf(member.name()) < 0) {
        members.add(member.joining(lives.get()));
      }
    }
    if (isSame(wanted, present, anyOrder)) {
      return view.changed(members, null);
    }
    Map<String, Version> ready = new HashMap<>();
    if (anyOrder && onlyAdds(wanted, present)) {
      view.members().stream().filter(Member::isSeated).forEach(member -> ready.put(member.name(), member.incarnation()));
    }
    return view.changed(members, new Plan(since, wanted, ready));
  }

  /** The view with the new list in force and what left out; null if some node is not ready. */
  static @Nullable View completed(View view) {
    Plan plan = view.plan();
    if (plan == null) {
      return null;
    }
    List<Member> members = new ArrayList<>();
    for (PlacedNode node : plan.nodes()) {
      int at = view.indexOf(node.name());
      if (at < 0 || !plan.isReady(view.members().get(at))) {
        return null;
      }
      members.add(view.members().get(at).seated(node.weight(), node.zone()));
    }
    for (Member member : view.members()) {
      if (!plan.contains(member.name())) {
        members.add(member.seated(0, member.zone()).with(MemberState.OUT));
      }
    }
    return view.changed(members, null);
  }

  /** The view without the nodes that have left; null if there are none. */
  static @Nullable View withoutLeavers(View view) {
    List<Member> members = view.members().stream().filter(member -> !hasLeft(view, member)).toList();
    return members.size() == view.members().size() ? null : view.changed(members, view.plan());
  }

  /** Whether a node belongs to neither list any more. */
  static boolean hasLeft(View view, Member member) {
    Plan plan = view.plan();
    return !member.isSeated() && (plan == null || !plan.contains(member.name()));
  }

  /** Whether a node has to be filled before the new list can be in force. */
  static boolean isAwaited(View view, Member member) {
    Plan plan = view.plan();
    return plan != null && plan.contains(member.name()) && !plan.isReady(member);
  }

  /** The nodes of the list in force. */
  static List<PlacedNode> placed(View view) {
    return view.members().stream().filter(Member::isSeated).map(PlanSteps::placed).toList();
  }

  private static PlacedNode placed(Member member) {
    return new PlacedNode(member.name(), member.weight(), member.zone());
  }

  static boolean isSame(List<PlacedNode> one, List<PlacedNode> other, boolean anyOrder) {
    return anyOrder ? one.size() == other.size() && one.containsAll(other) : one.equals(other);
  }

  /** Whether no node of the present list gets a key that it has not: true where nodes are only added, if no two can share a zone. */
  private static boolean onlyAdds(List<PlacedNode> wanted, List<PlacedNode> present) {
    return wanted.containsAll(present) && wanted.stream().allMatch(node -> node.zone().isEmpty());
  }
}
