package org.jdance.internal.node.memory;

import java.util.function.Supplier;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Pending;
import org.jspecify.annotations.Nullable;

/** A request that is submitted when it is awaited first, and so behind whatever the same thread submits before that. */
final class DeferredRequest<T> implements Pending<T> {

  private final Supplier<Pending<T>> submit;
  private @Nullable Pending<T> submitted;

  DeferredRequest(Supplier<Pending<T>> submit) {
    this.submit = submit;
  }

  @Override
  public T await(Deadline within) {
    return request().await(within);
  }

  @Override
  public boolean isDone() {
    return request().isDone();
  }

  @Override
  public synchronized void abandon() {
    if (submitted != null) {
      submitted.abandon();
    }
  }

  private synchronized Pending<T> request() {
    if (submitted == null) {
      submitted = submit.get();
    }
    return submitted;
  }
}
