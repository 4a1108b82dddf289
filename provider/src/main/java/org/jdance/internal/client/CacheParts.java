package org.jdance.internal.client;

import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.HybridClock;

/** All that works on one cache's entries, shared by those of this JVM who have it open, so that they keep out of each other's way. */
final class CacheParts {

  final FleetContext context;
  final FleetReads reads;
  final FleetWrites writes;
  final FleetUpdates updates;
  final FleetTouches touches;
  final FleetBulk bulk;
  final KeyIndex index;

  CacheParts(String namespace, String cacheName, ViewKeeper keeper, HybridClock clock, FleetKind kind, TimeSource time) {
    this.context = new FleetContext(namespace, cacheName, keeper, clock, kind.conditionalWrites(), time);
    this.reads = new FleetReads(context, new DecodeCounts(cacheName, keeper.figures(), time));
    this.writes = new FleetWrites(context, reads);
    this.updates = new FleetUpdates(context, reads, writes);
    this.touches = new FleetTouches(context, reads);
    this.bulk = new FleetBulk(context, reads, writes);
    this.index = new KeyIndex(context, reads, writes, updates, bulk);
  }
}
