package org.jdance.internal.client;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jdance.OutcomeUnknownException;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;

/** What a cache's operations do when no copy can be reached, as its failure policy says, and the sentences that applications then read. */
final class Outages {

  private final String cacheName;
  private final FailurePolicy policy;

  Outages(String cacheName, FailurePolicy policy) {
    this.cacheName = cacheName;
    this.policy = policy;
  }

  /** A read of one entry, which may miss. */
  <T> @Nullable T reading(Work<T> work) {
    try {
      return work.run();
    } catch (FleetUnavailableException | NodeException e) {
      throwUnlessMissing(e);
      return null;
    }
  }

  /** A read of many, with what it answers if all are missed. */
  <T> T reading(Supplier<T> work, T missed) {
    try {
      return work.get();
    } catch (FleetUnavailableException | NodeException e) {
      throwUnlessMissing(e);
      return missed;
    }
  }

  /** A plain write, which may be dropped. */
  void writing(Runnable work) {
    try {
      work.run();
    } catch (FleetUnavailableException | NodeException e) {
      throwUnlessMissing(e);
    }
  }

  /** A look before a conditional write. */
  <T> @Nullable T looking(Work<T> work) {
    try {
      return work.run();
    } catch (FleetUnavailableException | NodeException e) {
      throwUnlessBypassed(e);
      return null;
    }
  }

  /** A conditional write, which claims to be done when it is bypassed. */
  boolean deciding(BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (OutcomeUnknown e) {
      throw new OutcomeUnknownException("Cache " + cacheName + ": " + e.getMessage() + ". The entry may have been changed or not.", e);
    } catch (FleetUnavailableException | NodeException e) {
      throwUnlessBypassed(e);
      return true;
    }
  }

  /** Whether a put or removal that ended so is dropped. */
  boolean mayDrop(CacheException failure) {
    return policy != FailurePolicy.THROW
        && (failure.getCause() instanceof FleetUnavailableException
            || (failure.getCause() instanceof NodeException node && !isNoOutage(node)));
  }

  /** What a read that failed so means: an exception, unless the policy lets it be a miss. */
  void throwUnlessMissing(RuntimeException e) {
    if (policy == FailurePolicy.THROW || isNoOutage(e)) {
      throw failed(e);
    }
  }

  private void throwUnlessBypassed(RuntimeException e) {
    if (policy != FailurePolicy.BYPASS || isNoOutage(e)) {
      throw failed(e);
    }
  }

  private static boolean isNoOutage(RuntimeException e) {
    return e instanceof NodeException node
        && (node.kind() == NodeException.Kind.UNSUPPORTED || node.kind() == NodeException.Kind.ABANDONED);
  }

  private CacheException failed(RuntimeException e) {
    String sentence = "Cache " + cacheName + ": " + e.getMessage() + ".";
    return e instanceof FleetUnavailableException unavailable && unavailable.mayHaveRun()
        ? new OutcomeUnknownException(sentence + " What was to be written may have been written in part, or may still be.", e)
        : new CacheException(sentence, e);
  }

  /** Something that may find nothing. */
  @FunctionalInterface
  interface Work<T> {
    @Nullable T run();
  }
}
