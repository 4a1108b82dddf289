package org.jdance.internal.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.jdance.CacheGuarantees;
import org.jdance.NearCacheMXBean;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.ChangeEvent;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.RemoteStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Swapped;
import org.jspecify.annotations.Nullable;

/**
 * A near cache: entries that were read from a remote store, answered again without it while {@link Coherence} says that they hold.
 *
 * <p>Only plain reads are answered from it. What is read for an update, and every change, goes to the store below; an own change makes the entry
 * invalid before it is sent, so that this JVM never reads what it has changed already, and once more when it is done, so that nothing that was
 * read meanwhile stays. That an entry is absent is not remembered: a miss is mostly followed by a put, and nothing absent has a version by which it
 * could be looked after.
 */
public final class NearStore implements EntryStore {

  private final RemoteStore below;
  private final Coherence coherence;
  private final TimeSource time;
  private final Runnable onClose;
  private final NearPayloads payloads = new NearPayloads();
  private final NearCounts counts = new NearCounts();
  private final Cache<Object, NearEntry> entries;

  /**
   * A near cache that holds nothing yet.
   *
   * @param coherence what is known of changes elsewhere
   * @param onClose called first when it is closed
   */
  public NearStore(RemoteStore below, Coherence coherence, NearBound bound, TimeSource time, Runnable onClose) {
    this.below = below;
    this.coherence = coherence;
    this.time = time;
    this.onClose = onClose;
    this.entries = bound.inBytes() ? weighted(bound.max()).build() : counted(bound.max()).build();
  }

  private Caffeine<Object, NearEntry> weighted(long max) {
    return builder().maximumWeight(max).weigher((Object key, NearEntry entry) -> entry.weight);
  }

  private Caffeine<Object, NearEntry> counted(long max) {
    return builder().maximumSize(max);
  }

  private Caffeine<Object, NearEntry> builder() {
    return Caffeine.newBuilder()
        // On the calling thread: no thread of a pool that JDance does not own.
        .executor(Runnable::run)
        .evictionListener((@Nullable Object key, @Nullable NearEntry entry, RemovalCause cause) -> counts.evictions.increment());
  }

  @Override
  public NearCacheMXBean near() {
    return new NearFigures(coherence, counts, entries::estimatedSize, time::nanos);
  }

  /** What this near cache has done. */
  public NearCounts counts() {
    return counts;
  }

  /** How far it trusts what it holds. */
  public Coherence coherence() {
    return coherence;
  }

  @Override
  public CacheGuarantees guarantees() {
    CacheGuarantees of = below.guarantees();
    return new CacheGuarantees(of.atomicity(), of.listing(), coherence.isTold(), of.durable(), of.storeByReference(), of.everyExpiryHasAnEvent());
  }

  @Override
  public Deadline newDeadline() {
    return below.newDeadline();
  }

  @Override
  public Payload payload(Object value) {
    return below.payload(value);
  }

  @Override
  public Object ownKey(Object key) {
    return below.ownKey(key);
  }

  @Override
  public @Nullable StoredEntry read(Object key) {
    NearEntry near = entries.getIfPresent(key);
    if (near != null && coherence.holds(near) && !isExpired(near)) {
      counts.hits.increment();
      return near.stored;
    }
    return readSlowly(key, near, below.newDeadline());
  }

  @Override
  public @Nullable StoredEntry read(Object key, Deadline within) {
    NearEntry near = entries.getIfPresent(key);
    if (near != null && coherence.holds(near) && !isExpired(near)) {
      counts.hits.increment();
      return near.stored;
    }
    return readSlowly(key, near, within);
  }

  private @Nullable StoredEntry readSlowly(Object key, @Nullable NearEntry near, Deadline within) {
    if (near != null && (answersByAge(near) || isStillLatest(key, near, within))) {
      return near.stored;
    }
    counts.misses.increment();
    Fill fill = new Fill(key);
    return fill.with(below.read(key, within));
  }

  /** Whether an entry that could have missed a change is young enough; never one that is known to have changed. */
  private boolean answersByAge(NearEntry near) {
    if (coherence.hasChanged(near) || isExpired(near) || !coherence.isYoung(near, time.nanos())) {
      return false;
    }
    counts.hits.increment();
    counts.answersByAge.increment();
    return true;
  }

  /** Whether an entry that could have missed a change has not; then it holds again. */
  private boolean isStillLatest(Object key, NearEntry near, Deadline within) {
    if (coherence.hasChanged(near) || isExpired(near)) {
      return false;
    }
    int epoch = coherence.epochOfLook();
    long asked = time.nanos();
    if (!below.isLatest(key, near.stored, within)) {
      return false;
    }
    counts.revalidations.increment();
    // The counter is still to be the one from before the entry was asked for first.
    entries.asMap().replace(key, near, near.lookedAfter(near.stamp, epoch, asked));
    return true;
  }

  @Override
  public Map<Object, StoredEntry> readAll(Set<?> keys, Deadline within) {
    Map<Object, StoredEntry> found = new HashMap<>(keys.size() * 2);
    Map<Object, Fill> fills = new LinkedHashMap<>();
    for (Object key : keys) {
      NearEntry near = entries.getIfPresent(key);
      if (near != null && coherence.holds(near) && !isExpired(near)) {
        counts.hits.increment();
        found.put(key, near.stored);
      } else if (near != null && answersByAge(near)) {
        found.put(key, near.stored);
      } else {
        counts.misses.increment();
        fills.put(key, new Fill(key));
      }
    }
    if (!fills.isEmpty()) {
      Map<Object, StoredEntry> read = below.readAll(fills.keySet(), within);
      fills.forEach(
          (key, fill) -> {
            StoredEntry entry = fill.with(read.get(key));
            if (entry != null) {
              found.put(key, entry);
            }
          });
    }
    return found;
  }

  private boolean isExpired(NearEntry near) {
    return !near.stored.isEternal() && near.stored.isExpiredAt(time.millis());
  }

  @Override
  public @Nullable StoredEntry readForUpdate(Object key, Deadline within) {
    return below.readForUpdate(key, within);
  }

  @Override
  public @Nullable StoredEntry remembered(Object key) {
    return below.remembered(key);
  }

  @Override
  public void forget(Object key) {
    below.forget(key);
  }

  /** The deadline moves on the servers, so they are asked each time; the entry is not kept, since its deadline would be out of date at once. */
  @Override
  public @Nullable StoredEntry readAndTouch(Object key, long now, long newDeadline, Deadline within) {
    counts.misses.increment();
    OwnChange change = new OwnChange(key);
    try {
      return below.readAndTouch(key, now, newDeadline, within);
    } finally {
      change.done();
    }
  }

  @Override
  public void write(Object key, Payload payload, long deadline, Deadline within) {
    OwnChange change = new OwnChange(key);
    try {
      below.write(key, payload, deadline, within);
    } finally {
      change.done();
    }
  }

  @Override
  public void writeAll(Map<Object, Payload> payloads, long deadline, Deadline within) {
    Map<Object, OwnChange> changes = new HashMap<>(payloads.size() * 2);
    payloads.keySet().forEach(key -> changes.put(key, new OwnChange(key)));
    try {
      below.writeAll(payloads, deadline, within);
    } finally {
      changes.values().forEach(OwnChange::done);
    }
  }

  @Override
  public boolean compareAndSet(Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    OwnChange change = new OwnChange(key);
    try {
      return below.compareAndSet(key, expected, payload, deadline, within);
    } finally {
      change.done();
    }
  }

  @Override
  public boolean compareAndSet(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, List<ChangeEvent> told, Deadline within) {
    OwnChange change = new OwnChange(key);
    try {
      return below.compareAndSet(key, expected, payload, deadline, told, within);
    } finally {
      change.done();
    }
  }

  @Override
  public boolean tellsSuccessors() {
    return below.tellsSuccessors();
  }

  @Override
  public @Nullable Swapped swap(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    OwnChange change = new OwnChange(key);
    try {
      return below.swap(key, expected, payload, deadline, within);
    } finally {
      change.done();
    }
  }

  @Override
  public void hear(ChangeEvent.Listener listener) {
    below.hear(listener);
  }

  @Override
  public @Nullable StoredEntry asRead(Payload payload, long deadline) {
    return below.asRead(payload, deadline);
  }

  @Override
  public boolean mayDrop(CacheException failure) {
    return below.mayDrop(failure);
  }

  @Override
  public void drop(Object key, @Nullable Payload payload, long deadline, CacheException failure) {
    OwnChange change = new OwnChange(key);
    try {
      below.drop(key, payload, deadline, failure);
    } finally {
      change.done();
    }
  }

  @Override
  public void touch(Object key, StoredEntry seen, long newDeadline, Deadline within) {
    OwnChange change = new OwnChange(key);
    try {
      below.touch(key, seen, newDeadline, within);
    } finally {
      change.done();
    }
  }

  @Override
  public void clear(Deadline within) {
    forgetAll();
    try {
      below.clear(within);
    } finally {
      forgetAll();
    }
  }

  private void forgetAll() {
    coherence.clearedHere();
    entries.invalidateAll();
  }

  @Override
  public Iterator<KeyedEntry> entries() {
    return below.entries();
  }

  @Override
  public void close() {
    try {
      onClose.run();
    } finally {
      entries.invalidateAll();
      below.close();
    }
  }

  /** A change of this JVM: the entry does not hold from before it is sent until it is done. */
  private final class OwnChange {

    private final Object key;
    private final int stripe;

    OwnChange(Object key) {
      this.key = key;
      this.stripe = coherence.stripe(below.noticeHash(key));
      forget();
    }

    private void forget() {
      coherence.changedHere(stripe);
      entries.invalidate(key);
    }

    void done() {
      forget();
    }
  }

  /** A question to the store below, begun before it is sent. */
  private final class Fill {

    private final Object key;
    private final int stripe;
    private final int stamp;
    private final int epoch;
    private final long asked;

    Fill(Object key) {
      this.key = key;
      this.stripe = coherence.stripe(below.noticeHash(key));
      this.epoch = coherence.epochOfFill();
      this.stamp = coherence.stamp(stripe);
      this.asked = time.nanos();
    }

    /** The answer, in the form in which it is kept, if it is. */
    @Nullable StoredEntry with(@Nullable StoredEntry read) {
      if (read == null || !Coherence.mayKeep(epoch) || !below.isStored(read)) {
        return read;
      }
      StoredEntry kept = below.kept(read, payloads.keep(read.payload()));
      NearEntry entry = new NearEntry(kept, stripe, stamp, epoch, asked, below.storedBytes(read) + NearBound.OVERHEAD_BYTES);
      if (coherence.hasChanged(entry)) {
        return kept;
      }
      counts.fills.increment();
      // What another thread has read meanwhile may be later; a version never goes back here.
      entries.asMap().merge(below.ownKey(key), entry, (present, mine) -> below.isLater(present.stored, mine.stored) ? present : mine);
      return kept;
    }
  }
}
