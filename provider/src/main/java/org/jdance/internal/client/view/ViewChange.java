package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.round.NewerWrite;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the view: compare-and-set at the first node by name that is up afterwards, then the same record, unless they have a later one, on all
 * others, those that are out included, so that a client on their side of a cut learns of it as soon as one can.
 *
 * <p>Each attempt has an epoch of its own. Used under the keeper's lock.
 */
final class ViewChange {

  private static final Logger LOG = LoggerFactory.getLogger(ViewChange.class);

  private static final int MAX_ATTEMPTS = 8;

  private final ViewKeeper keeper;
  private final HybridClock clock;
  private final byte[] viewKey;

  ViewChange(ViewKeeper keeper, HybridClock clock, byte[] viewKey) {
    this.keeper = keeper;
    this.clock = clock;
    this.viewKey = viewKey;
  }

  /**
   * Makes a change.
   *
   * @param why for the log
   * @param change from the view at hand to the one wanted, or null if there is nothing to do any more
   * @return whether every node that is not out has a view in which there is nothing to do any more
   */
  boolean make(String why, Function<View, @Nullable View> change, Deadline within) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS && !within.hasPassed(); attempt++) {
      View base = keeper.current().view();
      View wanted = change.apply(base);
      if (wanted == null) {
        return true;
      }
      Version epoch = clock.next();
      View next = wanted.at(epoch);
      byte[] envelope = ViewFormat.encode(next, viewKey);
      int arbiter = next.arbiter();
      if (arbiter < 0) {
        return false;
      }
      if (decided(arbiter, base, envelope, within)) {
        LOG.debug("The view of the fleet is changed: {}.", why);
        FleetState state = keeper.adopt(next, envelope);
        if (spread(state, arbiter, within)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Notes of every node that answers and was not seen with its incarnation yet that it was. */
  boolean plant(FleetState state, Deadline within) {
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
    return !planted.isEmpty() && make("nodes are seen for the first time", view -> withPlanted(view, planted), within);
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

  /** The compare-and-set; false if another view was met, or the node failed, and the change is to be tried again. */
  private boolean decided(int arbiter, View base, byte[] envelope, Deadline within) {
    FleetState state = keeper.current();
    Node node = state.node(arbiter).node();
    Deadline share = within.share(3);
    try {
      ReadReply seen = node.read(viewKey, share).await(share);
      View found = ViewFormat.decode(seen.value(), viewKey);
      if (found == null && seen.value() != null) {
        throw ViewKeeper.unreadable(state.name(arbiter));
      }
      if (found != null && found.isAfter(base)) {
        keeper.adopt(found, seen.value() == null ? new byte[0] : seen.value());
        return false;
      }
      return node.write(write(node, seen, envelope), share).await(share).outcome() == NodeOutcome.STORED;
    } catch (NodeException e) {
      if (e.kind() == NodeException.Kind.RESTARTED) {
        keeper.memoryLost(state, arbiter, "was restarted", within);
      } else if (!state.view().canSpare(List.of(arbiter)) || !outToo(state, arbiter, e, within)) {
        state.node(arbiter).failed();
        throw new FleetUnavailableException("the servers' state could not be changed: " + e.getMessage(), true, e);
      }
      return false;
    }
  }

  /** The node that should decide fails too: it goes first. */
  private boolean outToo(FleetState state, int index, NodeException failure, Deadline within) {
    return keeper.markOut(state, index, String.valueOf(failure.getMessage()), within);
  }

  private NodeWrite write(Node node, ReadReply seen, byte[] envelope) {
    if (!node.capabilities().conditionalWrites()) {
      return NodeWrite.always(viewKey, envelope, Node.NO_EXPIRY);
    }
    NodeToken token = seen.token();
    return token == null
        ? NodeWrite.ifAbsent(viewKey, envelope, Node.NO_EXPIRY)
        : NodeWrite.ifMatches(viewKey, envelope, token, Node.NO_EXPIRY);
  }

  /** Hands the view to all others; false if one that is not out did not take it. */
  private boolean spread(FleetState state, int arbiter, Deadline within) {
    List<@Nullable NewerWrite> writes = new ArrayList<>();
    for (int i = 0; i < state.size(); i++) {
      Node node = state.node(i).node();
      Deadline limit = state.isOut(i) ? within.share(8) : within;
      writes.add(i == arbiter ? null : NewerWrite.begin(node, viewKey, state.envelope(), Node.NO_EXPIRY, limit));
    }
    boolean all = true;
    for (int i = 0; i < state.size(); i++) {
      NewerWrite write = writes.get(i);
      if (write != null && !state.isOut(i)) {
        all &= taken(state, i, write, within);
      }
    }
    return all;
  }

  private boolean taken(FleetState state, int index, NewerWrite write, Deadline within) {
    try {
      Deadline share = within.share(3);
      WriteReply reply = write.finish(share);
      if (reply.outcome() == NodeOutcome.NEWER_EXISTS) {
        ReadReply seen = state.node(index).node().read(viewKey, share).await(share);
        View found = ViewFormat.decode(seen.value(), viewKey);
        if (found != null && seen.value() != null) {
          keeper.adopt(found, seen.value());
        }
        return false;
      }
      return true;
    } catch (NodeException e) {
      if (e.kind() == NodeException.Kind.RESTARTED) {
        return keeper.memoryLost(keeper.current(), keeper.current().view().indexOf(state.name(index)), "was restarted", within);
      }
      FleetState current = keeper.current();
      int at = current.view().indexOf(state.name(index));
      return at >= 0 && keeper.markOut(current, at, String.valueOf(e.getMessage()), within);
    }
  }

}
