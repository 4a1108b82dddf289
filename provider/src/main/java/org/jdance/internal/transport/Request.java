package org.jdance.internal.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jdance.internal.base.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * One request over a pipelined connection, and in time its reply. A node extends it with the bytes of its protocol.
 *
 * <p>Submitted once. Awaited by any number of threads; the one that awaits receives for all whose requests are on the same connection.
 *
 * @param <T> the reply
 */
public abstract class Request<T> {

  /** The outcome of a request whose bytes are, or are about to be, on their way. Before it, the outcome is null. */
  private static final Object SENT = new Object();

  private static final VarHandle OUTCOME;
  private static final VarHandle WAITER;

  static {
    try {
      OUTCOME = MethodHandles.lookup().findVarHandle(Request.class, "outcome", Object.class);
      WAITER = MethodHandles.lookup().findVarHandle(Request.class, "waiter", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Null, then SENT, then the reply or a RuntimeException; or without SENT if it was never sent. */
  private volatile @Nullable Object outcome;

  private volatile @Nullable Thread waiter;

  /** The request behind this one on the connection; belongs to {@link RequestQueue}. */
  volatile @Nullable Request<?> next;

  /** Where its first byte is in all that the connection sends, once encoded; published by what says how far the sending is. */
  long start = Long.MAX_VALUE;

  /** The request whose waiters wait for this one, or null. */
  private @Nullable Request<?> onBehalfOf;

  private @Nullable Connection connection;
  private Deadline sendBy = Deadline.NONE;

  /** Puts the request's bytes. Called with all that it needs known, by one thread; never fails. */
  protected abstract void encode(OutputBuffer out);

  /**
   * What stands against sending the request on this connection, or null. Called once, just before it would be encoded.
   *
   * @param session what the greeting of the connection found
   */
  protected @Nullable RuntimeException refusal(Object session) {
    return null;
  }

  /**
   * Takes what has come of the reply, and once it is whole calls {@link #succeed} or {@link #fail}.
   *
   * @return whether the reply is whole; if not, it is called again when more has come. What it has taken it keeps in the parser, not here
   * @throws ProtocolViolation if this is no reply to this request; the connection is then not used any more
   */
  protected abstract boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation;

  /**
   * Makes the exception for a failure.
   *
   * @param what what happened, to be read after the node's name; holds no secret
   */
  protected abstract RuntimeException failure(FailureKind kind, String what, boolean mayHaveRun, @Nullable Throwable cause);

  /** Makes of the failure that this request ended with the exception for one who awaits it. */
  protected abstract RuntimeException forWaiter(RuntimeException failure);

  /** As a node's pending says it. */
  public final T await(Deadline within) {
    Object seen = outcome;
    if (seen == null || seen == SENT) {
      seen = awaitOutcome(within);
    }
    if (seen instanceof RuntimeException failure) {
      throw forWaiter(failure);
    }
    @SuppressWarnings("unchecked") // The only other outcomes are those that succeed() was called with.
    T reply = (T) seen;
    return reply;
  }

  /** Whether {@link #await} would not wait. */
  public final boolean isDone() {
    return isSettled() || (connection != null && connection.isDead());
  }

  /** Says that nobody will want the reply. Never waits. What is not sent yet is never sent. */
  public final void abandon() {
    end(FailureKind.ABANDONED, "the request was abandoned", null, Long.MAX_VALUE);
  }

  /**
   * Called in {@link #parse}: the reply says that another request must be sent in this one's place, which ends when that one makes it end.
   * It goes
   * over the same connection and has the same deadline.
   */
  protected final void continueWith(Request<?> other) {
    if (connection == null) {
      throw new IllegalStateException("The request was never submitted");
    }
    other.onBehalfOf = this;
    other.assign(connection, sendBy);
    connection.submit(other, other, 1);
  }

  /** Called once if the request fails, in whatever thread finds out. */
  protected void hasFailed(RuntimeException failure) {
    // Most requests are awaited by those who want to know.
  }

  /** The reply has come. Does nothing to a request that is over. */
  protected final void succeed(T reply) {
    if (OUTCOME.compareAndSet(this, SENT, reply)) {
      wake();
    }
  }

  /** The request has failed. Does nothing to one that is over. */
  protected final void fail(RuntimeException failure) {
    for (Object seen = outcome; seen == null || seen == SENT; seen = outcome) {
      if (OUTCOME.compareAndSet(this, seen, failure)) {
        wake();
        hasFailed(failure);
        return;
      }
    }
  }

  /** The reply, without waiting for it; null if there is none, or a failure. Of use in judging a greeting. */
  public final @Nullable T replyIfThere() {
    Object seen = outcome;
    if (seen == null || seen == SENT || seen instanceof RuntimeException) {
      return null;
    }
    @SuppressWarnings("unchecked") // The only other outcomes are those that succeed() was called with.
    T reply = (T) seen;
    return reply;
  }

  /** The failure, without waiting for it; null if there is none. */
  public final @Nullable RuntimeException failureIfThere() {
    return outcome instanceof RuntimeException failure ? failure : null;
  }

  /**
   * Ends the request, unless it is over.
   *
   * @param handedOver the connection has sent nothing from this place on
   */
  final void end(FailureKind kind, String what, @Nullable Throwable cause, long handedOver) {
    if (isSettled()) {
      return;
    }
    if (outcome == null) {
      RuntimeException notRun = failure(kind, what, false, cause);
      if (OUTCOME.compareAndSet(this, null, notRun)) {
        wake();
        hasFailed(notRun);
        return;
      }
    }
    // Whoever sees it as sent before its place is known takes it for sent.
    boolean nothingSent = start != Long.MAX_VALUE && start >= handedOver;
    fail(failure(kind, what, !nothingSent, cause));
  }

  /** Gives the request its connection, before it is put into its queue. */
  final void assign(@Nullable Connection to, Deadline deadline) {
    connection = to;
    sendBy = deadline;
  }

  final boolean isSettled() {
    Object seen = outcome;
    return seen != null && seen != SENT;
  }

  final boolean isSent() {
    return outcome == SENT;
  }

  /** Whether its time to be sent has passed before it was: then it is over. */
  final boolean endIfTooLateToSend() {
    if (outcome == null && sendBy.hasPassed()) {
      RuntimeException late = failure(FailureKind.TIMEOUT, "the deadline had passed before the request was sent", false, null);
      if (OUTCOME.compareAndSet(this, null, late)) {
        wake();
        hasFailed(late);
      }
    }
    return isSettled();
  }

  /** From now on the request counts as sent, unless it is over, late or refused. */
  final boolean beginSending(@Nullable Object session) {
    if (isSettled() || endIfTooLateToSend()) {
      return false;
    }
    RuntimeException refusal = session == null ? null : refusal(session);
    if (refusal != null) {
      fail(refusal);
      return false;
    }
    return OUTCOME.compareAndSet(this, null, SENT);
  }

  /** Nothing of it was sent after all. */
  final void takeBack() {
    start = Long.MAX_VALUE;
    OUTCOME.compareAndSet(this, SENT, null);
  }

  /** Registers the thread that parks until the request is over; false if another thread is already registered. */
  final boolean registerWaiter(Thread thread) {
    return WAITER.compareAndSet(this, null, thread);
  }

  final void unregisterWaiter() {
    waiter = null;
  }

  final @Nullable Thread waiter() {
    Thread own = waiter;
    return own != null || onBehalfOf == null ? own : onBehalfOf.waiter();
  }

  private Object awaitOutcome(Deadline within) {
    if (connection == null) {
      throw new IllegalStateException("The request was never submitted");
    }
    connection.await(this, within);
    Object seen = outcome;
    if (seen == null || seen == SENT) {
      throw new IllegalStateException("The wait ended without an outcome");
    }
    return seen;
  }

  private void wake() {
    Thread thread = waiter;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
