package org.jdance.internal.semantics.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may change a key in this JVM: one at a time.
 *
 * <p>An operation without user code locks its key's stripe for as long as it runs. One with user code <em>holds</em> its key: the stripe is
 * locked only to enter and to take out the hold, so that slow user code delays nobody but those who want the same key. Waiting for a hold takes
 * as long as the user code takes; user code that waits for itself in a circle is refused ({@link WaitGraph}).
 */
final class KeyLocks {

  private static final int STRIPES = 256;

  private final String cacheName;
  private final Stripe[] stripes = new Stripe[STRIPES];

  /**
   * Held, as if it were a key, while several keys are taken whose order by hash code is not unique, so that two bulk operations never meet
   * crosswise. Not a lock: whoever waits for a key meanwhile is waited for in turn, and a circle of that must be seen.
   */
  private final Object ties = new Object();

  KeyLocks(String cacheName) {
    this.cacheName = cacheName;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** Locks the key's stripe once nobody holds the key; {@link #unlock} must follow. */
  void lock(Object key) {
    Stripe stripe = stripe(key);
    stripe.lock();
    boolean free = false;
    try {
      stripe.awaitFree(key);
      free = true;
    } finally {
      if (!free) {
        stripe.unlock();
      }
    }
  }

  void unlock(Object key) {
    stripe(key).unlock();
  }

  /** Holds the key for user code once nobody else does; {@link #release} must follow. */
  void hold(Object key) {
    Stripe stripe = stripe(key);
    stripe.lock();
    try {
      stripe.awaitFree(key);
      stripe.holders.put(key, new Hold());
      stripe.held = stripe.holders.size();
    } finally {
      stripe.unlock();
    }
  }

  void release(Object key) {
    Stripe stripe = stripe(key);
    stripe.lock();
    try {
      Hold hold = stripe.holders.remove(key);
      if (hold != null) {
        hold.owner = null;
      }
      stripe.held = stripe.holders.size();
      stripe.released.signalAll();
    } finally {
      stripe.unlock();
    }
  }

  /**
   * Holds all keys, taken in one order by everyone; {@link #releaseAll} with the answer must follow.
   *
   * @return the keys held, each once
   */
  List<Object> holdAll(Collection<?> keys) {
    List<Object> ordered = new ArrayList<>(keys);
    ordered.sort(Comparator.comparingInt(Object::hashCode));
    boolean tied = false;
    for (int i = 1; i < ordered.size() && !tied; i++) {
      tied = ordered.get(i - 1).hashCode() == ordered.get(i).hashCode();
    }
    List<Object> held = new ArrayList<>(ordered.size());
    boolean complete = false;
    if (tied) {
      hold(ties);
    }
    try {
      for (Object key : ordered) {
        hold(key);
        held.add(key);
      }
      complete = true;
    } finally {
      if (tied) {
        release(ties);
      }
      if (!complete) {
        releaseAll(held);
      }
    }
    return held;
  }

  void releaseAll(List<Object> held) {
    held.forEach(this::release);
  }

  /** Whether user code may be running for the key, in which case a write that takes no lock must take it after all. */
  boolean mayBeHeld(Object key) {
    return stripe(key).held != 0;
  }

  private Stripe stripe(Object key) {
    int hash = key.hashCode();
    return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
  }

  /** That a thread holds a key. */
  private static final class Hold implements WaitGraph.Awaited {

    private volatile @Nullable Thread owner = Thread.currentThread();

    @Override
    public @Nullable Thread owner() {
      return owner;
    }
  }

  /** A lock and the holds of the keys that fall to it. */
  private final class Stripe extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    private final transient Condition released = newCondition();
    private final transient Map<Object, Hold> holders = new HashMap<>(2);
    private volatile int held;

    private void awaitFree(Object key) {
      @Nullable Hold holder;
      while ((holder = holders.get(key)) != null) {
        WaitGraph.enter(holder, cacheName);
        try {
          released.awaitUninterruptibly();
        } finally {
          WaitGraph.leave();
        }
      }
    }
  }
}
