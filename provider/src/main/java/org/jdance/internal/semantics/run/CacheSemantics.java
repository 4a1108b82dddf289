package org.jdance.internal.semantics.run;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.cache.processor.EntryProcessor;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.semantics.decide.Operation;
import org.jdance.internal.semantics.decide.Operations;
import org.jspecify.annotations.Nullable;

/** The rules of one cache over one store: what the facade calls once it has checked its arguments. */
public final class CacheSemantics {

  private final EntryStore store;
  private final String cacheName;
  private final CacheStatistics statistics;
  private final ReadPath reads;
  private final UpdateLoop loop;
  private final BlindWrites blind;
  private final BulkWrites bulk;
  private final @Nullable Loading loading;
  private final @Nullable LoaderCalls readThrough;

  /**
   * Wires the rules.
   *
   * @param rules the store and what the cache's configuration says
   * @param executor where {@code loadAll} runs
   */
  public CacheSemantics(Rules rules, Executor executor) {
    this.store = rules.store;
    this.cacheName = rules.cacheName;
    this.statistics = rules.statistics;
    KeyLocks locks = new KeyLocks(cacheName);
    this.loop = new UpdateLoop(cacheName, store, rules.time, rules.expiry, locks, rules.events, statistics, rules.writer);
    this.blind = new BlindWrites(store, rules.time, rules.expiry, locks, loop, rules.events, statistics, rules.writer);
    this.bulk = new BulkWrites(store, rules.time, loop, blind, rules.events, statistics, rules.writer);
    this.loading = rules.loader == null ? null : new Loading(cacheName, store, rules.time, loop, rules.loader, executor);
    this.readThrough = rules.readThrough ? rules.loader : null;
    this.reads = new ReadPath(store, rules.time, rules.expiry, loop, statistics, rules.readThrough ? loading : null);
  }

  /** Reads. */
  public ReadPath reads() {
    return reads;
  }

  /** Loads on request, or null if the cache has no loader. */
  public @Nullable Loading loading() {
    return loading;
  }

  /** The counts. */
  public CacheStatistics statistics() {
    return statistics;
  }

  /** The store below. */
  public EntryStore store() {
    return store;
  }

  /** {@code put}. */
  public void put(Object key, Object value) {
    Payload payload = store.payload(value);
    Object ownKey = store.ownKey(key);
    if (!blind.tryPut(ownKey, payload)) {
      loop.update(ownKey, Operations.put(payload));
    }
  }

  /** {@code putAll}. */
  public void putAll(Map<?, ?> values) {
    bulk.putAll(values);
  }

  /** Any other operation on one key that stores the value, if it stores anything. */
  public <R> @Nullable R storing(Object key, Object value, StoringOperation<R> operation) {
    Payload payload = store.payload(value);
    return loop.update(store.ownKey(key), operation.with(payload));
  }

  /** An operation on one key that stores nothing. */
  public <R> @Nullable R update(Object key, Operation<R> operation) {
    return loop.update(key, operation);
  }

  /** {@code invoke}. */
  public <T> @Nullable T invoke(
      Object key, EntryProcessor<Object, Object, T> processor, Object[] arguments, ValueCheck check) {
    Object ownKey = store.ownKey(key);
    return loop.updateHolding(ownKey, new ProcessorOperation<>(cacheName, ownKey, processor, arguments, store, check, readThrough));
  }

  /** {@code removeAll(keys)}. */
  public void removeAll(Set<?> keys) {
    bulk.removeAll(keys);
  }

  /** {@code removeAll()}. */
  public void removeAll() {
    bulk.removeAll();
  }

  /** {@code clear}: neither listeners nor the writer hear of it. */
  public void clear() {
    store.clear(store.newDeadline());
  }

  /** Takes away an entry that has expired, with its event. */
  public void reap(Object key) {
    loop.update(key, Operations.reap());
  }

  /** An operation that still lacks the value it stores. */
  @FunctionalInterface
  public interface StoringOperation<R> {

    /** The operation with its value. */
    Operation<R> with(Payload payload);
  }

  /**
   * What the rules of a cache are made of.
   *
   * @param cacheName for messages
   * @param store where entries are
   * @param time the clocks
   * @param expiry the expiry policy
   * @param events the listeners
   * @param statistics the counts
   * @param loader the user's loader, if any
   * @param readThrough whether reads call it
   * @param writer the user's writer, if write-through is on
   */
  public record Rules(
      String cacheName,
      EntryStore store,
      TimeSource time,
      ExpiryRule expiry,
      EventDispatcher<?, ?> events,
      CacheStatistics statistics,
      @Nullable LoaderCalls loader,
      boolean readThrough,
      @Nullable WriterCalls writer) {}
}
