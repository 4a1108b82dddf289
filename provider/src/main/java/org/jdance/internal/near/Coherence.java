package org.jdance.internal.near;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far one near cache may trust what it holds: written by whoever hears of changes elsewhere, read by every look.
 *
 * <p>A change of a key is one more on the counter of its stripe; keys that share a stripe are thought changed together. An entry carries the
 * counter as it was before the entry was asked for, and holds while that still is the counter. So no change between the question and the answer
 * goes unnoticed, and nobody ever has to find an entry to make it invalid.
 *
 * <p>Above that stands the epoch: as long as changes are surely heard it is a positive number, another one each time hearing begins anew. An entry
 * of another epoch may have missed a change. It is answered for a while if nothing is heard now, then looked after by its version.
 */
public final class Coherence {

  /** The epoch of what was read or looked after while nothing was heard. */
  static final int UNHEARD = 0;

  /** No entry has this epoch. */
  private static final int NONE = -1;

  private static final int MIN_STRIPES = 1 << 10;
  private static final int MAX_STRIPES = 1 << 20;

  private final boolean heard;
  private final long maxStalenessNanos;
  private final AtomicIntegerArray stripes;
  private final LongAdder notices = new LongAdder();
  private final LongAdder flushes = new LongAdder();

  /** What entries must have to be answered without another thought. */
  private volatile int current = NONE;

  private volatile int lostEpoch = NONE;
  private volatile long lastHeard;
  private volatile long heardAt;
  private int epochs;

  /**
   * The trust of a near cache that has heard nothing yet.
   *
   * @param heard whether changes elsewhere will ever be heard; otherwise entries hold by their age alone
   * @param maxStaleness how old an answer may be while they are not
   * @param entries about how many entries there will be
   */
  public Coherence(boolean heard, Duration maxStaleness, long entries) {
    this.heard = heard;
    this.maxStalenessNanos = maxStaleness.toNanos();
    long wanted = Math.min(MAX_STRIPES, Math.max(MIN_STRIPES, 2 * Math.min(entries, MAX_STRIPES)));
    this.stripes = new AtomicIntegerArray(Integer.highestOneBit((int) wanted - 1) << 1);
  }

  // For whoever hears.

  /** A key has changed somewhere. */
  public void changed(int noticeHash) {
    notices.increment();
    stripes.incrementAndGet(stripe(noticeHash));
  }

  /** From now on every change is heard. */
  public synchronized void established() {
    current = ++epochs;
  }

  /** Something has changed that may concern every entry: each is looked after before it is answered again. */
  public synchronized void allChanged() {
    flushes.increment();
    if (current != NONE) {
      current = ++epochs;
    }
  }

  /** Every change before this moment of the monotonic clock has been heard. */
  public void heardUntil(long nanos) {
    heardAt = nanos;
  }

  long heardAt() {
    return heardAt;
  }

  /**
   * From now on changes may go unheard.
   *
   * @param lastHeardNanos when they surely were heard last, by the monotonic clock
   */
  public synchronized void lost(long lastHeardNanos) {
    if (current != NONE) {
      lastHeard = lastHeardNanos;
      lostEpoch = current;
      current = NONE;
    }
  }

  // For the store.

  /** The stripe of a key. */
  int stripe(int noticeHash) {
    int spread = noticeHash * 0x9E3779B9;
    return (spread ^ (spread >>> 16)) & (stripes.length() - 1);
  }

  /** The counter of a stripe. */
  int stamp(int stripe) {
    return stripes.get(stripe);
  }

  /** One more change on a stripe, made by this JVM itself. */
  void changedHere(int stripe) {
    stripes.incrementAndGet(stripe);
  }

  /** This JVM clears the cache: nothing that was read before, or is being read, holds any more. */
  void clearedHere() {
    for (int i = 0; i < stripes.length(); i++) {
      stripes.incrementAndGet(i);
    }
  }

  /** The epoch to ask a question in, or one that says that the answer cannot be kept. */
  int epochOfFill() {
    int epoch = current;
    return epoch == NONE && !heard ? UNHEARD : epoch;
  }

  /** The epoch in which an entry is looked after. */
  int epochOfLook() {
    int epoch = current;
    return epoch == NONE ? UNHEARD : epoch;
  }

  static boolean mayKeep(int epochOfFill) {
    return epochOfFill != NONE;
  }

  /** Whether an entry holds, deadline apart. */
  boolean holds(NearEntry entry) {
    return entry.epoch == current && entry.stamp == stripes.get(entry.stripe);
  }

  /** Whether an entry is known to have changed. */
  boolean hasChanged(NearEntry entry) {
    return entry.stamp != stripes.get(entry.stripe);
  }

  /** Whether an entry that may have missed a change may be answered all the same, since nothing is heard now and it is not old. */
  boolean isYoung(NearEntry entry, long nowNanos) {
    if (current != NONE) {
      return false;
    }
    long since = entry.epoch == lostEpoch && lastHeard - entry.askedNanos > 0 ? lastHeard : entry.askedNanos;
    return nowNanos - since <= maxStalenessNanos;
  }

  // For whoever watches.

  /** Whether changes elsewhere are told at all, or entries hold by their age alone. */
  public boolean isTold() {
    return heard;
  }

  /** Whether changes are heard now. */
  public boolean isHeard() {
    return current != NONE;
  }

  /** How old an answer may be at most while changes are not heard. */
  public Duration maxStaleness() {
    return Duration.ofNanos(maxStalenessNanos);
  }

  /** How many changes of keys were heard. */
  public long notices() {
    return notices.sum();
  }

  /** How many times all entries had to be looked after because of one change. */
  public long flushes() {
    return flushes.sum();
  }
}
