package org.jdance.internal.semantics.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The asynchronous deliveries of a cache: one at a time and in order for each key, on the manager's threads.
 *
 * <p>Bounded twice: above {@link #SLOW_DOWN_ABOVE} whoever causes events waits for room, and above {@link #DROP_ABOVE} events are dropped.
 */
final class AsyncLanes {

  static final int SLOW_DOWN_ABOVE = 16_384;
  static final int DROP_ABOVE = 2 * SLOW_DOWN_ABOVE;

  private static final Logger LOG = LoggerFactory.getLogger(AsyncLanes.class);

  /**
   * Set while this thread delivers, of whatever cache: all share the threads that make room, so that one of them must not wait for room itself.
   */
  private static final ThreadLocal<Boolean> DELIVERING = new ThreadLocal<>();

  private final String cacheName;
  private final Executor executor;

  /** Guards all that follows; never held while a listener runs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition lessPending = lock.newCondition();
  private final Map<Object, Queue<Runnable>> lanes = new HashMap<>();
  private int pending;
  private boolean droppedAsTooMany;
  private boolean droppedAsRefused;

  AsyncLanes(String cacheName, Executor executor) {
    this.cacheName = cacheName;
    this.executor = executor;
  }

  /** Puts a delivery behind the others of its key. The caller has the key's lock. */
  void add(Object key, Runnable work) {
    boolean first;
    lock.lock();
    try {
      if (pending >= DROP_ABOVE) {
        droppedAsTooMany();
        return;
      }
      pending++;
      Queue<Runnable> lane = lanes.get(key);
      first = lane == null;
      if (lane == null) {
        lane = new ArrayDeque<>(2);
        lanes.put(key, lane);
      }
      lane.add(work);
    } finally {
      lock.unlock();
    }
    if (first) {
      start(key);
    }
  }

  /** Waits until there is room for more, at most so long; a listener that causes events itself does not wait. */
  void awaitRoom(long nanos) {
    if (DELIVERING.get() == null) {
      awaitAtMost(SLOW_DOWN_ABOVE, nanos);
    }
  }

  /**
   * Waits until all has been delivered, at most so long.
   *
   * @return whether all has been delivered
   */
  boolean drain(long nanos) {
    return awaitAtMost(0, nanos);
  }

  private boolean awaitAtMost(int count, long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (pending > count && left > 0) {
        left = lessPending.awaitNanos(left);
      }
      return pending <= count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void start(Object key) {
    try {
      executor.execute(() -> run(key));
    } catch (RejectedExecutionException closed) {
      abandon(key);
    } catch (Error e) {
      // No thread could be started.
      abandon(key);
      throw e;
    }
  }

  private void abandon(Object key) {
    lock.lock();
    try {
      Queue<Runnable> lane = lanes.remove(key);
      int count = lane == null ? 0 : lane.size();
      pending -= count;
      droppedAsRefused(count);
      lessPending.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run(Object key) {
    Boolean outer = DELIVERING.get();
    DELIVERING.set(true);
    try {
      deliver(key);
    } finally {
      if (outer == null) {
        DELIVERING.remove();
      }
    }
  }

  private void deliver(Object key) {
    for (Runnable work = next(key, false); work != null; work = next(key, true)) {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        // An error too: the lane must go on, and nobody else would hear of it.
        LOG.warn("Cache {}: an asynchronous listener failed.", cacheName, e);
      }
    }
  }

  private @Nullable Runnable next(Object key, boolean oneDone) {
    lock.lock();
    try {
      if (oneDone) {
        pending--;
        lessPending.signalAll();
      }
      Queue<Runnable> lane = lanes.get(key);
      Runnable work = lane == null ? null : lane.poll();
      if (work == null) {
        lanes.remove(key);
      }
      return work;
    } finally {
      lock.unlock();
    }
  }

  private void droppedAsTooMany() {
    if (!droppedAsTooMany) {
      droppedAsTooMany = true;
      LOG.warn(
          "Cache {}: its asynchronous listeners are too slow, more than {} events are waiting; events are being dropped. Make the listeners"
              + " faster or fewer.",
          cacheName,
          DROP_ABOVE);
    }
  }

  private void droppedAsRefused(int count) {
    if (!droppedAsRefused && count > 0) {
      droppedAsRefused = true;
      LOG.warn(
          "Cache {}: events do not reach its asynchronous listeners, since no thread takes them: the cache is being closed, or those of other"
              + " caches keep all threads busy.",
          cacheName);
    }
  }
}
