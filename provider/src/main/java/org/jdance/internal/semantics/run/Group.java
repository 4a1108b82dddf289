package org.jdance.internal.semantics.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;
import org.jdance.OutcomeUnknownException;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Change;
import org.jdance.internal.semantics.decide.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Operations on one key that are written together: each was decided on what the one before left, the first on the basis. Written by the thread of
 * the first, for which the others wait.
 *
 * <p>Changed under the lock of its {@link KeyCommits} until it is taken off, then by its leader alone; read by the others once it has ended.
 */
final class Group {

  /** How many operations are written together at most. */
  static final int MAX_SHARES = 256;

  private final Thread leader = Thread.currentThread();
  private final List<Share<?>> shares = new ArrayList<>(4);

  /** Whether what the first was decided on is known to have been there; a guess is so only once a write has confirmed it. */
  private final boolean isVerified;

  private @Nullable StoredEntry basis;
  private Change change = Change.NONE;
  private @Nullable Payload payload;
  private long deadline;
  private int firstChange = MAX_SHARES;
  private volatile boolean cleared;
  private volatile @Nullable End end;
  private @Nullable Throwable failure;

  Group(@Nullable StoredEntry basis, boolean isVerified) {
    this.basis = basis;
    this.isVerified = isVerified;
  }

  /** How the operations of a group end that have changed something, and those that saw it. */
  enum End {
    /** All is as they decided. */
    DONE,
    /** Nothing was done: they decide anew. */
    AGAIN,
    /** What they changed may or may not have been done; those that only saw it decide anew. */
    FAILED
  }

  void add(Share<?> share) {
    Outcome outcome = share.outcome;
    if (share.changes()) {
      firstChange = Math.min(firstChange, shares.size());
      // A deadline that is moved behind a write is part of the write.
      change = outcome.change() == Change.TOUCH && change == Change.WRITE ? Change.WRITE : outcome.change();
      payload = change == Change.WRITE ? outcome.payload() : null;
      deadline = outcome.deadline();
    }
    shares.add(share);
  }

  boolean isFull() {
    return shares.size() >= MAX_SHARES;
  }

  List<Share<?>> shares() {
    return shares;
  }

  /** What all of it comes to. */
  Change change() {
    return change;
  }

  /** The value to write, for {@link Change#WRITE}. */
  @Nullable Payload payload() {
    return payload;
  }

  long deadline() {
    return deadline;
  }

  @Nullable StoredEntry basis() {
    return basis;
  }

  /** Says that what it was decided on has been written, and that its leader may begin. */
  void clear(@Nullable StoredEntry written) {
    basis = written;
    cleared = true;
    LockSupport.unpark(leader);
  }

  /** Says how it ended. */
  void end(End how, @Nullable Throwable cause) {
    failure = cause;
    end = how;
    Thread self = Thread.currentThread();
    for (Share<?> share : shares) {
      if (share.thread != self) {
        LockSupport.unpark(share.thread);
      }
    }
  }

  /** Waits until it has ended, or until this thread has to write it. */
  void await() {
    boolean interrupted = false;
    while (end == null && !(cleared && Thread.currentThread() == leader)) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  boolean hasEnded() {
    return end != null;
  }

  /** How it ended for one of its operations. What saw nothing but a verified basis, and changed nothing, is done in any case. */
  End endOf(Share<?> share) {
    End how = end;
    if (how == null) {
      throw new IllegalStateException("a group that is still under way was asked how it ended");
    }
    if (how != End.DONE && isVerified && shares.indexOf(share) < firstChange) {
      return End.DONE;
    }
    return how == End.FAILED && !share.changes() ? End.AGAIN : how;
  }

  /** What an operation throws whose group failed: an exception of its own. */
  RuntimeException failure() {
    Throwable cause = failure;
    if (Thread.currentThread() == leader) {
      if (cause instanceof Error error) {
        throw error;
      }
      if (cause instanceof RuntimeException exception) {
        return exception;
      }
    }
    if (cause instanceof OutcomeUnknownException) {
      return new OutcomeUnknownException(String.valueOf(cause.getMessage()), cause);
    }
    return cause instanceof CacheException
        ? new CacheException(cause.getMessage(), cause.getCause())
        : new CacheException("An operation failed together with another on the same entry, by which it was to be written; see the cause.", cause);
  }
}
