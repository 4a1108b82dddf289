package org.jdance.internal.near;

import org.jdance.internal.entry.StoredEntry;

/** One entry of a near cache, with what was known before it was asked for. Immutable. */
final class NearEntry {

  final StoredEntry stored;
  final int stripe;

  /** The stripe's counter before the entry was asked for. */
  final int stamp;

  /** The epoch in which it was asked for. */
  final int epoch;

  /** When it was asked for, by the monotonic clock. */
  final long askedNanos;

  /** What it counts for against a bound in bytes. */
  final int weight;

  NearEntry(StoredEntry stored, int stripe, int stamp, int epoch, long askedNanos, int weight) {
    this.stored = stored;
    this.stripe = stripe;
    this.stamp = stamp;
    this.epoch = epoch;
    this.askedNanos = askedNanos;
    this.weight = weight;
  }

  /** The same entry, found to be the latest at another moment. */
  NearEntry lookedAfter(int newStamp, int newEpoch, long newAskedNanos) {
    return new NearEntry(stored, stripe, newStamp, newEpoch, newAskedNanos, weight);
  }
}
