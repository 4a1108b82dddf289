package org.jdance.internal.jcache;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jdance.CacheGuarantees;
import org.jdance.NearCacheMXBean;
import org.jdance.internal.semantics.decide.Operation;
import org.jdance.internal.semantics.decide.Operations;
import org.jdance.internal.semantics.run.CacheSemantics;
import org.jdance.internal.semantics.run.CacheStatistics;
import org.jdance.internal.semantics.run.EventDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * A cache as applications see it: it checks that the cache is open and that its arguments are what they must be, measures the time that
 * statistics ask for, and leaves everything else to {@link CacheSemantics}.
 *
 * <p>Longer than other files because {@code javax.cache.Cache} is: one method each, none with rules of its own.
 */
@SuppressWarnings("NullAway") // the API is not annotated: a null answer says that there is no value
final class CacheFacade<K, V> implements ManagedCache<K, V> {

  private final String name;
  private final ManagerFacade manager;
  private final MutableConfiguration<K, V> configuration;
  private final CacheSemantics semantics;
  private final CacheStatistics statistics;
  private final EventDispatcher<K, V> events;
  private final CacheManagement management;
  private final ArgumentChecks checks;
  private final CacheResources resources;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean closed;

  CacheFacade(
      ManagerFacade manager,
      String name,
      MutableConfiguration<K, V> configuration,
      CacheSemantics semantics,
      EventDispatcher<K, V> events,
      CacheResources resources) {
    this.manager = manager;
    this.name = name;
    this.configuration = configuration;
    this.semantics = semantics;
    this.statistics = semantics.statistics();
    this.events = events;
    this.resources = resources;
    this.checks = new ArgumentChecks(name, configuration.getKeyType(), configuration.getValueType());
    this.management = new CacheManagement(manager, name, statistics, semantics.store().near(), this::completeConfiguration);
    events.bind(this);
  }

  @Override
  public V get(K key) {
    requireOpen();
    checks.nonNullKey(key);
    if (!statistics.isEnabled()) {
      return value(semantics.reads().get(key));
    }
    return timed(statistics::addGetNanos, () -> value(semantics.reads().get(key)));
  }

  @Override
  @SuppressWarnings("unchecked") // the cache holds keys and values of its types only
  public Map<K, V> getAll(Set<? extends K> keys) {
    requireOpen();
    checks.nonNullKeys(keys);
    return timed(statistics::addGetNanos, () -> (Map<K, V>) semantics.reads().getAll(keys));
  }

  @Override
  public boolean containsKey(K key) {
    requireOpen();
    checks.nonNullKey(key);
    return semantics.reads().containsKey(key);
  }

  @Override
  public void loadAll(Set<? extends K> keys, boolean replaceExistingValues, @Nullable CompletionListener completionListener) {
    requireOpen();
    checks.nonNullKeys(keys);
    var loading = semantics.loading();
    if (loading != null) {
      keys.forEach(checks::key);
      loading.loadAll(keys, replaceExistingValues, completionListener);
    } else if (completionListener != null) {
      completionListener.onCompletion();
    }
  }

  @Override
  public void put(K key, V value) {
    requireOpen();
    checks.key(key);
    checks.value(value);
    if (!statistics.isEnabled()) {
      semantics.put(key, value);
      return;
    }
    timed(
        statistics::addPutNanos,
        () -> {
          semantics.put(key, value);
          return null;
        });
  }

  @Override
  public V getAndPut(K key, V value) {
    return value(this.<Object>storing(key, value, Operations::getAndPut));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    requireOpen();
    checks.entries(map);
    timed(
        statistics::addPutNanos,
        () -> {
          semantics.putAll(map);
          return null;
        });
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    return isTrue(storing(key, value, Operations::putIfAbsent));
  }

  @Override
  public boolean remove(K key) {
    return isTrue(removing(key, Operations.remove()));
  }

  @Override
  public boolean remove(K key, V oldValue) {
    requireOpen();
    checks.nonNullKey(key);
    checks.value(oldValue);
    return isTrue(removing(key, Operations.remove(oldValue)));
  }

  @Override
  public V getAndRemove(K key) {
    return value(removing(key, Operations.getAndRemove()));
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    requireOpen();
    checks.key(key);
    checks.value(oldValue);
    return isTrue(storing(key, newValue, payload -> Operations.replace(oldValue, payload)));
  }

  @Override
  public boolean replace(K key, V value) {
    return isTrue(storing(key, value, Operations::replace));
  }

  @Override
  public V getAndReplace(K key, V value) {
    return value(this.<Object>storing(key, value, Operations::getAndReplace));
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    requireOpen();
    checks.nonNullKeys(keys);
    timed(
        statistics::addRemoveNanos,
        () -> {
          semantics.removeAll(keys);
          return null;
        });
  }

  @Override
  public void removeAll() {
    requireOpen();
    timed(
        statistics::addRemoveNanos,
        () -> {
          semantics.removeAll();
          return null;
        });
  }

  @Override
  public void clear() {
    requireOpen();
    semantics.clear();
  }

  @Override
  @SuppressWarnings("unchecked") // the processor meets keys and values of the cache's types only
  public <T> T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) throws EntryProcessorException {
    requireOpen();
    checks.key(key);
    requireNonNull(entryProcessor, "entryProcessor must not be null");
    requireNonNull(arguments, "arguments must not be null");
    return timed(
        statistics::addGetNanos,
        () -> semantics.invoke(key, (EntryProcessor<Object, Object, T>) entryProcessor, arguments, checks::value));
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
    requireOpen();
    checks.nonNullKeys(keys);
    requireNonNull(entryProcessor, "entryProcessor must not be null");
    Map<K, EntryProcessorResult<T>> results = new HashMap<>(keys.size() * 2);
    for (K key : keys) {
      try {
        T result = invoke(key, entryProcessor, arguments);
        if (result != null) {
          results.put(key, () -> result);
        }
      } catch (EntryProcessorException e) {
        results.put(key, failed(e));
      } catch (RuntimeException e) {
        results.put(key, failed(new EntryProcessorException("An entry of cache " + name + " could not be processed.", e)));
      }
    }
    return results;
  }

  @Override
  public Iterator<Entry<K, V>> iterator() {
    requireOpen();
    return new EntryIterator<>(this, semantics);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public CacheManager getCacheManager() {
    return manager;
  }

  @Override
  public CacheGuarantees guarantees() {
    return semantics.store().guarantees();
  }

  @Override
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
    return CompleteConfigurations.answer(type, completeConfiguration());
  }

  @Override
  public CompleteConfiguration<K, V> completeConfiguration() {
    synchronized (configuration) {
      return new MutableConfiguration<>(configuration);
    }
  }

  @Override
  public void setStatisticsEnabled(boolean on) {
    requireOpen();
    synchronized (configuration) {
      configuration.setStatisticsEnabled(on);
    }
    statistics.setEnabled(on);
    management.showStatistics(on);
  }

  @Override
  public void setManagementEnabled(boolean on) {
    requireOpen();
    synchronized (configuration) {
      configuration.setManagementEnabled(on);
    }
    management.showConfiguration(on);
  }

  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
    requireOpen();
    requireNonNull(listener, "cacheEntryListenerConfiguration must not be null");
    requireNotRegistered(listener);
    // The user's factories run outside the lock; whoever was faster with the same configuration is found out in it.
    events.register(
        listener,
        add -> {
          synchronized (configuration) {
            configuration.addCacheEntryListenerConfiguration(listener);
            add.run();
          }
        });
    if (closed) {
      // Closed meanwhile, and perhaps too early to know of this listener.
      resources.closeAll(events.deregister(listener));
      requireOpen();
    }
  }

  /** A listener that is registered already is refused before its factory is asked for another. */
  private void requireNotRegistered(CacheEntryListenerConfiguration<K, V> listener) {
    new MutableConfiguration<>(completeConfiguration()).addCacheEntryListenerConfiguration(listener);
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
    requireOpen();
    requireNonNull(listener, "cacheEntryListenerConfiguration must not be null");
    synchronized (configuration) {
      configuration.removeCacheEntryListenerConfiguration(listener);
    }
    resources.closeAll(events.deregister(listener));
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    if (type.equals(CacheGuarantees.class)) {
      return type.cast(guarantees());
    }
    NearCacheMXBean near = type.equals(NearCacheMXBean.class) ? semantics.store().near() : null;
    if (near != null) {
      return type.cast(near);
    }
    if (type.equals(NearCacheMXBean.class)) {
      throw new IllegalArgumentException("Cache " + name + " has no near cache: set jdance.near.max-entries or jdance.near.max-weight for it.");
    }
    throw new IllegalArgumentException(
        "A JDance cache cannot be unwrapped to " + type.getName() + "; ask for org.jdance.JDanceCache or org.jdance.CacheGuarantees.");
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    closed = true;
    try {
      management.close();
      statistics.setEnabled(false);
      resources.closeAll(events.close());
      resources.close();
    } finally {
      manager.released(name, this);
    }
  }

  @Override
  public void destroy() {
    try {
      if (!closed) {
        semantics.clear();
      }
    } finally {
      close();
    }
  }

  @Override
  public String toString() {
    return "JDanceCache[" + name + (closed ? ", closed]" : "]");
  }

  CacheStatistics statistics() {
    return statistics;
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Cache " + name + " is closed; get or create it again from its cache manager.");
    }
  }

  private <R> @Nullable R storing(K key, V value, CacheSemantics.StoringOperation<R> operation) {
    requireOpen();
    checks.key(key);
    checks.value(value);
    return timed(statistics::addPutNanos, () -> semantics.storing(key, value, operation));
  }

  private <R> @Nullable R removing(K key, Operation<R> operation) {
    requireOpen();
    checks.nonNullKey(key);
    return timed(statistics::addRemoveNanos, () -> semantics.update(key, operation));
  }

  private <R> @Nullable R timed(LongConsumer adder, Work<R> work) {
    if (!statistics.isEnabled()) {
      return work.run();
    }
    long begin = resources.time().nanos();
    R result = work.run();
    adder.accept(resources.time().nanos() - begin);
    return result;
  }

  @SuppressWarnings("unchecked") // the cache holds values of type V only
  private V value(@Nullable Object value) {
    return (V) value;
  }

  private static boolean isTrue(@Nullable Boolean answer) {
    return Boolean.TRUE.equals(answer);
  }

  private static <T> EntryProcessorResult<T> failed(EntryProcessorException failure) {
    return () -> {
      throw failure;
    };
  }

  /** What is measured. */
  private interface Work<R> {

    @Nullable R run();
  }
}
