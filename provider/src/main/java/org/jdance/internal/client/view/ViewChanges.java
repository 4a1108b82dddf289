package org.jdance.internal.client.view;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What is different between two views that follow each other. */
final class ViewChanges {

  private ViewChanges() {}

  /** Whether a node is out that was not, or of which nothing was known. */
  static boolean hasNewlyOut(@Nullable FleetState before, FleetState after) {
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
          after.view().members().stream().map(Member::name).collect(Collectors.joining(", "))
              + " with " + after.view().layout().copies() + " copies, placed by " + after.view().layout().placement());
    }
  }

  private static boolean sameNodes(FleetOptions options, View view) {
    return options.layout().equals(view.layout())
        && options.members().size() == view.members().size()
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
