package org.jdance.internal.node;

import org.jdance.internal.base.Deadline;
import org.jspecify.annotations.Nullable;

/** A request that was over as soon as it was submitted: it has a reply or a failure. */
final class SettledPending<T> implements Pending<T> {

  private final @Nullable T reply;
  private final @Nullable NodeException failure;

  SettledPending(@Nullable T reply, @Nullable NodeException failure) {
    this.reply = reply;
    this.failure = failure;
  }

  @Override
  public T await(Deadline within) {
    if (reply != null) {
      return reply;
    }
    throw failure == null ? new IllegalStateException("A settled request has neither reply nor failure") : failure.forWaiter();
  }

  @Override
  public boolean isDone() {
    return true;
  }

  @Override
  public void abandon() {
    // Nothing is under way.
  }
}
