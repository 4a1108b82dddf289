package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.round.NewerWrite;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the view: compare-and-set at the first node by name that is up afterwards, then the same record, unless they have a later one, on all
 * others, those that are out included, so that a client on their side of a cut learns of it as soon as one can.
 *
 * <p>A node is given a view only in exchange for the one that was read there: one that should have a view and has none has lost its memory, and
 * must not look as if it had not. Nodes that are met in trouble on the way are marked out, or begin a new life, by the same change. Each attempt
 * has an epoch of its own. Used under the keeper's lock.
 */
final class ViewChange {

  private static final Logger LOG = LoggerFactory.getLogger(ViewChange.class);

  private static final int MAX_ATTEMPTS = 8;

  /** The share of the deadline that is spent on telling nodes that are out. */
  private static final int SHARE_OF_OFFERS = 8;

  private final ViewKeeper keeper;
  private final FleetOptions options;
  private final HybridClock clock;
  private final TimeSource time;
  private final byte[] viewKey;

  /** Since when a node that answers has lost its memory while one that might have kept it does not answer, if that is so. */
  private boolean stuck;

  private long stuckSince;
  private @Nullable NodeException lastFailure;

  ViewChange(ViewKeeper keeper, FleetOptions options, HybridClock clock, TimeSource time, byte[] viewKey) {
    this.keeper = keeper;
    this.options = options;
    this.clock = clock;
    this.time = time;
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
    return make(why, change, new Troubles(), within);
  }

  /**
   * Makes a change in which a node begins a new life, so that it has no view yet.
   *
   * @param born the life that begins
   */
  boolean make(String why, Function<View, @Nullable View> change, Version born, Deadline within) {
    Troubles troubles = new Troubles();
    troubles.born.add(born);
    return make(why, change, troubles, within);
  }

  /** Marks a node out that failed; false if it cannot be spared. */
  boolean markOut(String why, String name, Deadline within) {
    Troubles troubles = new Troubles();
    troubles.failed.add(name);
    return make(why, view -> null, troubles, within);
  }

  /** Marks a node out that lost what it held, or where it cannot be spared lets it begin a new life. */
  boolean markLost(String why, String name, Deadline within) {
    Troubles troubles = new Troubles();
    troubles.lost(name, keeper.current());
    return make(why, view -> null, troubles, within);
  }

  /** The last failure that a change met, for the sentence that says why it was not made. */
  @Nullable NodeException lastFailure() {
    return lastFailure;
  }

  private boolean make(String why, Function<View, @Nullable View> change, Troubles troubles, Deadline within) {
    lastFailure = null;
    FleetState distrusted = null;
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS && !within.hasPassed(); attempt++) {
        FleetState state = keeper.current();
        View base = state.view();
        View changed = change.apply(base);
        View spared = withTroubles(state, changed == null ? base : changed, troubles);
        if (spared == null) {
          return false;
        }
        View wanted = spared;
        if (!troubles.reborn.isEmpty()) {
          distrusted = state;
          wanted = withRebirths(state, spared, troubles, within);
        }
        if (wanted == null) {
          continue;
        }
        if (wanted.equals(base)) {
          if (spread(state, -1, troubles, within)) {
            return true;
          }
          continue;
        }
        int arbiter = wanted.arbiter();
        if (arbiter < 0) {
          return false;
        }
        View next = wanted.at(clock.next());
        byte[] envelope = ViewFormat.encode(next, viewKey);
        if (decided(state, arbiter, next, envelope, troubles, within)) {
          LOG.debug("The view of the fleet is changed: {}.", why);
          stuck = false;
          if (spread(keeper.adopt(next, envelope), arbiter, troubles, within)) {
            return true;
          }
        }
      }
      return false;
    } finally {
      if (distrusted != null && keeper.current() == distrusted) {
        keeper.reinstall();
      }
    }
  }

  /** The view with all nodes in trouble out that can be spared; null if one cannot that does not answer. */
  private @Nullable View withTroubles(FleetState state, View wanted, Troubles troubles) {
    boolean giveUp = stuck && time.nanos() - stuckSince >= options.giveUp().toNanos();
    View changed = giveUp ? withFailed(state, wanted, troubles) : wanted;
    troubles.reborn.clear();
    for (Map.Entry<String, Version> lost : troubles.lost.entrySet()) {
      int at = changed == null ? -1 : changed.indexOf(lost.getKey());
      if (changed != null && at >= 0 && !changed.members().get(at).isOut() && changed.members().get(at).incarnation().equals(lost.getValue())) {
        if (changed.canSpare(List.of(at))) {
          changed = changed.with(at, member -> member.with(MemberState.OUT));
        } else {
          troubles.reborn.add(lost.getKey());
        }
      }
    }
    return giveUp || changed == null ? changed : withFailed(state, changed, troubles);
  }

  private @Nullable View withFailed(FleetState state, View wanted, Troubles troubles) {
    View changed = wanted;
    for (String name : troubles.failed) {
      int at = changed.indexOf(name);
      if (at >= 0 && !changed.members().get(at).isOut()) {
        if (!changed.canSpare(List.of(at))) {
          state.node(at).failed();
          if (!troubles.lost.isEmpty() && !stuck) {
            stuck = true;
            stuckSince = time.nanos();
          }
          return null;
        }
        changed = changed.with(at, member -> member.with(MemberState.OUT));
      }
    }
    return changed;
  }

  /**
   * Lets nodes that lost their memory and cannot be spared begin a new life. From here on the node talks to its new process, so whatever was asked
   * under the old state does not count any more.
   */
  private @Nullable View withRebirths(FleetState state, View wanted, Troubles troubles, Deadline within) {
    state.distrust();
    View changed = wanted;
    for (String name : troubles.reborn) {
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
  private boolean decided(FleetState state, int arbiter, View next, byte[] envelope, Troubles troubles, Deadline within) {
    Node node = state.node(arbiter).node();
    Deadline share = within.share(3);
    long patience = share.remainingNanos();
    try {
      ReadReply seen = node.read(viewKey, share).await(share);
      View found = view(state, arbiter, seen);
      if (found != null && found.isAfter(state.view())) {
        keeper.adopt(found, seen.value() == null ? new byte[0] : seen.value());
        return false;
      }
      Member before = state.view().members().get(arbiter);
      if (found == null && before.planted() && before.incarnation().equals(next.members().get(arbiter).incarnation())) {
        troubles.lost(state.name(arbiter), state);
        return false;
      }
      return node.write(write(node, seen, envelope), share).await(share).outcome() == NodeOutcome.STORED;
    } catch (NodeException e) {
      troubles.add(state, arbiter, e, patience);
      return false;
    }
  }

  /** The write of a view in exchange for what was read. */
  NodeWrite write(Node node, ReadReply seen, byte[] envelope) {
    if (!node.capabilities().conditionalWrites()) {
      return NodeWrite.always(viewKey, envelope, Node.NO_EXPIRY);
    }
    NodeToken token = seen.token();
    return token == null
        ? NodeWrite.ifAbsent(viewKey, envelope, Node.NO_EXPIRY)
        : NodeWrite.ifMatches(viewKey, envelope, token, Node.NO_EXPIRY);
  }

  /** Hands the view to all others; false if one that is not out did not take it, or a later one was met. */
  private boolean spread(FleetState state, int arbiter, Troubles troubles, Deadline within) {
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
    View found = view(state, index, seen);
    Member member = state.view().members().get(index);
    if (found == null && member.planted() && !troubles.born.contains(member.incarnation())) {
      troubles.lost(state.name(index), state);
      return null;
    }
    if (found != null && found.isAfter(state.view())) {
      keeper.adopt(found, seen.value() == null ? new byte[0] : seen.value());
      return null;
    }
    if (found != null && found.epoch().equals(state.view().epoch())) {
      return Pending.done(WriteReply.of(NodeOutcome.STORED));
    }
    Node node = state.node(index).node();
    return node.write(write(node, seen, state.envelope()), share);
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
          View found = view(state, i, seen);
          if (found != null && found.isAfter(state.view())) {
            keeper.adopt(found, seen.value() == null ? new byte[0] : seen.value());
            latest = false;
          } else {
            Node node = state.node(i).node();
            node.write(write(node, seen, state.envelope()), share);
          }
        } catch (NodeException e) {
          state.node(i).failed();
        }
      }
    }
    return latest;
  }

  private @Nullable View view(FleetState state, int index, ReadReply seen) {
    View found = ViewFormat.decode(seen.value(), viewKey);
    if (found == null && seen.value() != null && !state.isOut(index)) {
      throw ViewKeeper.unreadable(state.name(index));
    }
    return found;
  }

  /** Nodes that are met in trouble while one change is made. */
  private final class Troubles {

    /** Those that lost their memory, with the incarnation that they lost. */
    final Map<String, Version> lost = new LinkedHashMap<>();

    /** Those that do not answer. */
    final Set<String> failed = new LinkedHashSet<>();

    /** Those of the lost that cannot be spared. */
    final Set<String> reborn = new LinkedHashSet<>();

    /** The incarnations that begin with this change, so that their nodes have no view yet. */
    final Set<Version> born = new HashSet<>();

    void lost(String name, FleetState state) {
      failed.remove(name);
      lost.put(name, state.view().members().get(state.view().indexOf(name)).incarnation());
    }

    void add(FleetState state, int index, NodeException failure, long patienceNanos) {
      if (failure.kind() == Kind.ABANDONED || failure.kind() == Kind.UNSUPPORTED) {
        throw failure;
      }
      lastFailure = failure;
      if (failure.kind() == Kind.RESTARTED) {
        lost(state.name(index), state);
      } else if (state.node(index).isTold(failure, patienceNanos)) {
        lost.remove(state.name(index));
        failed.add(state.name(index));
      }
    }
  }
}
