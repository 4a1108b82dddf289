package org.jdance.internal.semantics.decide;

import org.jdance.internal.entry.StoredEntry;
import org.jspecify.annotations.Nullable;

/** A put or removal whatever is there. */
record PlainOperation<R>(Operation<R> operation) implements Operation<R> {

  @Override
  public Intent<R> decide(@Nullable StoredEntry live) {
    return operation.decide(live);
  }

  @Override
  public boolean isConditional() {
    return false;
  }
}
