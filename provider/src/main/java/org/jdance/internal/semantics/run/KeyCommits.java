package org.jdance.internal.semantics.run;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Swapped;
import org.jdance.internal.semantics.decide.Change;
import org.jdance.internal.semantics.decide.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is under way for one key: at most one group on its way to the store, and behind it one that gathers. Over once nothing is left, or once a
 * group was not written, since all behind it was decided on what it would have left.
 */
final class KeyCommits {

  /** Guards all but the tail; never held while the store or user code is called. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition moved = lock.newCondition();
  private @Nullable Group gathering;
  private boolean over;

  /** What the last operation left, as the next will see it; used by whoever holds the key. */
  private @Nullable StoredEntry tail;

  private @Nullable Payload unread;
  private long unreadDeadline;

  /** With a first group, whose leader is this thread and begins at once. */
  KeyCommits(Group first, Share<?> share) {
    tail = share.prior;
    first.add(share);
    append(share.outcome);
  }

  /** What the next operation finds. The caller holds the key. */
  @Nullable StoredEntry tail(EntryStore store) {
    Payload payload = unread;
    if (payload != null) {
      tail = store.asRead(payload, unreadDeadline);
      unread = null;
    }
    return tail;
  }

  /** Whether there is something to join; waits while the gathering group is full. The caller holds the key. */
  boolean awaitRoom() {
    lock.lock();
    try {
      while (!over && gathering != null && gathering.isFull()) {
        moved.awaitUninterruptibly();
      }
      return !over;
    } finally {
      lock.unlock();
    }
  }

  /** Adds to the gathering group what was decided on the tail; null if that has come to nothing meanwhile. The caller holds the key. */
  @Nullable Group join(Share<?> share) {
    lock.lock();
    try {
      if (over) {
        return null;
      }
      if (gathering == null) {
        gathering = new Group(null, true);
      }
      gathering.add(share);
      append(share.outcome);
      return gathering;
    } finally {
      lock.unlock();
    }
  }

  private void append(Outcome outcome) {
    if (outcome.change() == Change.WRITE) {
      unread = outcome.payload();
      unreadDeadline = outcome.deadline();
    } else if (outcome.change() == Change.REMOVE) {
      unread = null;
      tail = null;
    } else if (outcome.change() == Change.TOUCH && tail != null) {
      tail = new StoredEntry(tail.payload(), outcome.deadline(), tail.token());
    }
  }

  /** The gathering group begins, by its leader; nobody can join it any more. */
  void takeOff() {
    lock.lock();
    try {
      gathering = null;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The flying group was written, and the one behind it may begin.
   *
   * @return whether all is over
   */
  boolean land(Swapped there) {
    Group next;
    boolean clear;
    lock.lock();
    try {
      next = gathering;
      clear = next != null && there.isKnown();
      if (!clear) {
        close();
      }
    } finally {
      lock.unlock();
    }
    if (next != null && clear) {
      next.clear(there.entry());
    } else if (next != null) {
      next.end(Group.End.AGAIN, null);
    }
    return !clear;
  }

  /** The flying group was not written, or nobody knows. */
  void fail() {
    Group next;
    lock.lock();
    try {
      next = gathering;
      close();
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.end(Group.End.AGAIN, null);
    }
  }

  private void close() {
    over = true;
    gathering = null;
    moved.signalAll();
  }

  /** Waits until nothing is under way any more. The caller holds the key, so that nothing can join. */
  void drain() {
    lock.lock();
    try {
      while (!over) {
        moved.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
