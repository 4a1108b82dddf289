package org.jdance.internal.semantics.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order in which synchronous listeners hear of one key: a queue of tickets a key, drawn while the key is locked, run afterwards by the
 * threads that drew them, each when its turn comes.
 *
 * <p>A listener may use the cache. Where waiting for a turn would close a circle, the ticket is left to whoever is being waited for, who runs it
 * after its own: the order stays, only the waiting ends.
 */
final class SyncLanes {

  private static final Logger LOG = LoggerFactory.getLogger(SyncLanes.class);

  private final String cacheName;

  /** Guards all that follows and the fields of tickets; never held while a listener runs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Object, Deque<Ticket>> lanes = new HashMap<>();

  SyncLanes(String cacheName) {
    this.cacheName = cacheName;
  }

  /** Draws a ticket for a thread that will call {@link #run}. Nobody else can change the key meanwhile. */
  Ticket draw(Object key, Thread runner, Runnable work) {
    lock.lock();
    try {
      Ticket ticket = new Ticket(key, runner, work, lock.newCondition());
      lanes.computeIfAbsent(key, k -> new ArrayDeque<>()).addLast(ticket);
      return ticket;
    } finally {
      lock.unlock();
    }
  }

  /** Runs the ticket's work when its turn comes, and after it what others have left. Throws what the work throws. */
  void run(Ticket ticket) {
    if (!awaitTurn(ticket)) {
      return;
    }
    try {
      ticket.work.run();
    } finally {
      for (Ticket left = finish(ticket); left != null; left = finish(left)) {
        runLeft(left);
      }
    }
  }

  private boolean awaitTurn(Ticket ticket) {
    lock.lock();
    try {
      for (Ticket first = first(ticket.key); first != null && first != ticket; first = first(ticket.key)) {
        try {
          WaitGraph.enter(first, cacheName);
        } catch (CacheException circle) {
          ticket.left = true;
          return false;
        }
        try {
          ticket.turn.awaitUninterruptibly();
        } finally {
          WaitGraph.leave();
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a ticket out and answers the next one of its lane if that has been left. */
  private @Nullable Ticket finish(Ticket done) {
    lock.lock();
    try {
      done.runner = null;
      Deque<Ticket> lane = lanes.get(done.key);
      if (lane == null) {
        return null;
      }
      lane.removeFirst();
      Ticket next = lane.peekFirst();
      if (next == null) {
        lanes.remove(done.key);
        return null;
      }
      if (next.left) {
        next.runner = Thread.currentThread();
      }
      // Everyone who waits looks again: whom they wait for has changed.
      lane.forEach(waiting -> waiting.turn.signal());
      return next.left ? next : null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Ticket first(Object key) {
    Deque<Ticket> lane = lanes.get(key);
    return lane == null ? null : lane.peekFirst();
  }

  private void runLeft(Ticket left) {
    try {
      left.work.run();
    } catch (RuntimeException | Error e) {
      // An error too: tickets behind this one must get their turn.
      LOG.warn("Cache {}: a synchronous listener failed after the operation that caused its event had returned.", cacheName, e);
    }
  }

  /** A place in the queue of a key. */
  static final class Ticket implements WaitGraph.Awaited {

    private final Object key;
    private final Runnable work;
    private final Condition turn;
    /** Read without the lock. */
    private volatile @Nullable Thread runner;

    private boolean left;

    private Ticket(Object key, Thread runner, Runnable work, Condition turn) {
      this.key = key;
      this.runner = runner;
      this.work = work;
      this.turn = turn;
    }

    @Override
    public @Nullable Thread owner() {
      return runner;
    }
  }
}
