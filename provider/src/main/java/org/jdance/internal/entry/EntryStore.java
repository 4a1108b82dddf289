package org.jdance.internal.entry;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.jdance.CacheGuarantees;
import org.jdance.NearCacheMXBean;
import org.jdance.internal.base.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache: the one interface that the semantics, the near cache and every kind of store share.
 *
 * <p>A store keeps entries and their deadlines; it never decides. It hands out expired entries like others, since what an expired entry means
 * is the semantics' business, but may also lose one, as it may lose any entry. Keys are the user's objects, compared as the store compares them.
 * Every call that may wait takes the {@link Deadline} of the operation it belongs to, and throws {@code javax.cache.CacheException} when the
 * store cannot answer by then. All methods may be called from many threads.
 */
public interface EntryStore extends AutoCloseable {

  /** What this store can promise. */
  CacheGuarantees guarantees();

  /** Whether reading costs next to nothing, no round trip above all, so that looking before taking a lock or one key at a time is no waste. */
  default boolean readsAreFree() {
    return false;
  }

  /** The figures of the near cache in front of this store, if there is one. */
  default @Nullable NearCacheMXBean near() {
    return null;
  }

  /** A deadline for one operation that begins now. */
  Deadline newDeadline();

  /**
   * Makes a value ready to be stored, before any lock is taken.
   *
   * @throws org.jdance.CacheSerializationException if the value cannot be stored by value
   */
  Payload payload(Object value);

  /**
   * Makes a key ready to be stored and kept: one that nobody outside can change.
   *
   * @return the same key if it is immutable or kept by reference, else a copy
   * @throws org.jdance.CacheSerializationException if the key cannot be stored or would not be found again
   */
  Object ownKey(Object key);

  /** The entry, expired or not, or null. */
  @Nullable StoredEntry read(Object key, Deadline within);

  /** {@link #read} under a deadline that begins now, if the store has to wait at all. */
  default @Nullable StoredEntry read(Object key) {
    return read(key, newDeadline());
  }

  /**
   * The entry as {@link #compareAndSet} must know it, expired or not, or null; where there are several copies, the one that decides.
   */
  default @Nullable StoredEntry readForUpdate(Object key, Deadline within) {
    return read(key, within);
  }

  /**
   * The entry as this JVM read or wrote it last, if the store happens to remember that: a guess at what {@link #readForUpdate} would answer, without a
   * look. Good for a {@link #compareAndSet} alone, which finds out whether it was written since; not whether its deadline was moved.
   */
  default @Nullable StoredEntry remembered(Object key) {
    return null;
  }

  /** Says that what was remembered did not lead to a write, so that the next update looks first. */
  default void forget(Object key) {}

  /**
   * The entry, and if it is live at {@code now} its deadline moved to {@code newDeadline}, in one step where the store can.
   *
   * @return the entry as it was before
   */
  @Nullable StoredEntry readAndTouch(Object key, long now, long newDeadline, Deadline within);

  /** The entries of those keys that have one, expired or not; the keys are the given objects. */
  Map<Object, StoredEntry> readAll(Set<?> keys, Deadline within);

  /** Stores whatever was there before. The key is one that {@link #ownKey} answered. */
  void write(Object key, Payload payload, long deadline, Deadline within);

  /** Stores all, whatever was there before, all with one deadline. The keys are ones that {@link #ownKey} answered. */
  void writeAll(Map<Object, Payload> payloads, long deadline, Deadline within);

  /**
   * Replaces exactly the state that was read.
   *
   * @param key the key, one that {@link #ownKey} answered if {@code expected} is null
   * @param expected the entry as {@link #readForUpdate} handed it out, or null for none
   * @param payload the new value, or null to remove
   * @param deadline the new deadline; of no meaning when removing
   * @return whether the state was still the expected one and is now the new one
   */
  boolean compareAndSet(Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within);

  /** Whether {@link #swap} tells what is there after it, so that changes of one key that meet can be written together. */
  default boolean tellsSuccessors() {
    return false;
  }

  /**
   * As {@link #compareAndSet}, for a caller that goes on from there.
   *
   * @return what is there now, or null if the state was not the expected one
   */
  default @Nullable Swapped swap(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    return compareAndSet(key, expected, payload, deadline, within) ? Swapped.UNKNOWN : null;
  }

  /**
   * The entry that a read would answer once this payload was stored, without asking the servers; null if what was stored may not be read back.
   */
  default @Nullable StoredEntry asRead(Payload payload, long deadline) {
    return new StoredEntry(payload, deadline);
  }

  /**
   * As the other, and if it is done, other JVMs hear of it in the same step, where {@link #hear} is supported.
   *
   * @param told the events of the change, in their order; their values are this store's
   */
  default boolean compareAndSet(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, List<ChangeEvent> told, Deadline within) {
    return compareAndSet(key, expected, payload, deadline, within);
  }

  /**
   * From now on, until this store is closed, the listener hears of the changes that other JVMs make and tell.
   *
   * @throws UnsupportedOperationException if the servers cannot carry them, or there are none
   */
  default void hear(ChangeEvent.Listener listener) {
    throw new UnsupportedOperationException("Nobody tells this store of changes.");
  }

  /**
   * Whether an operation that relies on nothing, a put or a removal, may be dropped and reads may miss because of this failure, which this store
   * threw: no copy was reachable, and the configuration prefers that to an exception.
   */
  default boolean mayDrop(CacheException failure) {
    return false;
  }

  /**
   * Drops a put or a removal, but remembers it as well as it can, so that this JVM never sees again what it was to replace.
   *
   * @param payload the value that could not be stored, or null for a removal
   * @param deadline the value's deadline
   * @param failure why it is dropped, of which {@link #mayDrop} answered true
   */
  default void drop(Object key, @Nullable Payload payload, long deadline, CacheException failure) {}

  /** Moves the deadline of an entry if it is still the one that was read; otherwise does nothing. */
  void touch(Object key, StoredEntry seen, long newDeadline, Deadline within);

  /** Removes every entry. */
  void clear(Deadline within);

  /**
   * All entries, expired ones too: those present throughout exactly once, others at most once. Never throws because of concurrent changes.
   * Does not support {@code remove}.
   */
  Iterator<KeyedEntry> entries();

  /** Releases what this JVM holds for the cache. The embedded store's entries go with it. */
  @Override
  void close();
}
