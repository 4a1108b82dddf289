package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.figures.FleetFigures;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one client keeps up with the view: it finds it, keeps its lease, and changes it when a node fails.
 *
 * <p>There is no thread behind it: whoever needs the view does what is due. One at a time does it, others wait for that one, each no longer than
 * its own deadline.
 */
public final class ViewKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewKeeper.class);

  /** How often one operation looks again because the view changed under it. */
  static final int MAX_ROUNDS = 8;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final FleetOptions options;
  private final TimeSource time;
  private final HybridClock clock;
  private final byte[] viewKey;
  private final Members members;
  private final ViewChange change;
  private final NodeReturn returns;
  private final ViewRefresh refresh;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock renewing = new ReentrantLock();

  private final FleetFigures figures = new FleetFigures();
  private volatile Consumer<FleetState> onChange = any -> {};

  private volatile @Nullable FleetState state;
  private volatile @Nullable FleetState beforeLastLoss;
  private volatile long acknowledgeFrom;
  private volatile boolean closed;

  /** A keeper that has met no node yet. */
  public ViewKeeper(FleetOptions options, NodeFactory factory, HybridClock clock, TimeSource time) {
    this.options = options;
    this.time = time;
    this.clock = clock;
    this.viewKey = WireKeys.view(options.namespace());
    this.members = new Members(factory, viewKey, time);
    this.change = new ViewChange(this, options, clock, time, viewKey);
    this.returns = new NodeReturn(this, change, clock, viewKey);
    this.refresh = new ViewRefresh(viewKey, time);
    this.acknowledgeFrom = time.nanos();
  }

  /** The key under which each node keeps the view: its stamp. */
  public byte[] viewKey() {
    return viewKey;
  }

  /**
   * The state of the fleet to work with, no older than the lease allows.
   *
   * @throws FleetUnavailableException if no node that could tell answered in time
   */
  public FleetState usable(Deadline within) {
    FleetState current = state;
    if (current == null) {
      current = found(within);
    }
    long now = time.nanos();
    refresh.run(current, now, within);
    long lease = options.lease().toNanos();
    if (current.isFresh(now, lease / 2)) {
      return current;
    }
    return renew(current, current.isFresh(now, lease), within);
  }

  /** The last state that this client has learnt of, whatever the lease says. */
  public FleetState latest() {
    return current();
  }

  /** The last state that this client has learnt of, if any server answers as far as it knows; else null. */
  public @Nullable FleetState answering() {
    FleetState current = state;
    return current != null && current.answers() ? current : null;
  }

  /** What this client counts. */
  public FleetFigures figures() {
    return figures;
  }

  /** The state before a node came to be out last, or null if this client has not met it. */
  public @Nullable FleetState beforeLastLoss() {
    return beforeLastLoss;
  }

  /** Whether operations may go on with this state. */
  public boolean isCurrent(FleetState used) {
    return state == used;
  }

  /**
   * Judges the mark that a node answered beside a reply: the reply counts only if it is that of the state it was asked under.
   *
   * @param sentNanos when the request was sent
   * @return whether the reply counts; otherwise the state has been looked after, and the operation has to begin again
   */
  public boolean accept(FleetState used, int index, long mark, long sentNanos, Deadline within) {
    if (mark == used.mark() && !used.isDistrusted()) {
      used.confirm(index, sentNanos);
      return true;
    }
    figures.staleRefused.increment();
    holding(within, () -> reconcile(used, index, within));
    return false;
  }

  /**
   * Judges what a reply told of the mark; asks for it where the reply could not tell.
   *
   * @param told the mark, or {@link Guard#UNTOLD}
   * @param sentNanos when the request was sent
   * @return whether the reply counts
   * @throws NodeException if the node does not tell
   */
  public boolean acceptTold(FleetState used, int index, long told, long sentNanos, Deadline within) {
    if (told != Guard.UNTOLD) {
      return accept(used, index, told, sentNanos, within);
    }
    Deadline share = within.share(3);
    return accept(used, index, used.node(index).node().readMark(viewKey, share).await(share), sentNanos, within);
  }

  /** The last state that this client has learnt of, or null if it has not met the fleet yet. */
  public @Nullable FleetState met() {
    return state;
  }

  /**
   * Looks after a node that failed: asks it once more over another connection, and marks it out if it fails again and can be spared.
   *
   * @return whether the state has changed, or the node answered after all, so that another try is worth while
   */
  public boolean suspect(FleetState used, int index, NodeException failure, Deadline within) {
    if (failure.kind() == Kind.UNSUPPORTED || failure.kind() == Kind.ABANDONED) {
      throw failure;
    }
    used.node(index).countError();
    return holding(within, () -> judge(used, index, failure, within)) || state != used;
  }

  /** Marks out a node whose last word is not known, so that it cannot come out later; false if it cannot be spared. */
  public boolean fence(FleetState used, int index, Deadline within) {
    return holding(within, () -> state != used || markOut(used, index, "its reply to a conditional write was lost", within));
  }

  /** Whether no node has come to be out so lately that writes have to wait before they are acknowledged. */
  public boolean isSettled() {
    return time.nanos() - acknowledgeFrom >= 0;
  }

  /**
   * Waits until what was written under this state may be acknowledged: one lease after this client learnt that a node is out.
   *
   * @return whether the state still holds; otherwise the write has to be done again
   */
  public boolean mayAcknowledge(FleetState used, Deadline within) {
    if (time.nanos() - acknowledgeFrom >= 0) {
      return state == used;
    }
    while (time.nanos() - acknowledgeFrom < 0) {
      if (within.hasPassed() || Thread.currentThread().isInterrupted()) {
        throw new FleetUnavailableException("a server had just been found to be out, and the deadline passed before that was safe to act on", true, null);
      }
      time.pause(Math.min(PAUSE_NANOS, acknowledgeFrom - time.nanos()));
    }
    FleetState current = state;
    if (current == used) {
      askAll(used, Long.MIN_VALUE, within);
    }
    return state == used;
  }

  /**
   * Takes a node in again that is out: in a new life, cold, which every node that is not out knows when this answers true.
   *
   * @throws NodeException if it does not answer
   */
  public boolean admit(FleetState used, int index, Deadline within) {
    NodeReturn.Visit visit = returns.visit(used, index, within);
    return holding(within, () -> returns.admit(used, index, visit, within));
  }

  /** Says that a node has been filled; false if it is not in the life any more in which that was done, or other servers are wanted. */
  public boolean promote(String name, Version incarnation, @Nullable Version planned, Deadline within) {
    return holding(within, () -> returns.promote(name, incarnation, planned, within));
  }

  /**
   * Begins to change the fleet: from now on entries are written by this list too, and when all of its nodes are filled it is in force.
   *
   * @param list name, address, weight and zone of each node
   * @return whether every node that is not out knows
   */
  public boolean plan(List<Member> list, Deadline within) {
    usable(within);
    Version since = clock.next();
    return holding(within, () -> change.make("other servers are wanted", view -> PlanSteps.begun(view, list, since, clock::next), within));
  }

  /** Puts the list to follow in force if every node of it has been filled; whether it is. */
  public boolean completePlan(Deadline within) {
    return holding(within, () -> change.make("other servers are filled", PlanSteps::completed, within)) && current().planned() == null;
  }

  /** Forgets nodes that belong to no list any more. */
  public void forgetLeavers(Deadline within) {
    holding(within, () -> change.make("servers have left", PlanSteps::withoutLeavers, within));
  }

  /** Closes connections that nobody uses any more. */
  public void tidy(Deadline within) {
    holding(within, () -> {
      members.closeUnused(current().view());
      return true;
    });
  }

  /** Whether every node that is not out has the view of this client by now. */
  public boolean isKnownEverywhere(FleetState used, Deadline within) {
    return holding(within, () -> change.make("handed on", view -> null, within)) && state == used;
  }

  /** Makes a cache known to all by the view, without clearing it. */
  public void know(String cache, Deadline within) {
    if (!usable(within).view().generations().containsKey(cache)) {
      Function<View, @Nullable View> known =
          view -> view.generations().containsKey(cache) ? null : view.withGeneration(cache, View.FIRST_GENERATION);
      if (!holding(within, () -> change.make("cache " + cache + " is new", known, within))) {
        throw new FleetUnavailableException("not every server could be told of a new cache", false, null);
      }
    }
  }

  /** Gives a cache a fresh generation, which every node that is not out has when this returns. */
  public void newGeneration(String cache, Deadline within) {
    newGeneration(cache, clock.next(), within);
  }

  /** Gives a cache this generation, unless it has a later one; every node that is not out has it when this returns. */
  public void newGeneration(String cache, Version generation, Deadline within) {
    usable(within);
    clear(
        "cache " + cache + " is cleared",
        view -> generation.isAfter(view.generationOf(cache)) ? view.withGeneration(cache, generation) : null,
        within);
  }

  /** Gives every cache of the namespace, whoever uses it, this generation, unless it has a later one. */
  public void newGenerationOfAll(Version generation, Deadline within) {
    usable(within);
    clear(
        "all caches are cleared",
        view -> generation.isAfter(view.generationOf(View.EVERY_CACHE)) ? view.withGenerationOfAll(generation) : null,
        within);
  }

  private void clear(String why, Function<View, @Nullable View> fresh, Deadline within) {
    AtomicReference<@Nullable NodeException> failure = new AtomicReference<>();
    boolean held =
        holding(within, () -> {
          boolean made = change.make(why, fresh, within);
          failure.set(change.lastFailure());
          return made;
        });
    if (!held) {
      NodeException last = failure.get();
      String because = last == null ? "" : ", the last because of this: " + last.getMessage();
      throw new FleetUnavailableException("not every server could be told that the cache is cleared" + because, true, last);
    }
  }

  /** Closes the connections to all nodes. */
  @Override
  public void close() {
    closed = true;
    lock.lock();
    try {
      members.close();
    } finally {
      lock.unlock();
    }
  }

  // What follows is used by ViewChange too; all of it under the lock.

  FleetState current() {
    FleetState current = state;
    if (current == null) {
      throw new IllegalStateException("The view is changed before it was found");
    }
    return current;
  }

  /** What a node has as the view; null if it has none. */
  @Nullable View stamp(FleetState used, int index, ReadReply seen) {
    View found = ViewFormat.decode(seen.value(), viewKey);
    if (found == null && seen.value() != null && !used.isOut(index)) {
      throw unreadable(used.name(index));
    }
    return found;
  }

  /** Goes on with this view, which a node had, if it is later than the one at hand. */
  FleetState adopt(View view, ReadReply seen) {
    return adopt(view, seen.value() == null ? new byte[0] : seen.value());
  }

  /** Goes on with this view if it is later than the one at hand. */
  FleetState adopt(View view, byte[] envelope) {
    FleetState before = state;
    if (before != null && !view.isAfter(before.view())) {
      return before;
    }
    clock.observe(view.epoch());
    FleetState next = made(view, envelope);
    if (ViewChanges.endsReading(before, next)) {
      beforeLastLoss = before;
      acknowledgeFrom = time.nanos() + options.lease().toNanos();
    }
    ViewChanges.log(LOG, options, before, next);
    state = next;
    figures.viewChanges.increment();
    onChange.accept(next);
    return next;
  }

  /** Whom to tell of each state from now on, in order; told under the lock, so it must only take note. */
  public void onChange(Consumer<FleetState> taker) {
    onChange = taker;
  }

  /** The same view anew, after a change that was not made although a node was asked about its new process for it. */
  void reinstall() {
    FleetState before = current();
    state = made(before.view(), before.envelope());
  }

  private FleetState made(View view, byte[] envelope) {
    FleetState next = members.state(view, envelope);
    for (int i = 0; i < next.size(); i++) {
      Member member = view.members().get(i);
      next.node(i).node().expect(member.planted() && !member.isOut() ? member.process() : null);
    }
    return next;
  }

  /** Reacts to a node that has no stamp although it had one, or is another process: what it holds is not trusted any more. */
  private boolean memoryLost(FleetState used, int index, String how, Deadline within) {
    return change.markLost("node " + used.name(index) + " " + how, used.name(index), within);
  }

  /** Marks a node out if it can be spared; otherwise it is left alone for a while. */
  boolean markOut(FleetState used, int index, String why, Deadline within) {
    return change.markOut("node " + used.name(index) + " is marked out: " + why, used.name(index), within);
  }

  private boolean judge(FleetState used, int index, NodeException failure, Deadline within) {
    if (state != used) {
      return true;
    }
    if (failure.kind() == Kind.RESTARTED) {
      return memoryLost(used, index, "was restarted", within);
    }
    long sent = time.nanos();
    Deadline share = within.share(3);
    long patience = share.remainingNanos();
    try {
      long mark = used.node(index).node().readMark(viewKey, share).await(share);
      if (mark == used.mark()) {
        used.confirm(index, sent);
        // It answers, but does not take what it is given: what it holds falls behind.
        return failure.kind() != Kind.REFUSED || markOut(used, index, String.valueOf(failure.getMessage()), within);
      }
      return reconcileMark(used, index, within);
    } catch (NodeException again) {
      if (again.kind() == Kind.RESTARTED) {
        return memoryLost(used, index, "was restarted", within);
      }
      if (again.kind() == Kind.ABANDONED || !used.node(index).isTold(again, patience)) {
        return false;
      }
      return markOut(used, index, String.valueOf(again.getMessage()), within);
    }
  }

  private boolean reconcile(FleetState used, int index, Deadline within) {
    if (state != used) {
      return true;
    }
    try {
      return reconcileMark(used, index, within);
    } catch (NodeException failure) {
      return judge(used, index, failure, within);
    }
  }

  /** A node's stamp is not this client's: one of the two has to learn. */
  private boolean reconcileMark(FleetState used, int index, Deadline within) {
    Node node = used.node(index).node();
    Deadline share = within.share(3);
    ReadReply reply = node.read(viewKey, share).await(share);
    View found = ViewFormat.decode(reply.value(), viewKey);
    if (found == null && reply.value() != null) {
      throw unreadable(used.name(index));
    }
    if (found == null && used.view().members().get(index).planted()) {
      return memoryLost(used, index, "has lost what it held", within);
    }
    if (found != null && found.isAfter(used.view())) {
      adopt(found, reply);
      return true;
    }
    if (found == null || used.view().isAfter(found)) {
      node.write(ViewDecision.exchange(node, viewKey, reply, used.envelope()), share).await(share);
    }
    return true;
  }

  private FleetState found(Deadline within) {
    holding(within, () -> {
      if (state == null) {
        new ViewDiscovery(this, options, members, clock, viewKey, time).run(change, within);
      }
      return true;
    });
    return current();
  }

  private FleetState renew(FleetState used, boolean mayGoOn, Deadline within) {
    if (!(mayGoOn ? renewing.tryLock() : tryLock(renewing, within))) {
      if (mayGoOn) {
        return used;
      }
      throw new FleetUnavailableException("the servers' state could not be checked in time", false, null);
    }
    try {
      for (int round = 0; round < MAX_ROUNDS; round++) {
        FleetState current = current();
        long half = options.lease().toNanos() / 2;
        if (current.isFresh(time.nanos(), half)) {
          return current;
        }
        askAll(current, half, within);
        if (state == current && current.hasUnplanted()) {
          holding(within, () -> change.plant(current, within));
        }
      }
      FleetState current = current();
      if (current.isFresh(time.nanos(), options.lease().toNanos())) {
        return current;
      }
    } finally {
      renewing.unlock();
    }
    throw new FleetUnavailableException("the servers' state kept changing, or could not be checked in time", false, null);
  }

  /** Asks all nodes that are not out, and were not heard within this time, for their stamps, all at once. */
  private void askAll(FleetState used, long withinNanos, Deadline within) {
    long sent = time.nanos();
    List<@Nullable Pending<Long>> asked = new ArrayList<>();
    for (int i = 0; i < used.size(); i++) {
      boolean due = !used.isOut(i) && !used.isHeard(i, sent, withinNanos) && !used.isLeftAlone(i);
      asked.add(due ? used.node(i).node().readMark(viewKey, within) : null);
    }
    Deadline share = within.share(3);
    for (int i = 0; i < asked.size(); i++) {
      Pending<Long> pending = asked.get(i);
      if (pending != null) {
        try {
          accept(used, i, pending.await(share), sent, within);
        } catch (NodeException failure) {
          suspect(used, i, failure, within);
        }
      }
    }
  }

  static FleetUnavailableException unreadable(String node) {
    return new FleetUnavailableException(
        "node " + node + " holds a record of the fleet that this release cannot read; it is damaged, or written by a later release", false, null);
  }

  private boolean holding(Deadline within, Work work) {
    if (closed) {
      throw new FleetUnavailableException("the connections to the servers are closed", false, null);
    }
    if (!tryLock(lock, within)) {
      throw new FleetUnavailableException("another thread of this JVM was still finding out how the servers are", false, null);
    }
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  private static boolean tryLock(ReentrantLock lock, Deadline within) {
    try {
      return lock.tryLock(Math.max(0, within.remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Something done under the lock. */
  @FunctionalInterface
  interface Work {
    /** Does it; whether another try of the operation is worth while. */
    boolean run();
  }
}
