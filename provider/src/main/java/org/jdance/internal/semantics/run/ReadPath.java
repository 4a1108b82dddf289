package org.jdance.internal.semantics.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Operations;
import org.jdance.internal.semantics.decide.Question;
import org.jdance.internal.semantics.decide.Settlement;
import org.jspecify.annotations.Nullable;

/** Reads: no lock and one look at the store where the entry is live; what is missing is reaped and, with read-through, loaded. */
public final class ReadPath {

  private final EntryStore store;
  private final TimeSource time;
  private final ExpiryRule expiry;
  private final UpdateLoop loop;
  private final CacheStatistics statistics;
  private final @Nullable Loading readThrough;
  private final boolean accessMatters;

  ReadPath(
      EntryStore store, TimeSource time, ExpiryRule expiry, UpdateLoop loop, CacheStatistics statistics, @Nullable Loading readThrough) {
    this.store = store;
    this.time = time;
    this.expiry = expiry;
    this.loop = loop;
    this.statistics = statistics;
    this.readThrough = readThrough;
    this.accessMatters = expiry.asksOnAccess();
  }

  /** {@code get}. */
  public @Nullable Object get(Object key) {
    if (accessMatters) {
      return getTouching(key);
    }
    StoredEntry entry = store.read(key);
    if (entry == null || isExpired(entry)) {
      return missing(key, entry);
    }
    countHit();
    return entry.payload().value();
  }

  /** {@code getAll}: the keys of the answer are the given ones. */
  public Map<Object, Object> getAll(Set<?> keys) {
    Deadline within = store.newDeadline();
    Map<Object, StoredEntry> entries = store.readsAreFree() ? null : store.readAll(keys, within);
    Map<Object, Object> found = new HashMap<>(keys.size() * 2);
    Set<Object> missing = new HashSet<>();
    for (Object key : keys) {
      StoredEntry entry = entries == null ? store.read(key, within) : entries.get(key);
      if (entry == null || isExpired(entry)) {
        countMiss();
        reap(key, entry);
        missing.add(key);
      } else {
        accessed(key, entry);
        found.put(key, entry.payload().value());
      }
    }
    if (readThrough != null && !missing.isEmpty()) {
      found.putAll(readThrough.getMissing(missing));
    }
    return found;
  }

  /** {@code containsKey}: neither an access nor counted. */
  public boolean containsKey(Object key) {
    StoredEntry entry = store.read(key);
    if (entry == null) {
      return false;
    }
    if (isExpired(entry)) {
      reap(key, entry);
      return false;
    }
    return true;
  }

  /** Whether a listed entry is to be left out of an iteration; takes it away if it has expired. */
  public boolean isGone(Object key, StoredEntry entry) {
    if (isExpired(entry)) {
      reap(key, entry);
      return true;
    }
    return false;
  }

  /** Says that an entry that was read is handed to the user: counted, and asked for by the expiry policy. */
  public void accessed(Object key, StoredEntry entry) {
    countHit();
    if (accessMatters) {
      long now = time.millis();
      long deadline = expiry.answer(Question.ACCESS, now);
      // An iteration may have looked at it a while ago; what has expired since is not revived.
      if (deadline != Settlement.UNCHANGED && !entry.isExpiredAt(now)) {
        move(key, entry, deadline, now);
      }
    }
  }

  /** One moment judges the entry and moves its deadline: what was alive when it was touched is a hit. */
  private @Nullable Object getTouching(Object key) {
    Deadline within = store.newDeadline();
    long now = time.millis();
    long constant = expiry.constantAccessDeadline(now);
    boolean touched = constant != Settlement.UNCHANGED;
    StoredEntry entry = touched ? store.readAndTouch(key, now, constant, within) : store.read(key, within);
    if (entry == null || entry.isExpiredAt(now)) {
      return missing(key, entry);
    }
    long deadline = touched ? Settlement.UNCHANGED : expiry.answer(Question.ACCESS, now);
    if (deadline != Settlement.UNCHANGED) {
      move(key, entry, deadline, now);
    }
    countHit();
    return entry.payload().value();
  }

  private void move(Object key, StoredEntry entry, long deadline, long now) {
    if (deadline > now) {
      store.touch(key, entry, deadline, store.newDeadline());
    } else {
      loop.update(key, Operations.expire(entry));
    }
  }

  private @Nullable Object missing(Object key, @Nullable StoredEntry expired) {
    countMiss();
    reap(key, expired);
    return readThrough == null ? null : readThrough.get(key);
  }

  private void reap(Object key, @Nullable StoredEntry expired) {
    if (expired != null) {
      loop.update(key, Operations.reap());
    }
  }

  private boolean isExpired(StoredEntry entry) {
    return !entry.isEternal() && entry.isExpiredAt(time.millis());
  }

  private void countHit() {
    if (statistics.isEnabled()) {
      statistics.add(1, 0, 0, 0);
    }
  }

  private void countMiss() {
    if (statistics.isEnabled()) {
      statistics.add(0, 1, 0, 0);
    }
  }
}
