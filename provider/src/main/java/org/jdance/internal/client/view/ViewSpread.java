package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * Hands a view to every node, those that are out included, so that a client on their side of a cut learns of it as soon as one can. A node is given
 * a view only in exchange for the one that was read there: one that should have a view and has none has lost its memory, and must not look as if
 * it had not.
 */
final class ViewSpread {

  /** The share of the deadline that is spent on telling nodes that are out. */
  private static final int SHARE_OF_OFFERS = 8;

  private final ViewKeeper keeper;
  private final byte[] viewKey;

  ViewSpread(ViewKeeper keeper, byte[] viewKey) {
    this.keeper = keeper;
    this.viewKey = viewKey;
  }

  /** Hands the view to all others; false if one that is not out did not take it, or a later one was met. */
  boolean to(FleetState state, int arbiter, Troubles troubles, Deadline within) {
    List<@Nullable Pending<ReadReply>> looking = new ArrayList<>();
    for (int i = 0; i < state.size(); i++) {
      boolean skip = i == arbiter || (state.isOut(i) && state.node(i).isBroken());
      looking.add(skip ? null : state.node(i).node().read(viewKey, state.isOut(i) ? within.share(SHARE_OF_OFFERS) : within));
    }
    List<@Nullable Pending<WriteReply>> writing = new ArrayList<>();
    boolean all = true;
    for (int i = 0; i < state.size(); i++) {
      Pending<ReadReply> look = looking.get(i);
      Pending<WriteReply> write = null;
      if (look != null && !state.isOut(i)) {
        Deadline share = within.share(3);
        long patience = share.remainingNanos();
        try {
          write = handed(state, i, look.await(share), troubles, share);
        } catch (NodeException e) {
          troubles.add(state, i, e, patience);
        }
        all &= write != null;
      }
      writing.add(write);
    }
    for (int i = 0; i < writing.size(); i++) {
      Pending<WriteReply> write = writing.get(i);
      if (write != null) {
        Deadline share = within.share(3);
        long patience = share.remainingNanos();
        try {
          all &= write.await(share).outcome() == NodeOutcome.STORED;
        } catch (NodeException e) {
          troubles.add(state, i, e, patience);
          all = false;
        }
      }
    }
    return offered(state, looking, within) && all;
  }

  /** The write of the view to a node that has an earlier one; null if it has a later one or has lost it. */
  private @Nullable Pending<WriteReply> handed(FleetState state, int index, ReadReply seen, Troubles troubles, Deadline share) {
    View found = keeper.stamp(state, index, seen);
    Member member = state.view().members().get(index);
    if (found == null && member.planted() && !troubles.born.contains(member.incarnation())) {
      troubles.lost(state.name(index), state);
      return null;
    }
    if (found != null && found.isAfter(state.view())) {
      keeper.adopt(found, seen);
      return null;
    }
    if (found != null && found.epoch().equals(state.view().epoch())) {
      return Pending.done(WriteReply.of(NodeOutcome.STORED));
    }
    Node node = state.node(index).node();
    return node.write(ViewDecision.exchange(node, viewKey, seen, state.envelope()), share);
  }

  /** Offers the view to the nodes that are out; whether they take it is their matter, but a later one found there is followed. */
  private boolean offered(FleetState state, List<@Nullable Pending<ReadReply>> looking, Deadline within) {
    boolean latest = true;
    Deadline share = within.share(SHARE_OF_OFFERS);
    for (int i = 0; i < state.size(); i++) {
      Pending<ReadReply> look = looking.get(i);
      if (look != null && state.isOut(i)) {
        try {
          ReadReply seen = look.await(share);
          View found = keeper.stamp(state, i, seen);
          if (found != null && found.isAfter(state.view())) {
            keeper.adopt(found, seen);
            latest = false;
          } else {
            Node node = state.node(i).node();
            node.write(ViewDecision.exchange(node, viewKey, seen, state.envelope()), share);
          }
        } catch (NodeException e) {
          state.node(i).failed();
        }
      }
    }
    return latest;
  }
}
