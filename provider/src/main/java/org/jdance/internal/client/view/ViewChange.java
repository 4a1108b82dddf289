package org.jdance.internal.client.view;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the view: has it decided, then hands it to all. Nodes that are met in trouble on the way are marked out, or begin a new life, by the same
 * change. Each attempt has an epoch of its own. Used under the keeper's lock.
 */
final class ViewChange {

  private static final Logger LOG = LoggerFactory.getLogger(ViewChange.class);

  private static final int MAX_ATTEMPTS = 8;

  private final ViewKeeper keeper;
  private final FleetOptions options;
  private final HybridClock clock;
  private final TimeSource time;
  private final byte[] viewKey;
  private final ViewDecision decision;
  private final ViewSpread spread;
  private final NodeLives lives;

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
    this.decision = new ViewDecision(keeper, viewKey);
    this.spread = new ViewSpread(keeper, viewKey);
    this.lives = new NodeLives(keeper, options, clock, viewKey);
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

  /** Notes of every node that answers and was not seen with its incarnation yet that it was. */
  boolean plant(FleetState state, Deadline within) {
    return lives.plant(state, this, within);
  }

  /** The last failure that a change met, for the sentence that says why it was not made. */
  @Nullable NodeException lastFailure() {
    return lastFailure;
  }

  private boolean make(String why, Function<View, @Nullable View> change, Troubles troubles, Deadline within) {
    FleetState distrusted = null;
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS && !within.hasPassed(); attempt++) {
        FleetState state = keeper.current();
        View base = state.view();
        View changed = change.apply(base);
        LastCopies.Outcome outcome = outcome(state, changed == null ? base : changed, troubles);
        if (outcome.stuckAt != null) {
          return false;
        }
        View wanted = outcome.loses ? outcome.view.withLoss(clock.next()) : outcome.view;
        if (!outcome.reborn.isEmpty()) {
          distrusted = state;
          wanted = lives.withRebirths(state, wanted, outcome.reborn, troubles, within);
        }
        if (wanted == null) {
          continue;
        }
        if (wanted.equals(base)) {
          if (spread.to(state, -1, troubles, within)) {
            return true;
          }
          continue;
        }
        int arbiter = ViewDecision.arbiter(base, wanted);
        if (arbiter < 0) {
          return false;
        }
        View next = wanted.at(clock.next());
        byte[] envelope = ViewFormat.encode(next, viewKey);
        if (decision.holds(state, next, envelope, next.members().get(arbiter).name(), troubles, within)) {
          LOG.debug("The view of the fleet is changed: {}.", why);
          stuck = false;
          if (spread.to(keeper.adopt(next, envelope), arbiter, troubles, within)) {
            return true;
          }
        }
      }
      return false;
    } finally {
      lastFailure = troubles.lastFailure();
      if (distrusted != null && keeper.current() == distrusted) {
        keeper.reinstall();
      }
    }
  }

  private LastCopies.Outcome outcome(FleetState state, View wanted, Troubles troubles) {
    long patience = options.giveUp().toNanos();
    Set<String> givenUp = new HashSet<>();
    for (String name : troubles.failed) {
      int at = state.view().indexOf(name);
      if (at >= 0 && state.node(at).hasFailedFor(patience)) {
        givenUp.add(name);
      }
    }
    LastCopies.Outcome outcome = LastCopies.of(wanted, troubles, givenUp, stuck && time.nanos() - stuckSince >= patience);
    if (outcome.stuckAt != null) {
      state.node(state.view().indexOf(outcome.stuckAt)).failed();
      if (!troubles.lost.isEmpty() && !stuck) {
        stuck = true;
        stuckSince = time.nanos();
      }
    }
    return outcome;
  }
}
