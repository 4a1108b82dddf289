package org.jdance.internal.jcache;

import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jdance.JDanceEntry;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.run.CacheSemantics;
import org.jspecify.annotations.Nullable;

/** The live entries of a cache; handing one out is an access, looking for the next is none. For one thread. */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {

  private final CacheFacade<K, V> cache;
  private final CacheSemantics semantics;
  private final Iterator<KeyedEntry> entries;
  private @Nullable KeyedEntry next;
  private @Nullable K last;

  EntryIterator(CacheFacade<K, V> cache, CacheSemantics semantics) {
    this.cache = cache;
    this.semantics = semantics;
    this.entries = semantics.store().entries();
  }

  @Override
  public boolean hasNext() {
    cache.requireOpen();
    while (next == null && entries.hasNext()) {
      KeyedEntry candidate = entries.next();
      if (!semantics.reads().isGone(candidate.key(), candidate.entry())) {
        next = candidate;
      }
    }
    return next != null;
  }

  @Override
  @SuppressWarnings("unchecked") // the cache holds keys and values of its types only
  public Cache.Entry<K, V> next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("The iteration of cache " + cache.getName() + " has no more entries.");
    }
    KeyedEntry current = next;
    next = null;
    semantics.reads().accessed(current.key(), current.entry());
    last = (K) current.key();
    // By value a key of its own: remove() still means this entry if the user changes what was handed out.
    return new IteratedEntry<>((K) semantics.store().ownKey(current.key()), (V) current.entry().payload().value(), expiry(current.entry()));
  }

  @Override
  public void remove() {
    K key = last;
    if (key == null) {
      throw new IllegalStateException("remove() follows next(), once each.");
    }
    last = null;
    cache.remove(key);
  }

  private static long expiry(StoredEntry entry) {
    return entry.isEternal() ? JDanceEntry.ETERNAL : entry.deadline();
  }

  /** An entry as it was when the iteration met it. */
  private record IteratedEntry<K, V>(K key, V value, long expiryMillis) implements JDanceEntry<K, V> {

    @Override
    public K getKey() {
      return key;
    }

    @Override
    public V getValue() {
      return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      if (type.isInstance(this)) {
        return type.cast(this);
      }
      throw new IllegalArgumentException(
          "An entry of a JDance cache cannot be unwrapped to " + type.getName() + "; ask for org.jdance.JDanceEntry.");
    }

    @Override
    public String toString() {
      return "JDanceEntry";
    }
  }
}
