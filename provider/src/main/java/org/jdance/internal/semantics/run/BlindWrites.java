package org.jdance.internal.semantics.run;

import java.util.Map;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Question;
import org.jspecify.annotations.Nullable;

/**
 * Puts that look at nothing: one step at the store, where nobody can observe the difference because the expiry does not depend on the prior,
 * nobody listens and there is no writer.
 */
final class BlindWrites {

  private final EntryStore store;
  private final TimeSource time;
  private final ExpiryRule expiry;
  private final KeyLocks locks;
  private final UpdateLoop loop;
  private final EventDispatcher<?, ?> events;
  private final CacheStatistics statistics;
  private final boolean possible;

  BlindWrites(
      EntryStore store,
      TimeSource time,
      ExpiryRule expiry,
      KeyLocks locks,
      UpdateLoop loop,
      EventDispatcher<?, ?> events,
      CacheStatistics statistics,
      @Nullable WriterCalls writer) {
    this.store = store;
    this.time = time;
    this.expiry = expiry;
    this.locks = locks;
    this.loop = loop;
    this.events = events;
    this.statistics = statistics;
    this.possible = writer == null && expiry.ignoresPrior();
  }

  /** Stores if that can be done blindly, else does nothing and answers false. */
  boolean tryPut(Object ownKey, Payload payload) {
    if (!possible || events.hasListeners() || isBusy(ownKey)) {
      return false;
    }
    store.write(ownKey, payload, deadline(), store.newDeadline());
    count(1);
    return true;
  }

  /** Stores all if that can be done blindly, else does nothing and answers false. */
  boolean tryPutAll(Map<Object, Payload> payloads) {
    if (!possible || events.hasListeners() || payloads.keySet().stream().anyMatch(this::isBusy)) {
      return false;
    }
    store.writeAll(payloads, deadline(), store.newDeadline());
    count(payloads.size());
    return true;
  }

  /**
   * Whether somebody in this JVM holds the key, runs user code and relies on nobody here writing to it; or has decided on it and is still writing, so
   * that this write has to come behind.
   */
  private boolean isBusy(Object key) {
    return locks.mayBeHeld(key) || loop.isUnderWay(key);
  }

  private long deadline() {
    return expiry.isEternalOnWrite() ? StoredEntry.ETERNAL : expiry.answer(Question.CREATION, time.millis());
  }

  private void count(int puts) {
    if (statistics.isEnabled()) {
      statistics.add(0, 0, puts, 0);
    }
  }
}
