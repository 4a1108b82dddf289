package org.jdance.internal.client;

import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jspecify.annotations.Nullable;

/** What all operations on one cache of a fleet share: where its keys are, and how long servers keep what. */
final class FleetContext {

  /**
   * How long a tombstone lives, and how long servers keep an entry behind its deadline where versions are compared: longer than any write that was
   * under way when it was made.
   */
  static final long TOMBSTONE_MILLIS = 3_600_000;

  /** How long a server keeps an entry behind its deadline where versions do not matter, for clocks that differ. */
  static final long SINGLE_SLACK_MILLIS = 60_000;

  final String cacheName;
  final ViewKeeper keeper;
  final HybridClock clock;
  final TimeSource time;
  final KeyStripes stripes;
  private final String namespace;
  private volatile @Nullable Prefixes prefixes;
  private volatile boolean alwaysVersioned;

  FleetContext(String namespace, String cacheName, ViewKeeper keeper, HybridClock clock, boolean serversDecide, TimeSource time) {
    this.namespace = namespace;
    this.cacheName = cacheName;
    this.keeper = keeper;
    this.clock = clock;
    this.time = time;
    this.stripes = new KeyStripes(!serversDecide, time);
  }

  /** From now on single copies, too, are compared by version: what was dropped may have to be delivered later. */
  void versionAlways() {
    alwaysVersioned = true;
  }

  /** Whether a write has to leave a later version alone, and a removal to leave a tombstone. */
  boolean isVersioned(FleetState state) {
    return state.copies() > 1 || alwaysVersioned;
  }

  /** The key of an entry on one node. */
  byte[] wireKey(FleetState state, int index, EntryKey key) {
    return key.wireKey(prefix(state, index));
  }

  /** What the keys of this cache's entries begin with on one node. */
  byte[] prefix(FleetState state, int index) {
    Prefixes known = prefixes;
    if (known == null || known.state != state) {
      known = new Prefixes(state, prefixes(state));
      prefixes = known;
    }
    return known.prefixes[index];
  }

  private byte[][] prefixes(FleetState state) {
    Version generation = state.view().generationOf(cacheName);
    byte[][] all = new byte[state.size()][];
    for (int i = 0; i < all.length; i++) {
      Member member = state.view().members().get(i);
      all[i] = WireKeys.prefix(namespace, cacheName, member.incarnation(), generation);
    }
    return all;
  }

  /** The server's time to live of an entry or a tombstone. */
  long timeToLive(FleetState state, EntryHeader header) {
    return timeToLive(header, versionedCopies(state), time);
  }

  /** The server's time to live of an entry with this deadline. */
  long timeToLive(FleetState state, long deadline) {
    return timeToLive(deadline, versionedCopies(state), time);
  }

  private int versionedCopies(FleetState state) {
    return isVersioned(state) ? Math.max(2, state.copies()) : state.copies();
  }

  /** The server's time to live of an entry or a tombstone of which there are so many copies. */
  static long timeToLive(EntryHeader header, int copies, TimeSource time) {
    return header.isTombstone() ? TOMBSTONE_MILLIS : timeToLive(header.deadline(), copies, time);
  }

  private static long timeToLive(long deadline, int copies, TimeSource time) {
    if (deadline == StoredEntry.ETERNAL) {
      return Node.NO_EXPIRY;
    }
    long slack = copies == 1 ? SINGLE_SLACK_MILLIS : TOMBSTONE_MILLIS;
    long left = deadline - time.millis();
    return left > Node.NO_EXPIRY - slack ? Node.NO_EXPIRY : Math.max(1, left + slack);
  }

  /** The wire keys' beginnings under one state. */
  private static final class Prefixes {
    final FleetState state;
    final byte[][] prefixes;

    Prefixes(FleetState state, byte[][] prefixes) {
      this.state = state;
      this.prefixes = prefixes;
    }
  }
}
