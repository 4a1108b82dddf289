package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.round.NewerWrite;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where nodes begin a life that is used at once: in the first view, and where one has lost its memory and no other copy is left. */
final class NodeLives {

  private static final Logger LOG = LoggerFactory.getLogger(NodeLives.class);

  private final ViewKeeper keeper;
  private final FleetOptions options;
  private final HybridClock clock;
  private final byte[] viewKey;

  NodeLives(ViewKeeper keeper, FleetOptions options, HybridClock clock, byte[] viewKey) {
    this.keeper = keeper;
    this.options = options;
    this.clock = clock;
    this.viewKey = viewKey;
  }

  /**
   * Lets nodes that lost their memory and cannot be spared begin a new life. From here on the node talks to its new process, so whatever was asked
   * under the old state does not count any more.
   */
  @Nullable View withRebirths(FleetState state, View wanted, Set<String> reborn, Troubles troubles, Deadline within) {
    state.distrust();
    View changed = wanted;
    for (String name : reborn) {
      int at = changed.indexOf(name);
      Node node = state.node(at).node();
      Deadline share = within.share(3);
      long patience = share.remainingNanos();
      try {
        node.expect(null);
        String process = node.identify(share).await(share);
        node.expect(process);
        boolean keep = options.durable() && ViewFormat.decode(node.read(viewKey, share).await(share).value(), viewKey) != null;
        Version incarnation = clock.next();
        UnaryOperator<Member> rebirth = member -> (keep ? member : member.reborn(incarnation)).plantedIn(process);
        changed = changed.with(at, rebirth);
        troubles.born.add(changed.members().get(at).incarnation());
        LOG.warn(
            "Fleet {}: node {} was restarted or has lost what it held, and no other copy is left, so it goes on {}.",
            options.namespace(), name, keep ? "with what it kept" : "empty");
      } catch (NodeException e) {
        troubles.add(state, at, e, patience);
        return null;
      }
    }
    return changed;
  }

  /** Notes of every node that answers and was not seen with its incarnation yet that it was. */
  boolean plant(FleetState state, ViewChange change, Deadline within) {
    List<Member> planted = new ArrayList<>();
    for (int i = 0; i < state.size(); i++) {
      Member member = state.view().members().get(i);
      if (!member.planted() && !member.isOut()) {
        try {
          Node node = state.node(i).node();
          Deadline share = within.share(3);
          String process = node.identify(share).await(share);
          NewerWrite.begin(node, viewKey, state.envelope(), Node.NO_EXPIRY, share).finish(share);
          planted.add(member.plantedIn(process));
        } catch (NodeException e) {
          keeper.markOut(state, i, String.valueOf(e.getMessage()), within);
        }
      }
    }
    return !planted.isEmpty() && change.make("nodes are seen for the first time", view -> withPlanted(view, planted), within);
  }

  private static @Nullable View withPlanted(View view, List<Member> planted) {
    View changed = view;
    for (Member member : planted) {
      int at = changed.indexOf(member.name());
      if (at >= 0 && !changed.members().get(at).planted() && changed.members().get(at).incarnation().equals(member.incarnation())) {
        changed = changed.with(at, old -> old.plantedIn(member.process()));
      }
    }
    return changed.equals(view) ? null : changed;
  }
}
