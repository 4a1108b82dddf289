package org.jdance.internal.client;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.FleetOptions;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a fleet back to its full strength, step by step: takes nodes in again that are out and answer, fills those that are cold, and makes them up.
 * One thread at a time calls {@link #step}; nothing is lost if it does not for a while.
 */
public final class FleetCare {

  private static final Logger LOG = LoggerFactory.getLogger(FleetCare.class);

  /** How often a fleet that is whole is looked at. */
  static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often a node that is out is asked: at first so often, then less and less. */
  static final long FIRST_PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  static final long RAREST_PROBE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How soon a client that does not fill looks whether it should. */
  static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** The least pause between two pages, in which the servers are there for the application alone. */
  static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How long a node that has left is still told of changes, for clients that have not heard of its leaving. */
  static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final FleetOptions options;
  private final ViewKeeper keeper;
  private final HybridClock clock;
  private final TimeSource time;
  private final RefillLock lock;
  private final SplittableRandom random;
  private final Map<String, Probe> probes = new HashMap<>();
  private @Nullable FleetRefill refill;
  private long begunAt;
  private long fillFrom;
  private long leftSince;

  /** Care for one fleet by one client. */
  public FleetCare(FleetOptions options, ViewKeeper keeper, HybridClock clock, TimeSource time) {
    this.options = options;
    this.keeper = keeper;
    this.clock = clock;
    this.time = time;
    long seed = clock.next().writer();
    this.random = new SplittableRandom(seed);
    this.lock = new RefillLock(options.namespace(), seed, time);
  }

  /**
   * Does what is due.
   *
   * @return after how many nanoseconds to call again
   */
  public long step(Deadline within) {
    if (keeper.met() == null) {
      return IDLE_NANOS;
    }
    try {
      FleetState state = keeper.usable(within);
      long next = IDLE_NANOS;
      for (int i = 0; i < state.size(); i++) {
        if (state.isOut(i) && !state.hasLeft(i)) {
          next = Math.min(next, probe(state, i, within));
        } else {
          probes.remove(state.name(i));
        }
      }
      return Math.min(next, Math.min(fill(keeper.usable(within), within), change(keeper.usable(within), within)));
    } catch (FleetUnavailableException e) {
      LOG.debug("Fleet {}: not looked after this time.", options.namespace(), e);
      return RETRY_NANOS;
    }
  }

  private long probe(FleetState state, int index, Deadline within) {
    Probe probe = probes.computeIfAbsent(state.name(index), name -> new Probe(time.nanos() + jittered(FIRST_PROBE_NANOS)));
    long now = time.nanos();
    if (now - probe.due < 0) {
      return probe.due - now;
    }
    probe.pause = Math.min(2 * probe.pause, RAREST_PROBE_NANOS);
    probe.due = now + jittered(probe.pause);
    try {
      if (keeper.isCurrent(state) && keeper.admit(state, index, within.share(2))) {
        probes.remove(state.name(index));
        return 0;
      }
    } catch (NodeException e) {
      LOG.debug("Node {} is still out.", state.name(index), e);
    }
    return probe.pause;
  }

  /** Brings a change of the fleet's list to its end. */
  private long change(FleetState state, Deadline within) {
    if (refill == null && state.planned() != null && firstToFill(state) < 0 && noneComes(state)) {
      return keeper.completePlan(within) ? 0 : RETRY_NANOS;
    }
    boolean left = false;
    for (int i = 0; i < state.size(); i++) {
      left |= state.hasLeft(i);
    }
    if (!left) {
      leftSince = 0;
      keeper.tidy(within);
      return IDLE_NANOS;
    }
    if (leftSince == 0) {
      leftSince = time.nanos() | 1;
    }
    if (time.nanos() - leftSince >= FAREWELL_NANOS) {
      keeper.forgetLeavers(within);
    }
    return IDLE_NANOS;
  }

  /** Whether no node of the list to follow is still out. */
  private static boolean noneComes(FleetState state) {
    for (int i = 0; i < state.size(); i++) {
      if (state.isOut(i) && state.isWanted(i)) {
        return false;
      }
    }
    return true;
  }

  private long jittered(long nanos) {
    return nanos / 2 + random.nextLong(nanos / 2 + 1);
  }

  private long fill(FleetState state, Deadline within) {
    FleetRefill current = refill;
    if (current == null) {
      int due = firstToFill(state);
      return due < 0 ? IDLE_NANOS : begin(state, due, within);
    }
    long now = time.nanos();
    if (now - fillFrom < 0) {
      return fillFrom - now;
    }
    lock.renew(state, current.target(), current.incarnation(), within);
    switch (current.page(within)) {
      case MORE -> {
        keeper.figures().refill(current.target(), current.copied());
        // As long as the page took: the servers are used for the refill half of the time at most.
        return Math.max(LEAST_PAUSE_NANOS, time.nanos() - now);
      }
      case OVER -> {
        keeper.figures().refillEnded(current.target());
        refill = null;
        return RETRY_NANOS;
      }
      case DONE -> {
        keeper.figures().refillEnded(current.target());
        refill = null;
        if (keeper.promote(current.target(), current.incarnation(), current.planned(), within)) {
          LOG.info(
              "Fleet {}: node {} has been filled with {} entries in {} ms.",
              options.namespace(), current.target(), current.copied(), TimeUnit.NANOSECONDS.toMillis(time.nanos() - begunAt));
          return 0;
        }
        return RETRY_NANOS;
      }
    }
    return RETRY_NANOS;
  }

  private static int firstToFill(FleetState state) {
    for (int i = 0; i < state.size(); i++) {
      if (state.isToFill(i)) {
        return i;
      }
    }
    return -1;
  }

  /** A lease after every node knows that this one is cold no client writes without it any more. */
  private long begin(FleetState state, int due, Deadline within) {
    Member member = state.view().members().get(due);
    Version incarnation = member.incarnation();
    if (!lock.acquire(state, member.name(), incarnation, within) || !keeper.isKnownEverywhere(state, within)) {
      return jittered(RETRY_NANOS);
    }
    LOG.info("Fleet {}: node {} is being filled.", options.namespace(), member.name());
    refill = new FleetRefill(options.namespace(), keeper, clock, time, member.name(), incarnation, state.planned());
    begunAt = time.nanos();
    fillFrom = begunAt + options.lease().toNanos();
    return options.lease().toNanos();
  }

  /** When a node that is out is asked next. */
  private static final class Probe {
    long due;
    long pause = FIRST_PROBE_NANOS;

    Probe(long due) {
      this.due = due;
    }
  }
}
