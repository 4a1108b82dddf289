package org.jdance.internal.semantics.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Action;
import org.jdance.internal.semantics.decide.Change;
import org.jdance.internal.semantics.decide.Intent;
import org.jdance.internal.semantics.decide.Operation;
import org.jdance.internal.semantics.decide.Outcome;
import org.jdance.internal.semantics.decide.Question;
import org.jdance.internal.semantics.decide.Settlement;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which entries change under the rules of the specification: lock the key, read, decide, settle, write through, compare and set;
 * after a conflict the same again, bounded by {@link #MAX_ATTEMPTS} and the operation's deadline; then events, and the counts. Where it pays, updates
 * of one key are written together ({@link GroupedUpdates}).
 */
final class UpdateLoop {

  /** Conflicts come from other JVMs and from writes that take no lock; this many in a row say that something is wrong. */
  static final int MAX_ATTEMPTS = 1_000;

  private final String cacheName;
  private final EntryStore store;
  private final TimeSource time;
  private final ExpiryRule expiry;
  private final KeyLocks locks;
  private final EventDispatcher<?, ?> events;
  private final CacheStatistics statistics;
  private final @Nullable WriterCalls writer;
  private final boolean readsAreFree;
  private final boolean timeless;
  private final @Nullable GroupedUpdates grouped;

  UpdateLoop(
      String cacheName,
      EntryStore store,
      TimeSource time,
      ExpiryRule expiry,
      KeyLocks locks,
      EventDispatcher<?, ?> events,
      CacheStatistics statistics,
      @Nullable WriterCalls writer) {
    this.cacheName = cacheName;
    this.store = store;
    this.time = time;
    this.expiry = expiry;
    this.locks = locks;
    this.events = events;
    this.statistics = statistics;
    this.writer = writer;
    this.readsAreFree = store.readsAreFree();
    this.timeless = expiry.isTimeless();
    // What other JVMs hear of is told change by change.
    this.grouped =
        !events.tellsOthers() && GroupedUpdates.suit(store, expiry, writer)
            ? new GroupedUpdates(cacheName, store, time, expiry, locks, events)
            : null;
  }

  /** Whether what this JVM decided on this key is still on its way to the store. */
  boolean isUnderWay(Object key) {
    return grouped != null && grouped.isUnderWay(key);
  }

  /** Runs an operation that is no user code itself. The key is one that the store answered as its own, if the operation may store. */
  <R> @Nullable R update(Object key, Operation<R> operation) {
    if (grouped != null) {
      return finish(settleInGroup(grouped, key, operation));
    }
    if (expiry.isUserCode() || writer != null) {
      return updateHolding(key, operation);
    }
    Settled<R> settled = readsAreFree ? tryWithoutLock(key, operation) : null;
    return settled == null ? updateLocked(key, operation) : finish(settled);
  }

  /**
   * The loop's first attempt without the lock: what changes nothing is done with the read alone, like a {@code get}; what changes something is
   * done if nobody listens, since it is events that need an order, and nobody holds the key.
   *
   * @return null if nothing was done
   */
  private <R> @Nullable Settled<R> tryWithoutLock(Object key, Operation<R> operation) {
    Deadline within = store.newDeadline();
    StoredEntry prior = store.readForUpdate(key, within);
    long now = now(prior);
    StoredEntry live = live(prior, now);
    Intent<R> intent = operation.decide(live);
    Outcome outcome = Settlement.settle(prior, intent, expiry.answer(Settlement.question(live, intent), now), now);
    boolean done =
        outcome.change() == Change.NONE
            || (!events.hasListeners() && !locks.mayBeHeld(key) && commit(key, prior, outcome, within));
    return done ? new Settled<>(outcome, intent.result(), null) : null;
  }

  /** Runs an operation that may call user code to decide, on a key as for {@link #update}. */
  <R> @Nullable R updateHolding(Object key, Operation<R> operation) {
    return updateHolding(key, operation, settled -> {});
  }

  /** As the other; what was settled is told once the key is free, before listeners hear of it. */
  <R> @Nullable R updateHolding(Object key, Operation<R> operation, Consumer<@Nullable R> beforeListeners) {
    Settled<R> settled = grouped == null ? settleHolding(key, operation) : settleInGroup(grouped, key, operation);
    beforeListeners.accept(settled.result());
    return finish(settled);
  }

  private <R> Settled<R> settleHolding(Object key, Operation<R> operation) {
    locks.hold(key);
    try {
      return settle(key, operation, writer);
    } finally {
      locks.release(key);
    }
  }

  private <R> @Nullable R updateLocked(Object key, Operation<R> operation) {
    Settled<R> settled;
    locks.lock(key);
    try {
      settled = settle(key, operation, null);
    } finally {
      locks.unlock(key);
    }
    return finish(settled);
  }

  /**
   * Runs an operation on a key that the caller holds and has written through already; the caller completes the delivery. The key is one that the
   * store answered as its own, if the operation may store.
   */
  <R> @Nullable R updateHeld(Object key, Operation<R> operation, List<EventDispatcher.Delivery> deliveries) {
    Settled<R> settled = settle(key, operation, null);
    count(settled.outcome());
    EventDispatcher.Delivery delivery = settled.delivery();
    if (delivery != null) {
      deliveries.add(delivery);
    }
    return settled.result();
  }

  /** Does work for many keys at once while all of them are held, then what listeners have to hear of it. */
  void holdingAll(Set<?> keys, HeldWork work) {
    List<EventDispatcher.Delivery> deliveries = new ArrayList<>();
    List<Object> held = locks.holdAll(keys);
    try {
      try {
        if (grouped != null) {
          held.forEach(grouped::drain);
        }
        work.run(held, deliveries);
      } finally {
        locks.releaseAll(held);
      }
    } catch (RuntimeException | Error failure) {
      // What happened before is told nevertheless: others wait for these turns.
      try {
        EventDispatcher.Delivery.completeAll(deliveries);
      } catch (RuntimeException | Error e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
    EventDispatcher.Delivery.completeAll(deliveries);
  }

  private <R> @Nullable R finish(Settled<R> settled) {
    count(settled.outcome());
    EventDispatcher.Delivery delivery = settled.delivery();
    if (delivery != null) {
      delivery.complete();
    }
    return settled.result();
  }

  private void count(Outcome outcome) {
    if (statistics.isEnabled()) {
      statistics.add(outcome.hits(), outcome.misses(), outcome.puts(), outcome.removals());
    }
  }

  private <R> Settled<R> settle(Object key, Operation<R> operation, @Nullable WriterCalls through) {
    try {
      return attempts(key, operation, through);
    } catch (CacheException failure) {
      return dropped(key, operation, failure);
    }
  }

  private <R> Settled<R> settleInGroup(GroupedUpdates groups, Object key, Operation<R> operation) {
    try {
      return groups.run(key, operation);
    } catch (CacheException failure) {
      return dropped(key, operation, failure);
    }
  }

  /** Answers as if there had been no entry, and lets the store remember what is to become of one that nobody could reach. */
  private <R> Settled<R> dropped(Object key, Operation<R> operation, CacheException failure) {
    if (operation.isConditional() || !store.mayDrop(failure)) {
      throw failure;
    }
    Intent<R> intent = operation.decide(null);
    if (operation.isReplacing() && intent.action() != Action.KEEP) {
      long now = time.millis();
      Outcome outcome = Settlement.settle(null, intent, expiry.answer(Settlement.question(null, intent), now), now);
      store.drop(key, outcome.change() == Change.WRITE ? outcome.payload() : null, outcome.deadline(), failure);
    }
    return new Settled<>(Outcome.NOTHING, intent.result(), null);
  }

  private <R> Settled<R> attempts(Object key, Operation<R> operation, @Nullable WriterCalls through) {
    Deadline within = store.newDeadline();
    Question asked = Question.NONE;
    long answer = Settlement.UNCHANGED;
    WriteThrough written = new WriteThrough(through);
    // A touch changes the deadline of what is remembered and nothing that would be found out.
    StoredEntry guess = through == null && !expiry.asksOnAccess() ? store.remembered(key) : null;
    for (int attempt = 0; attempt < MAX_ATTEMPTS && !within.hasPassed(); attempt++) {
      StoredEntry prior = guess != null ? guess : store.readForUpdate(key, within);
      long now = now(prior);
      StoredEntry live = live(prior, now);
      Intent<R> intent = operation.decide(live);
      Question question = Settlement.question(live, intent);
      if (question != asked) {
        answer = expiry.answer(question, now);
        asked = question;
      }
      Outcome outcome = Settlement.settle(prior, intent, answer, now);
      if (guess != null) {
        guess = null;
        if (!outcome.change().isVerified()) {
          // Nothing that the store would find out about: what was remembered must not be an answer.
          store.forget(key);
          continue;
        }
      }
      written.apply(key, intent);
      if (commit(key, prior, outcome, within)) {
        return new Settled<>(outcome, intent.result(), events.enqueue(key, outcome, prior, Thread.currentThread()));
      }
    }
    throw new CacheException(
        "Cache " + cacheName + ": an operation met so many concurrent changes of its key, or took so long, that it was given up; the entry"
            + " may be retried, or jdance.timeout raised.");
  }

  /** The time, or any where it makes no difference. */
  private long now(@Nullable StoredEntry prior) {
    return timeless && (prior == null || prior.isEternal()) ? 0 : time.millis();
  }

  private static @Nullable StoredEntry live(@Nullable StoredEntry prior, long now) {
    return prior == null || prior.isExpiredAt(now) ? null : prior;
  }

  private boolean commit(Object key, @Nullable StoredEntry prior, Outcome outcome, Deadline within) {
    return switch (outcome.change()) {
      case NONE -> true;
      case WRITE -> swap(key, prior, outcome, outcome.payload(), outcome.deadline(), within);
      case REMOVE -> swap(key, prior, outcome, null, 0, within);
      case TOUCH -> {
        // Whoever changed the entry meanwhile has given it a deadline of its own.
        if (prior != null) {
          store.touch(key, prior, outcome.deadline(), within);
        }
        yield true;
      }
    };
  }

  private boolean swap(
      Object key, @Nullable StoredEntry prior, Outcome outcome, @Nullable Payload payload, long deadline, Deadline within) {
    return events.tellsOthers()
        ? store.compareAndSet(key, prior, payload, deadline, EventDispatcher.events(outcome, prior), within)
        : store.compareAndSet(key, prior, payload, deadline, within);
  }

  /** Work on keys that are all held. */
  interface HeldWork {

    /**
     * Does it.
     *
     * @param held the keys, each once
     * @param deliveries takes what listeners have to hear once the keys are no longer held
     */
    void run(List<Object> held, List<EventDispatcher.Delivery> deliveries);
  }

  /** The writer's calls of one operation: one, and after a conflict another only if there is something else to say. */
  private static final class WriteThrough {

    private final @Nullable WriterCalls writer;
    private Action last = Action.KEEP;
    private @Nullable Payload lastPayload;

    WriteThrough(@Nullable WriterCalls writer) {
      this.writer = writer;
    }

    void apply(Object key, Intent<?> intent) {
      if (writer == null || (intent.action() == last && intent.payload() == lastPayload)) {
        return;
      }
      Payload payload = intent.payload();
      if (intent.action() == Action.STORE && payload != null) {
        writer.write(key, payload.value());
      } else if (intent.action() == Action.REMOVE) {
        writer.delete(key);
      }
      last = intent.action();
      lastPayload = payload;
    }
  }
}
