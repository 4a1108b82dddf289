package org.jdance.internal.client;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a cache has on servers that cannot list them: pages of keys that are entries themselves, with as many copies.
 *
 * <p>Each JVM writes pages of its own, so that no two write one page; a key is noted with the first write of its entry from here, which is not
 * acknowledged before ({@link IndexNotes}). A key that was removed stays noted until the cache is cleared, which a listing does not show.
 */
final class KeyIndex {

  /** From this size on a page is full. */
  static final int PAGE_BYTES = 2_048;

  /** How many pages a listing asks for at once; as many in a row that are missing are the end. */
  static final int PAGES_AT_ONCE = 32;

  /** On servers that drop what was not written for long, a key is noted again after this time. */
  static final long RENEW_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final int MAX_JOINING = 64;

  private final FleetContext context;
  private final FleetReads reads;
  private final FleetUpdates updates;
  private final FleetBulk bulk;
  private final IndexNotes notes;

  KeyIndex(FleetContext context, FleetReads reads, FleetWrites writes, FleetUpdates updates, FleetBulk bulk) {
    this.context = context;
    this.reads = reads;
    this.updates = updates;
    this.bulk = bulk;
    this.notes = new IndexNotes(context, reads, writes, this);
  }

  /** Brings a note of the keys on its way; it has to be finished before their entries' writes are acknowledged. */
  IndexNotes.Note begin(List<EntryKey> keys, Deadline within) {
    return notes.begin(keys, within);
  }

  /**
   * Makes sure that keys are noted in the cache's present generation.
   *
   * @return what they are noted in
   */
  Lives note(List<EntryKey> keys, Deadline within) {
    return notes.begin(keys, within).finish(within);
  }

  /** Whether the cache was neither cleared since, nor may have lost pages, as far as this client has heard. */
  boolean isCurrent(Lives noted) {
    return noted.equals(Lives.of(context.keeper.latest(), context.cacheName));
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

  /** Adds a writer of this JVM to the writers, and the cache to those that all clients know of. */
  void join(long writer, Deadline within) {
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

  /**
   * What the pages belong to.
   *
   * @param generation the generation of the cache
   * @param lastLoss when pages may have been lost last with the last copies of entries
   */
  record Lives(Version generation, Version lastLoss) {

    static Lives of(FleetState state, String cache) {
      return new Lives(state.view().generationOf(cache), state.view().lastLoss());
    }
  }

  private static byte @Nullable [] payload(Found found) {
    Envelope live = found.live();
    return live == null ? null : live.copyPayload();
  }

  /** 64 bits of each key: two of a million keys meet once in ten million caches. */
  static long hash(byte[] key) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : key) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    hash ^= hash >>> 32;
    hash *= 0xD6E8FEB86659FD93L;
    return hash ^ (hash >>> 32);
  }
}
