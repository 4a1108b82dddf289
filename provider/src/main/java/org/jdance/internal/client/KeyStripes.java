package org.jdance.internal.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;

/**
 * Keeps the threads of this JVM apart that change one entry of a fleet whose servers cannot: a look and a write are one step among them, and all
 * copies get their writes in one order. Where all servers decide themselves nothing is locked.
 */
final class KeyStripes {

  private static final int STRIPES = 256;

  private final boolean needed;
  private final TimeSource time;
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  KeyStripes(boolean needed, TimeSource time) {
    this.needed = needed;
    this.time = time;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /** Does something that changes the entry of this key. */
  <T> T holding(EntryKey key, Deadline within, Supplier<T> work) {
    return needed ? holding(List.of(key), within, work) : work.get();
  }

  /** Does something that changes the entries of these keys. */
  <T> T holding(List<EntryKey> keys, Deadline within, Supplier<T> work) {
    if (!needed) {
      return work.get();
    }
    TreeSet<Integer> wanted = new TreeSet<>();
    keys.forEach(key -> wanted.add(Math.floorMod(Arrays.hashCode(key.encoded()), STRIPES)));
    List<ReentrantLock> held = new ArrayList<>(wanted.size());
    try {
      for (int stripe : wanted) {
        lock(stripes[stripe], within);
        held.add(stripes[stripe]);
      }
      return work.get();
    } finally {
      held.forEach(ReentrantLock::unlock);
    }
  }

  private void lock(ReentrantLock stripe, Deadline within) {
    try {
      if (stripe.tryLock(Math.max(0, within.remainingNanos()), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failures(time).unavailable("interrupted while another change of the same entry was under way");
    }
    throw new Failures(time).unavailable("another change of the same entry was still under way");
  }
}
