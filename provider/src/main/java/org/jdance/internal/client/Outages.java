package org.jdance.internal.client;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jdance.OutcomeUnknownException;
import org.jdance.internal.client.figures.FleetFigures;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;

/** What a cache's operations do when no copy can be reached, as its failure policy says, and the sentences that applications then read. */
final class Outages {

  private final String cacheName;
  private final FailurePolicy policy;
  private final FleetFigures figures;

  Outages(String cacheName, FailurePolicy policy, FleetFigures figures) {
    this.cacheName = cacheName;
    this.policy = policy;
    this.figures = figures;
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
  void writing(Runnable work, Consumer<RuntimeException> drop) {
    try {
      work.run();
    } catch (FleetUnavailableException | NodeException e) {
      throwUnlessMissing(e);
      drop.accept(e);
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

  /** A conditional write, which claims to be done when it is bypassed, and dropped. */
  boolean deciding(BooleanSupplier work, Consumer<RuntimeException> drop) {
    try {
      return work.getAsBoolean();
    } catch (OutcomeUnknown e) {
      figures.unknownOutcomes.increment();
      throw new OutcomeUnknownException("Cache " + cacheName + ": " + e.getMessage() + ". The entry may have been changed or not.", e);
    } catch (FleetUnavailableException | NodeException e) {
      throwUnlessBypassed(e);
      drop.accept(e);
      return true;
    }
  }

  /** Whether writes may be dropped. */
  boolean mayDrop() {
    return policy != FailurePolicy.THROW;
  }

  /** Whether a put or removal that ended so is dropped. */
  boolean mayDrop(CacheException failure) {
    return policy != FailurePolicy.THROW
        && (failure.getCause() instanceof FleetUnavailableException
            || failure.getCause() instanceof OutcomeUnknown
            || (failure.getCause() instanceof NodeException node && !isNoOutage(node)));
  }

  /** Whether what was to be written may have been sent to a server when it ended so. */
  static boolean maybeSent(Throwable failure) {
    return failure instanceof OutcomeUnknown
        || (failure instanceof FleetUnavailableException unavailable && unavailable.mayHaveRun())
        || (failure instanceof NodeException node && node.mayHaveRun());
  }

  /** The envelope that was to be written when it ended so, or null if that is not known. */
  static byte @Nullable [] unwritten(Throwable failure) {
    if (failure instanceof OutcomeUnknown unknown) {
      return unknown.envelope();
    }
    return failure instanceof FleetUnavailableException unavailable ? unavailable.unwritten() : null;
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
    if (e instanceof FleetUnavailableException unavailable && unavailable.mayHaveRun()) {
      figures.unknownOutcomes.increment();
      return new OutcomeUnknownException(sentence + " What was to be written may have been written in part, or may still be.", e);
    }
    return new CacheException(sentence, e);
  }

  /** Something that may find nothing. */
  @FunctionalInterface
  interface Work<T> {
    @Nullable T run();
  }
}
