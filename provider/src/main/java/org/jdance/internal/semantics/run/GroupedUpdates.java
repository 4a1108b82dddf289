package org.jdance.internal.semantics.run;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.CacheException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Swapped;
import org.jdance.internal.semantics.decide.Change;
import org.jdance.internal.semantics.decide.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: updates of one key that meet in this JVM are decided one after the other, each by its own thread on what the one before left, and
 * written together, while the group before them is still on its way.
 *
 * <p>The key is held only while an operation decides, which is when user code runs; a group on its way waits for servers alone, so that nobody's
 * user code waits for anybody else's write. Where a group was not written, all that was decided on top of it is decided anew.
 */
final class GroupedUpdates {

  private final String cacheName;
  private final EntryStore store;
  private final TimeSource time;
  private final ExpiryRule expiry;
  private final KeyLocks locks;
  private final EventDispatcher<?, ?> events;
  private final ConcurrentMap<Object, KeyCommits> underWay = new ConcurrentHashMap<>();

  GroupedUpdates(String cacheName, EntryStore store, TimeSource time, ExpiryRule expiry, KeyLocks locks, EventDispatcher<?, ?> events) {
    this.cacheName = cacheName;
    this.store = store;
    this.time = time;
    this.expiry = expiry;
    this.locks = locks;
    this.events = events;
  }

  /**
   * Whether this can be the way of a cache: not where a look is free anyway; not with a writer, which has to be called between the decision and the
   * write; and not where an access moves deadlines, since a touch changes no version, so that a compare-and-set would not notice it.
   */
  static boolean suit(EntryStore store, ExpiryRule expiry, @Nullable WriterCalls writer) {
    return store.tellsSuccessors() && !store.readsAreFree() && writer == null && !expiry.asksOnAccess();
  }

  /** Runs an operation. The key is one that the store answered as its own, if the operation may store. */
  <R> Settled<R> run(Object key, Operation<R> operation) {
    Deciding<R> deciding = new Deciding<>(operation, expiry, time);
    Deadline within = store.newDeadline();
    for (int attempt = 0; attempt < UpdateLoop.MAX_ATTEMPTS && !within.hasPassed(); attempt++) {
      Turn<R> turn;
      long before = within.remainingNanos();
      locks.hold(key);
      try {
        // Whoever held the key was running user code, or waits as this thread would have.
        within = within.later(before - within.remainingNanos());
        turn = decide(key, deciding, attempt == 0, within);
      } finally {
        locks.release(key);
      }
      within = within.later(turn.userNanos);
      Group group = turn.group;
      KeyCommits commits = turn.commits;
      if (group == null || commits == null) {
        return turn.share.settled();
      }
      if (!turn.isFirst) {
        before = within.remainingNanos();
        group.await();
        within = within.later(before - within.remainingNanos());
      }
      if (!group.hasEnded()) {
        if (!turn.isFirst) {
          commits.takeOff();
        }
        write(key, commits, group, within);
      }
      switch (group.endOf(turn.share)) {
        case DONE -> {
          return turn.share.settled();
        }
        case FAILED -> throw group.failure();
        case AGAIN -> {}
      }
    }
    throw new CacheException(
        "Cache " + cacheName + ": an operation met so many concurrent changes of its key, or took so long, that it was given up; the entry"
            + " may be retried, or jdance.timeout raised.");
  }

  /** Whether something that was decided on this key is still on its way to the store. */
  boolean isUnderWay(Object key) {
    return underWay.containsKey(key);
  }

  /** Waits until nothing is under way for a key that the caller holds. */
  void drain(Object key) {
    KeyCommits commits = underWay.get(key);
    if (commits != null) {
      commits.drain();
    }
  }

  private <R> Turn<R> decide(Object key, Deciding<R> deciding, boolean mayGuess, Deadline within) {
    long userNanos = 0;
    boolean hasGuessed = !mayGuess;
    while (true) {
      KeyCommits commits = underWay.get(key);
      boolean joins = commits != null && commits.awaitRoom();
      // What was read or written here last is a guess, and good for a write alone, which finds out.
      StoredEntry guess = joins || hasGuessed ? null : store.remembered(key);
      StoredEntry prior = joins && commits != null ? commits.tail(store) : guess != null ? guess : store.readForUpdate(key, within);
      hasGuessed |= guess != null;
      long before = within.remainingNanos();
      Share<R> share = deciding.on(prior);
      userNanos += before - within.remainingNanos();
      if (joins && commits != null) {
        Group joined = commits.join(share);
        if (joined != null) {
          return new Turn<>(share, commits, joined, false, userNanos);
        }
      } else if (guess != null && !share.outcome.change().isVerified()) {
        store.forget(key);
      } else if (!share.changes()) {
        return new Turn<>(share, null, null, false, userNanos);
      } else {
        Group first = new Group(prior, guess == null);
        KeyCommits opened = new KeyCommits(first, share);
        underWay.put(key, opened);
        return new Turn<>(share, opened, first, true, userNanos);
      }
    }
  }

  /** Writes a group, tells its events in order, and lets the next one begin. */
  private void write(Object key, KeyCommits commits, Group group, Deadline within) {
    Swapped there = null;
    Throwable failure = null;
    try {
      there = swap(key, group, within);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    boolean over = true;
    if (there != null) {
      group.shares().forEach(share -> share.tell(events, key));
      over = commits.land(there);
    } else {
      commits.fail();
    }
    if (over) {
      underWay.remove(key, commits);
    }
    Group.End end = there != null ? Group.End.DONE : failure == null ? Group.End.AGAIN : Group.End.FAILED;
    group.end(end, failure);
  }

  private @Nullable Swapped swap(Object key, Group group, Deadline within) {
    StoredEntry basis = group.basis();
    Change change = group.change();
    if (change == Change.WRITE || change == Change.REMOVE) {
      Payload payload = group.payload();
      return store.swap(key, basis, payload, group.deadline(), within);
    }
    if (change == Change.TOUCH && basis != null) {
      // Whoever changed the entry meanwhile has given it a deadline of its own.
      store.touch(key, basis, group.deadline(), within);
      return Swapped.UNKNOWN;
    }
    return new Swapped(true, basis);
  }

  /**
   * What came of an operation's turn to decide.
   *
   * @param commits what is under way for the key, if there is a group
   * @param group the group it is part of, or null if it is settled without
   * @param isFirst whether its thread writes the group at once
   * @param userNanos how long deciding took, which is not waiting
   */
  private record Turn<R>(Share<R> share, @Nullable KeyCommits commits, @Nullable Group group, boolean isFirst, long userNanos) {}
}
