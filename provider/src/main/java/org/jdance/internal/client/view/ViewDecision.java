package org.jdance.internal.client.view;

import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.ReadReply;

/**
 * When a change of the view counts: one node, the first by name of those that are up before and after, has exchanged the view that was read there
 * for the new one. This class alone knows that one client's word and one node are enough for it.
 */
final class ViewDecision {

  private final ViewKeeper keeper;
  private final byte[] viewKey;

  ViewDecision(ViewKeeper keeper, byte[] viewKey) {
    this.keeper = keeper;
    this.viewKey = viewKey;
  }

  /** The node that decides between two changes; where no node is up before and after, the first that is up after; -1 if there is none. */
  static int arbiter(View before, View after) {
    int first = -1;
    boolean stays = false;
    for (int i = 0; i < after.members().size(); i++) {
      Member member = after.members().get(i);
      if (member.isUp()) {
        int at = before.indexOf(member.name());
        boolean was = at >= 0 && before.members().get(at).isUp();
        if (first < 0 || (was && !stays) || (was == stays && member.name().compareTo(after.members().get(first).name()) < 0)) {
          first = i;
          stays = was;
        }
      }
    }
    return first;
  }

  /**
   * Puts the change to the node that decides; false if another view was met, or the node failed, and the change is to be tried again.
   *
   * @param decider the name of that node
   */
  boolean holds(FleetState state, View next, byte[] envelope, String decider, Troubles troubles, Deadline within) {
    int at = state.view().indexOf(decider);
    Node node = state.node(at).node();
    Deadline share = within.share(3);
    long patience = share.remainingNanos();
    try {
      ReadReply seen = node.read(viewKey, share).await(share);
      View found = keeper.stamp(state, at, seen);
      if (found != null && found.isAfter(state.view())) {
        keeper.adopt(found, seen);
        return false;
      }
      Member before = state.view().members().get(at);
      if (found == null && before.planted() && before.incarnation().equals(next.members().get(next.indexOf(decider)).incarnation())) {
        troubles.lost(decider, state);
        return false;
      }
      return node.write(exchange(node, viewKey, seen, envelope), share).await(share).outcome() == NodeOutcome.STORED;
    } catch (NodeException e) {
      troubles.add(state, at, e, patience);
      return false;
    }
  }

  /** The write of a view in exchange for what was read. */
  static NodeWrite exchange(Node node, byte[] viewKey, ReadReply seen, byte[] envelope) {
    if (!node.capabilities().conditionalWrites()) {
      return NodeWrite.always(viewKey, envelope, Node.NO_EXPIRY);
    }
    NodeToken token = seen.token();
    return token == null
        ? NodeWrite.ifAbsent(viewKey, envelope, Node.NO_EXPIRY)
        : NodeWrite.ifMatches(viewKey, envelope, token, Node.NO_EXPIRY);
  }
}
