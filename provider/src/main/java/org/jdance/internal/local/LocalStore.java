package org.jdance.internal.local;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jdance.CacheGuarantees;
import org.jdance.CacheGuarantees.Atomicity;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.serial.copy.Copier;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: the entries of one cache in a map of this JVM.
 *
 * <p>It keeps objects, not bytes, and never waits. Without a bound it is a {@code ConcurrentHashMap}; with one it is Caffeine's, which gives up
 * the entries that are least likely to be used again.
 */
public final class LocalStore implements EntryStore {

  private static final CacheGuarantees GUARANTEES = new CacheGuarantees(Atomicity.WITHIN_JVM, true, false, false, true, true);

  private final ConcurrentMap<Object, StoredEntry> entries;
  private final Form form;

  /** Set at the first entry that can expire; until then there is nothing to sweep. */
  private volatile boolean hasDeadlines;

  private LocalStore(ConcurrentMap<Object, StoredEntry> entries, Form form) {
    this.entries = entries;
    this.form = form;
  }

  /** A store that keeps the very objects it is given. */
  public static LocalStore byReference(OptionalLong maxEntries, LongConsumer evictions) {
    return new LocalStore(map(maxEntries, evictions), Form.BY_REFERENCE);
  }

  /** A store that keeps copies of what is not immutable. */
  public static LocalStore byValue(OptionalLong maxEntries, LongConsumer evictions, Copier copier) {
    return new LocalStore(map(maxEntries, evictions), Form.byValue(copier));
  }

  private static ConcurrentMap<Object, StoredEntry> map(OptionalLong maxEntries, LongConsumer evictions) {
    if (maxEntries.isEmpty()) {
      return new ConcurrentHashMap<>();
    }
    return Caffeine.newBuilder()
        .maximumSize(maxEntries.getAsLong())
        // On the calling thread: no thread of a pool that JDance does not own.
        .executor(Runnable::run)
        .evictionListener((@Nullable Object key, @Nullable StoredEntry entry, RemovalCause cause) -> evictions.accept(1))
        .<Object, StoredEntry>build()
        .asMap();
  }

  @Override
  public CacheGuarantees guarantees() {
    return GUARANTEES;
  }

  @Override
  public boolean readsAreFree() {
    return true;
  }

  @Override
  public Deadline newDeadline() {
    return Deadline.NONE;
  }

  @Override
  public Payload payload(Object value) {
    return form.payload(value);
  }

  @Override
  public Object ownKey(Object key) {
    return form.ownKey(key);
  }

  @Override
  public @Nullable StoredEntry read(Object key, Deadline within) {
    return entries.get(key);
  }

  @Override
  public @Nullable StoredEntry readAndTouch(Object key, long now, long newDeadline, Deadline within) {
    StoredEntry entry = entries.get(key);
    if (entry != null && !entry.isExpiredAt(now)) {
      touch(key, entry, newDeadline, within);
    }
    return entry;
  }

  @Override
  public Map<Object, StoredEntry> readAll(Set<?> keys, Deadline within) {
    Map<Object, StoredEntry> found = new HashMap<>(keys.size() * 2);
    for (Object key : keys) {
      StoredEntry entry = entries.get(key);
      if (entry != null) {
        found.put(key, entry);
      }
    }
    return found;
  }

  @Override
  public void write(Object key, Payload payload, long deadline, Deadline within) {
    entries.put(key, entry(payload, deadline));
  }

  @Override
  public void writeAll(Map<Object, Payload> payloads, long deadline, Deadline within) {
    payloads.forEach((key, payload) -> write(key, payload, deadline, within));
  }

  @Override
  public boolean compareAndSet(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    if (payload == null) {
      return expected == null ? !entries.containsKey(key) : entries.remove(key, expected);
    }
    StoredEntry entry = entry(payload, deadline);
    return expected == null ? entries.putIfAbsent(key, entry) == null : entries.replace(key, expected, entry);
  }

  @Override
  public void touch(Object key, StoredEntry seen, long newDeadline, Deadline within) {
    if (newDeadline != seen.deadline()) {
      entries.replace(key, seen, entry(seen.payload(), newDeadline));
    }
  }

  @Override
  public void clear(Deadline within) {
    entries.clear();
  }

  @Override
  public Iterator<KeyedEntry> entries() {
    Iterator<Map.Entry<Object, StoredEntry>> all = entries.entrySet().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public KeyedEntry next() {
        Map.Entry<Object, StoredEntry> entry = all.next();
        return new KeyedEntry(form.handOutKey(entry.getKey()), entry.getValue());
      }
    };
  }

  /** Tells the keys of all entries that have expired at {@code now}; it takes nothing away itself, since that is told to listeners. */
  public void sweep(long now, Consumer<Object> expired) {
    if (!hasDeadlines) {
      return;
    }
    entries.forEach(
        (key, entry) -> {
          if (entry.isExpiredAt(now)) {
            expired.accept(form.handOutKey(key));
          }
        });
  }

  @Override
  public void close() {
    entries.clear();
  }

  private StoredEntry entry(Payload payload, long deadline) {
    if (deadline != StoredEntry.ETERNAL && !hasDeadlines) {
      hasDeadlines = true;
    }
    return new StoredEntry(payload, deadline);
  }
}
