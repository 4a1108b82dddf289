package org.jdance.internal.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.drops.Drop;
import org.jdance.internal.client.drops.Drops;
import org.jdance.internal.client.figures.FleetFigures;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this JVM dropped on one fleet and namespace, and its delivery: by whoever asks for something that was dropped, and by {@link #deliver},
 * which its owner calls every {@link #TRY_EVERY_MILLIS} while there is something.
 *
 * <p>Delivered is with the version that the write was made with, where a copy has no later one: what other JVMs wrote since wins. All caches that
 * have to begin anew come first, since a write that was dropped after its cache was cleared belongs to the generation that this makes.
 */
public final class FleetDrops {

  private static final Logger LOG = LoggerFactory.getLogger(FleetDrops.class);

  /** How often delivery is tried: well within the second that is promised. */
  public static final long TRY_EVERY_MILLIS = 250;

  private static final long TRY_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(TRY_EVERY_MILLIS);

  private final String namespace;
  private final ViewKeeper keeper;
  private final HybridClock clock;
  private final FleetKind kind;
  private final TimeSource time;
  private final FleetFigures figures;
  private final Drops drops = new Drops();
  private final Map<String, CacheParts> parts = new ConcurrentHashMap<>();
  private final ReentrantLock delivering = new ReentrantLock();
  private volatile long lastTry;

  /**
   * Nothing dropped yet.
   *
   * @param keeper the fleet's view, shared by all caches on it and closed by its owner
   * @param clock what versions are made by, the keeper's own
   * @param kind what all nodes of the fleet can do
   */
  public FleetDrops(String namespace, ViewKeeper keeper, HybridClock clock, FleetKind kind, TimeSource time) {
    this.namespace = namespace;
    this.keeper = keeper;
    this.clock = clock;
    this.kind = kind;
    this.time = time;
    this.figures = keeper.figures();
    this.lastTry = time.nanos() - TRY_EVERY_NANOS;
  }

  /** What works on the entries of a cache. */
  CacheParts parts(String cache) {
    return parts.computeIfAbsent(cache, name -> new CacheParts(namespace, name, keeper, clock, kind, time));
  }

  FleetFigures figures() {
    return figures;
  }

  ViewKeeper keeper() {
    return keeper;
  }

  HybridClock clock() {
    return clock;
  }

  FleetKind kind() {
    return kind;
  }

  /** How many writes and removals are remembered. */
  public int count() {
    return drops.count();
  }

  /** About how much memory they take. */
  public int bytes() {
    return drops.bytes();
  }

  /** Whether nothing has to be delivered. */
  public boolean isEmpty() {
    return drops.isEmpty();
  }

  /**
   * What stands against asking the servers for an entry: a write of it that they do not know of, or that its cache was cleared.
   *
   * @param insist whether to try to deliver it first even if that has failed a moment ago
   * @return null if nothing does
   */
  @Nullable Standing standing(String cache, EntryKey key, boolean insist, Deadline within) {
    if (drops.isEmpty()) {
      return null;
    }
    Standing standing = find(cache, key);
    if (standing == null || !(insist || isDue())) {
      return standing;
    }
    deliverOne(standing, within.share(2));
    return find(cache, key);
  }

  /** Whether the servers do not know yet that the cache was cleared; tries to tell them first. */
  boolean isCleared(String cache, boolean insist, Deadline within) {
    if (drops.isEmpty() || !drops.isCleared(cache)) {
      return false;
    }
    if (insist || isDue()) {
      deliverOne(Standing.CLEARED, within.share(2));
    }
    return drops.isCleared(cache);
  }

  /** The write of this entry that is remembered now, or null. */
  @Nullable Drop remembered(String cache, EntryKey key) {
    return drops.isEmpty() ? null : drops.find(cache, key.encoded());
  }

  /** All writes of a cache that are remembered now. */
  List<Drop> remembered(String cache) {
    return drops.isEmpty() ? List.of() : drops.of(cache);
  }

  /** A later write has arrived: these need not be delivered any more. */
  void superseded(@Nullable Drop drop) {
    if (drop != null) {
      drops.delivered(drop);
      figures.discarded.increment();
    }
  }

  /**
   * Remembers a write that was dropped.
   *
   * @param envelope what may have been sent, or null if nothing was or it is not known
   * @param payload the value, or null for a removal
   * @param maybeSent whether anything may have been sent
   */
  void remember(String cache, EntryKey key, byte @Nullable [] envelope, byte @Nullable [] payload, long deadline, boolean maybeSent) {
    byte[] kept;
    if (payload == null || payload.length > Drops.MAX_VALUE_BYTES || (envelope == null && maybeSent)) {
      // A tombstone of its own version may end a later write of another JVM, but never brings an earlier one back.
      kept = EntryFormat.encode(EntryHeader.of(EntryHeader.FLAG_TOMBSTONE, clock.next(), StoredEntry.ETERNAL), List.of(), key.encoded(), new byte[0]);
    } else if (envelope == null) {
      kept = EntryFormat.encode(EntryHeader.of(0, clock.next(), deadline), List.of(), key.encoded(), payload);
    } else {
      // What some copy may have, others may have read and replaced: with another version it would come back after that.
      kept = envelope;
    }
    Version cleared = drops.generationOf(cache);
    FleetState state = keeper.met();
    Version generation = cleared != null || state == null ? cleared : state.view().generationOf(cache);
    figures.dropped.increment();
    overflowed(drops.add(new Drop(cache, key.encoded(), key.tail(), kept, generation, time.nanos()), clock.next()), "more was dropped than it remembers");
  }

  /** Remembers that a cache was cleared. */
  void rememberCleared(String cache) {
    figures.dropped.increment();
    drops.clear(cache, clock.next());
  }

  /**
   * Delivers what can be delivered now. The first view of a fleet is left to the application's own operations, which know how long they can wait for
   * servers to start.
   *
   * @return whether nothing is left
   */
  public boolean deliver(Deadline within) {
    if (drops.isEmpty()) {
      return true;
    }
    return keeper.met() != null && delivering.tryLock() && deliverHeld(within);
  }

  private boolean deliverHeld(Deadline within) {
    try {
      prepare(within);
      for (String cache : drops.caches()) {
        List<Drop> all = drops.of(cache);
        for (int from = 0; from < all.size() && !within.hasPassed(); from += FleetBulk.GROUP) {
          deliver(cache, all.subList(from, Math.min(all.size(), from + FleetBulk.GROUP)), within);
        }
      }
    } catch (FleetUnavailableException | NodeException e) {
      LOG.debug("Fleet {}: what was dropped could not be delivered yet.", namespace, e);
    } finally {
      delivering.unlock();
    }
    return drops.isEmpty();
  }

  /** Tries for the last time; what is left is lost, and that is said. */
  public void close(Deadline within) {
    if (drops.isEmpty() || (tryLock(within) && deliverHeld(within))) {
      return;
    }
    LOG.warn(
        "Fleet {}: {} writes and removals that were dropped while no copy was reachable are lost, since not every server that they belong to"
            + " answered before the last cache was closed. What they were to replace may be read again.",
        namespace, drops.count());
    figures.discarded.add(drops.count());
  }

  private boolean isDue() {
    return time.nanos() - lastTry >= TRY_EVERY_NANOS;
  }

  private @Nullable Standing find(String cache, EntryKey key) {
    Drop drop = drops.find(cache, key.encoded());
    if (drop != null) {
      return new Standing(drop);
    }
    return drops.isCleared(cache) ? Standing.CLEARED : null;
  }

  private void deliverOne(Standing standing, Deadline within) {
    if (!tryLock(within)) {
      return;
    }
    try {
      prepare(within);
      Drop drop = standing.drop;
      // Forgotten by now, perhaps, or overtaken.
      if (drop != null && drops.find(drop.cache(), drop.key()) == drop) {
        deliver(drop.cache(), List.of(drop), within);
      }
    } catch (FleetUnavailableException | NodeException e) {
      LOG.debug("Fleet {}: what was dropped could not be delivered yet.", namespace, e);
    } finally {
      delivering.unlock();
    }
  }

  private boolean tryLock(Deadline within) {
    try {
      return delivering.tryLock(Math.max(0, within.remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What comes before any write. */
  private void prepare(Deadline within) {
    lastTry = time.nanos();
    overflowed(drops.expire(time.nanos(), clock.next()), "it was remembered for too long");
    keeper.usable(within);
    deliverCleared(within);
  }

  private void deliverCleared(Deadline within) {
    Version all = drops.toClearAll();
    if (all != null) {
      keeper.newGenerationOfAll(all, within);
      drops.clearAllDelivered(all);
    }
    for (Map.Entry<String, Version> cleared : drops.toClear().entrySet()) {
      keeper.newGeneration(cleared.getKey(), cleared.getValue(), within);
      drops.clearDelivered(cleared.getKey(), cleared.getValue());
      figures.delivered.increment();
    }
  }

  private void deliver(String cache, List<Drop> group, Deadline within) {
    CacheParts of = parts(cache);
    Version current = keeper.usable(within).view().generationOf(cache);
    List<Drop> wanted = new ArrayList<>(group.size());
    List<EntryKey> keys = new ArrayList<>(group.size());
    for (Drop drop : group) {
      if (drop.belongsTo(current)) {
        wanted.add(drop);
        keys.add(EntryKey.named(drop.key(), drop.tail()));
      } else {
        // The cache was cleared since: nobody reads what it was to replace.
        superseded(drop);
      }
    }
    if (!kind.conditionalWrites()) {
      withoutOvertaken(of, wanted, keys, within);
    }
    if (wanted.isEmpty()) {
      return;
    }
    if (!kind.listing()) {
      of.index.note(keys, within);
    }
    boolean[] delivered = of.bulk.deliver(keys, wanted.stream().map(Drop::envelope).toList(), current, within);
    for (int i = 0; i < delivered.length; i++) {
      if (delivered[i]) {
        drops.delivered(wanted.get(i));
        figures.delivered.increment();
      }
    }
  }

  /** Where servers cannot compare versions, what has been overtaken is found by a look. */
  private void withoutOvertaken(CacheParts of, List<Drop> wanted, List<EntryKey> keys, Deadline within) {
    List<Found> found = of.bulk.readAll(keys, () -> within);
    for (int i = wanted.size() - 1; i >= 0; i--) {
      Version there = found.get(i).version();
      if (there != null && there.isAfter(wanted.get(i).header().version())) {
        superseded(wanted.remove(i));
        keys.remove(i);
      }
    }
  }

  private void overflowed(int forgotten, String why) {
    if (forgotten > 0) {
      figures.discarded.add(forgotten);
      LOG.warn(
          "Fleet {}: {} writes and removals that were dropped while no copy was reachable are forgotten, since {}. As soon as a server answers,"
              + " all caches of this namespace begin anew, empty, so that nothing old is read.",
          namespace, forgotten, why);
    }
  }

  /** What stands against asking the servers: a write that they do not know of, or, without one, that the cache was cleared. */
  static final class Standing {

    static final Standing CLEARED = new Standing(null);

    final @Nullable Drop drop;

    private Standing(@Nullable Drop drop) {
      this.drop = drop;
    }
  }
}
