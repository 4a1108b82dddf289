package org.jdance.internal.client.view;

import java.util.List;
import java.util.stream.Collectors;
import org.jdance.internal.client.placement.PlacedNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What is different between two views that follow each other. */
final class ViewChanges {

  private ViewChanges() {}

  /** Whether others may go on reading where it is not written any more: a node is out that was not, or another list is in force. */
  static boolean endsReading(@Nullable FleetState before, FleetState after) {
    return hasNewlyOut(before, after)
        || (before != null && (!PlanSteps.placed(before.view()).equals(PlanSteps.placed(after.view())) || hasLess(before, after)));
  }

  /** Whether a list that was to follow does not any more. */
  private static boolean hasLess(FleetState before, FleetState after) {
    return before.planned() != null && !before.planned().equals(after.planned());
  }

  private static boolean hasNewlyOut(@Nullable FleetState before, FleetState after) {
    for (Member member : after.view().members()) {
      if (member.isOut()) {
        int at = before == null ? -1 : before.view().indexOf(member.name());
        if (before == null || at < 0 || !before.view().members().get(at).isOut()) {
          return true;
        }
      }
    }
    return false;
  }

  /** One line for each node whose state is another, and one when the fleet is not as configured. */
  static void log(Logger log, FleetOptions options, @Nullable FleetState before, FleetState after) {
    logPlan(log, options, before, after.view());
    for (Member member : after.view().members()) {
      int at = before == null ? -1 : before.view().indexOf(member.name());
      MemberState old = before == null || at < 0 ? MemberState.UP : before.view().members().get(at).state();
      if (old != member.state()) {
        log.warn("Fleet {}: node {} is {}.", options.namespace(), member.name(), words(member.state()));
      }
    }
    if (before == null && !sameNodes(options, after.view())) {
      log.warn(
          "Fleet {}: its servers were set up as {}, which this client follows although its own configuration says otherwise: change"
              + " jdance.nodes, jdance.redundancy and jdance.placement to that, or use another jdance.namespace.",
          options.namespace(),
          after.view().members().stream().filter(Member::isSeated).map(Member::name).collect(Collectors.joining(", "))
              + " with " + after.view().layout().copies() + " copies, placed by " + after.view().layout().placement());
    }
  }

  private static void logPlan(Logger log, FleetOptions options, @Nullable FleetState before, View after) {
    List<String> now = PlanSteps.placed(after).stream().map(PlacedNode::name).toList();
    if (after.plan() != null && (before == null || !after.plan().since().equals(before.planned()))) {
      log.info(
          "Fleet {}: its servers are being changed from {} to {}.",
          options.namespace(), now, after.plan().nodes().stream().map(PlacedNode::name).toList());
    } else if (after.plan() == null && before != null && before.planned() != null) {
      log.info("Fleet {}: its servers are {} now.", options.namespace(), now);
    }
  }

  private static boolean sameNodes(FleetOptions options, View view) {
    return options.layout().equals(view.layout())
        && options.members().size() == PlanSteps.placed(view).size()
        && options.members().stream()
            .allMatch(
                member -> {
                  int at = view.indexOf(member.name());
                  return at >= 0
                      && view.members().get(at).weight() == member.weight()
                      && view.members().get(at).zone().equals(member.zone());
                });
  }

  private static String words(MemberState state) {
    return switch (state) {
      case UP -> "up";
      case OUT -> "out: it is neither read nor written until it has been filled again";
      case COLD -> "cold: it is written, but not read until it has been filled";
    };
  }
}
