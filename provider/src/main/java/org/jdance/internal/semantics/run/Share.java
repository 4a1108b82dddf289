package org.jdance.internal.semantics.run;

import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Change;
import org.jdance.internal.semantics.decide.Outcome;
import org.jspecify.annotations.Nullable;

/** One operation's part of a group: what it decided, and once the group is written, what its listeners have to hear. */
final class Share<R> {

  final Thread thread = Thread.currentThread();
  final @Nullable StoredEntry prior;
  final Outcome outcome;
  private final @Nullable R result;
  private @Nullable Throwable failure;
  private EventDispatcher.@Nullable Delivery delivery;

  /**
   * A share.
   *
   * @param prior what it was decided on
   * @param failure what the user's code threw, in which case nothing is changed
   */
  Share(@Nullable StoredEntry prior, Outcome outcome, @Nullable R result, @Nullable Throwable failure) {
    this.prior = prior;
    this.outcome = outcome;
    this.result = result;
    this.failure = failure;
  }

  boolean changes() {
    return outcome.change() != Change.NONE;
  }

  /** Puts its events in order, once what it changed has been written. */
  void tell(EventDispatcher<?, ?> events, Object key) {
    try {
      delivery = events.enqueue(key, outcome, prior, thread);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /** What the operation comes to, or what it throws. */
  Settled<R> settled() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return new Settled<>(outcome, result, delivery);
  }
}
