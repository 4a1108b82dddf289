package org.jdance.internal.client;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.client.view.View;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a cache has on servers that cannot list them: pages of keys that are entries themselves, with as many copies.
 *
 * <p>Each JVM writes pages of its own, so that no two write one page; a key is noted before its entry is first written from here. A key that was
 * removed stays noted until the cache is cleared, which a listing does not show.
 */
final class KeyIndex {

  /** From this size on a page is full. */
  static final int PAGE_BYTES = 2_048;

  /** How many keys this JVM remembers to have noted; beyond it, some are noted twice. */
  static final int MAX_KNOWN = 200_000;

  /** How many pages a listing asks for at once; as many in a row that are missing are the end. */
  static final int PAGES_AT_ONCE = 32;

  /** On servers that drop what was not written for long, a key is noted again after this time. */
  static final long RENEW_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final int MAX_JOINING = 64;

  private final FleetContext context;
  private final FleetReads reads;
  private final FleetWrites writes;
  private final FleetUpdates updates;
  private final FleetBulk bulk;
  private final long writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
  private volatile Noted noted;

  KeyIndex(FleetContext context, FleetReads reads, FleetWrites writes, FleetUpdates updates, FleetBulk bulk, long writer) {
    this.context = context;
    this.reads = reads;
    this.writes = writes;
    this.updates = updates;
    this.bulk = bulk;
    this.writer = writer;
    this.noted = new Noted(View.FIRST_GENERATION, View.NEVER, writer);
  }

  /**
   * Makes sure that keys are noted in the cache's present generation.
   *
   * @return what they are noted in
   */
  Noted note(List<EntryKey> keys, Deadline within) {
    FleetState state = context.keeper.usable(within);
    Noted current = current(state);
    boolean renew = mustRenew(state);
    List<byte[]> fresh = new ArrayList<>();
    for (EntryKey key : keys) {
      if (!isKnown(current, key.encoded(), renew)) {
        fresh.add(key.encoded());
      }
    }
    if (fresh.isEmpty()) {
      return current;
    }
    waiting.addAll(fresh);
    if (!tryLock(within)) {
      throw new Failures(context.time).unavailable("the index of keys was busy");
    }
    try {
      Noted now = current(context.keeper.usable(within));
      flush(now, fresh, within);
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the cache was neither cleared since, nor may have lost pages, as far as this client has heard. */
  boolean isCurrent(Noted keys) {
    View latest = context.keeper.latest().view();
    return keys.generation.equals(latest.generationOf(context.cacheName)) && keys.lastLoss.equals(latest.lastLoss());
  }

  /** All keys that any JVM has noted, each once. */
  Set<ByteBuffer> keys(FleetBulk.Deadlines deadlines) {
    Set<ByteBuffer> keys = new LinkedHashSet<>();
    byte[] directory = payload(reads.read(IndexPages.directory(), deadlines.next()));
    if (directory == null) {
      return keys;
    }
    for (long each : new LinkedHashSet<>(IndexPages.writers(directory))) {
      boolean more = true;
      for (int from = 0; more; from += PAGES_AT_ONCE) {
        more = addPages(each, from, keys, deadlines);
      }
    }
    return keys;
  }

  private boolean addPages(long each, int from, Set<ByteBuffer> keys, FleetBulk.Deadlines deadlines) {
    List<EntryKey> pages = new ArrayList<>(PAGES_AT_ONCE);
    for (int i = 0; i < PAGES_AT_ONCE; i++) {
      pages.add(IndexPages.page(each, from + i));
    }
    boolean any = false;
    for (Found found : bulk.readAll(pages, deadlines)) {
      byte[] page = payload(found);
      if (page != null) {
        any = true;
        IndexPages.keys(page).forEach(key -> keys.add(ByteBuffer.wrap(key)));
      }
    }
    return any;
  }

  /** Writes all that wait, and the caller's own, which another thread may have taken and failed to write. */
  private void flush(Noted current, List<byte[]> own, Deadline within) {
    boolean renew = mustRenew(context.keeper.usable(within));
    List<byte[]> taken = new ArrayList<>();
    for (byte[] key = waiting.poll(); key != null; key = waiting.poll()) {
      if (!isKnown(current, key, renew)) {
        taken.add(key);
      }
    }
    Set<ByteBuffer> distinct = new HashSet<>();
    taken.forEach(key -> distinct.add(ByteBuffer.wrap(key)));
    for (byte[] key : own) {
      if (!isKnown(current, key, renew) && distinct.add(ByteBuffer.wrap(key))) {
        taken.add(key);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    if (!current.listed || (renew && context.time.nanos() - current.listedAt > RENEW_NANOS)) {
      join(current.writer, within);
      current.listed = true;
      current.listedAt = context.time.nanos();
    }
    for (byte[] key : taken) {
      if (current.page.length >= PAGE_BYTES) {
        write(current, within);
        current.page = new byte[0];
        current.number++;
      }
      current.page = IndexPages.withKey(current.page, key);
    }
    write(current, within);
    if (current.known.size() > MAX_KNOWN) {
      current.known.clear();
    }
    long now = context.time.nanos();
    taken.forEach(key -> current.known.put(hash(key), now));
  }

  private void write(Noted current, Deadline within) {
    writes.put(IndexPages.page(current.writer, current.number), current.page, StoredEntry.ETERNAL, within);
  }

  /** Adds this JVM to the writers, and the cache to those that all clients know of. */
  private void join(long writer, Deadline within) {
    context.keeper.know(context.cacheName, within);
    EntryKey key = IndexPages.directory();
    for (int attempt = 0; attempt < MAX_JOINING; attempt++) {
      Found found = reads.readForUpdate(key, within);
      byte[] directory = payload(found);
      if (directory != null && IndexPages.writers(directory).contains(writer)) {
        return;
      }
      byte[] next = IndexPages.withWriter(directory == null ? new byte[0] : directory, writer);
      try {
        if (updates.compareAndSet(key, directory == null ? null : found, next, StoredEntry.ETERNAL, within)) {
          return;
        }
      } catch (OutcomeUnknown e) {
        // The next look tells: to join twice is to join.
        if (within.hasPassed()) {
          throw new FleetUnavailableException(String.valueOf(e.getMessage()), false, e);
        }
      }
    }
    throw new Failures(context.time).unavailable("the index of keys could not be joined");
  }

  private static byte @Nullable [] payload(Found found) {
    Envelope live = found.live();
    return live == null ? null : live.copyPayload();
  }

  private Noted current(FleetState state) {
    Version generation = state.view().generationOf(context.cacheName);
    Version lastLoss = state.view().lastLoss();
    Noted current = noted;
    if (!current.generation.equals(generation) || !current.lastLoss.equals(lastLoss)) {
      // Pages may be lost with the last copies of entries: what was noted is noted again, on pages of a new writer.
      current = new Noted(generation, lastLoss, current.lastLoss.equals(lastLoss) ? current.writer : context.clock.next().stamp() ^ writer);
      noted = current;
    }
    return current;
  }

  private boolean isKnown(Noted current, byte[] key, boolean renew) {
    Long at = current.known.get(hash(key));
    return at != null && !(renew && context.time.nanos() - at > RENEW_NANOS);
  }

  private static boolean mustRenew(FleetState state) {
    for (int i = 0; i < state.size(); i++) {
      if (!state.node(i).node().capabilities().keepsExpiry()) {
        return true;
      }
    }
    return false;
  }

  /** 64 bits of each key: two of a million keys meet once in ten million caches. */
  private static long hash(byte[] key) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : key) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    hash ^= hash >>> 32;
    hash *= 0xD6E8FEB86659FD93L;
    return hash ^ (hash >>> 32);
  }

  private boolean tryLock(Deadline within) {
    try {
      return lock.tryLock(Math.max(0, within.remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What this JVM has noted in one generation of the cache. All but {@code known} is used under the lock. */
  static final class Noted {
    final Version generation;
    final Version lastLoss;
    final long writer;
    final Map<Long, Long> known = new ConcurrentHashMap<>();
    byte[] page = new byte[0];
    int number;
    boolean listed;
    long listedAt;

    Noted(Version generation, Version lastLoss, long writer) {
      this.generation = generation;
      this.lastLoss = lastLoss;
      this.writer = writer;
    }
  }
}
