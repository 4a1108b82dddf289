package org.jdance.internal.client.drops;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/**
 * What was dropped and not delivered yet, of all caches of one fleet and namespace. Bookkeeping only: nothing here talks to a server.
 *
 * <p>Of each key the latest is kept. Beyond {@link #MAX_WRITES}, {@link #MAX_BYTES} or {@link #MAX_AGE_NANOS} all is forgotten, and every cache of
 * the namespace has to begin anew instead: one that lost a write may be what makes entries of another one valid.
 */
public final class Drops {

  /** How many writes and removals are remembered at most. */
  public static final int MAX_WRITES = 16_384;

  /** How much memory they take at most, about. */
  public static final int MAX_BYTES = 8 << 20;

  /** A larger value is not kept: a tombstone stands for it. */
  public static final int MAX_VALUE_BYTES = 1_024;

  /** For how long a write is remembered: well within the life of the tombstones that others may have left since. */
  public static final long MAX_AGE_NANOS = TimeUnit.MINUTES.toNanos(30);

  private final Map<Key, Drop> writes = new LinkedHashMap<>();
  private final Map<String, Version> cleared = new HashMap<>();
  private @Nullable Version allCleared;
  private int bytes;

  /** Written under the lock; what an operation asks first. */
  private volatile boolean empty = true;

  /** Whether there is nothing to deliver. */
  public boolean isEmpty() {
    return empty;
  }

  /** What was dropped of this key and is not delivered yet. */
  public synchronized @Nullable Drop find(String cache, byte[] key) {
    return writes.get(new Key(cache, key));
  }

  /** Whether the cache was cleared, or has to begin anew, and the servers do not know yet. */
  public synchronized boolean isCleared(String cache) {
    return allCleared != null || cleared.containsKey(cache);
  }

  /** The generation that a cache will have once its clearing is delivered, or null if it was not cleared. */
  public synchronized @Nullable Version generationOf(String cache) {
    Version own = cleared.get(cache);
    return own == null || (allCleared != null && allCleared.isAfter(own)) ? allCleared : own;
  }

  /**
   * Remembers a write, unless a later one of the key is remembered.
   *
   * @param fresh a version to clear all caches with if this is one too many
   * @return how many writes were forgotten because of it
   */
  public synchronized int add(Drop drop, Version fresh) {
    int forgotten = 0;
    Key key = new Key(drop.cache(), drop.key());
    Drop known = writes.get(key);
    if (known == null || !known.header().version().isAfter(drop.header().version())) {
      put(key, drop);
      if (writes.size() > MAX_WRITES || bytes > MAX_BYTES) {
        forgotten = forgetAll(fresh);
      }
    }
    update();
    return forgotten;
  }

  /** Forgets all that is too old, and with it everything; how much that was. */
  public synchronized int expire(long nowNanos, Version fresh) {
    // Each write goes to the end: the first is the oldest.
    if (writes.isEmpty() || nowNanos - writes.values().iterator().next().sinceNanos() <= MAX_AGE_NANOS) {
      return 0;
    }
    int forgotten = forgetAll(fresh);
    update();
    return forgotten;
  }

  /** Remembers that a cache was cleared, which supersedes what was dropped of it before. */
  public synchronized void clear(String cache, Version generation) {
    cleared.put(cache, generation);
    List<Key> superseded = new ArrayList<>();
    writes.keySet().stream().filter(key -> key.cache.equals(cache)).forEach(superseded::add);
    superseded.forEach(this::remove);
    update();
  }

  /** A later write of the key has arrived: what was dropped before it is of no meaning any more. */
  public synchronized void superseded(String cache, byte[] key, Version by) {
    Key at = new Key(cache, key);
    Drop known = writes.get(at);
    if (known != null && by.isAfter(known.header().version())) {
      remove(at);
      update();
    }
  }

  /** It need not be remembered any more. */
  public synchronized void delivered(Drop drop) {
    Key key = new Key(drop.cache(), drop.key());
    if (writes.get(key) == drop) {
      remove(key);
      update();
    }
  }

  /** The caches that have to be cleared, with their generations. */
  public synchronized Map<String, Version> toClear() {
    return new TreeMap<>(cleared);
  }

  /** The generation that all caches have to be given, or null. */
  public synchronized @Nullable Version toClearAll() {
    return allCleared;
  }

  /** The servers know that this cache was cleared. */
  public synchronized void clearDelivered(String cache, Version generation) {
    cleared.remove(cache, generation);
    update();
  }

  /** The servers know that all caches begin anew. */
  public synchronized void clearAllDelivered(Version generation) {
    if (generation.equals(allCleared)) {
      allCleared = null;
    }
    update();
  }

  /** The caches of which writes are remembered. */
  public synchronized List<String> caches() {
    TreeSet<String> caches = new TreeSet<>();
    writes.keySet().forEach(key -> caches.add(key.cache));
    return List.copyOf(caches);
  }

  /** What was dropped of one cache, the oldest first. */
  public synchronized List<Drop> of(String cache) {
    return writes.values().stream().filter(drop -> drop.cache().equals(cache)).toList();
  }

  /** How many writes and removals are remembered. */
  public synchronized int count() {
    return writes.size();
  }

  /** About how much memory they take. */
  public synchronized int bytes() {
    return bytes;
  }

  private int forgetAll(Version fresh) {
    int forgotten = writes.size();
    writes.clear();
    bytes = 0;
    allCleared = fresh;
    return forgotten;
  }

  private void put(Key key, Drop drop) {
    remove(key);
    writes.put(key, drop);
    bytes += drop.bytes();
  }

  private void remove(Key key) {
    Drop known = writes.remove(key);
    bytes -= known == null ? 0 : known.bytes();
  }

  private void update() {
    empty = writes.isEmpty() && cleared.isEmpty() && allCleared == null;
  }

  /** An entry of a cache. */
  private record Key(String cache, ByteBuffer key) {
    Key(String cache, byte[] key) {
      this(cache, ByteBuffer.wrap(key));
    }
  }
}
