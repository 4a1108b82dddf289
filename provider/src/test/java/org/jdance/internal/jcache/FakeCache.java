package org.jdance.internal.jcache;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jdance.CacheGuarantees;
import org.jdance.CacheGuarantees.Atomicity;
import org.jdance.internal.semantics.run.CacheStatistics;

/** A map with the life of a cache: what a manager needs of one, and no more. */
final class FakeCache<K, V> implements ManagedCache<K, V> {

  final CacheStatistics statistics = new CacheStatistics();
  final CompleteConfiguration<K, V> given;
  volatile RuntimeException thrownByClose;
  volatile Runnable duringClose = () -> {};
  volatile boolean destroyed;
  private final ManagerFacade manager;
  private final String name;
  private final MutableConfiguration<K, V> configuration;
  private final boolean byReference;
  private final CacheManagement management;
  private final Map<K, V> entries = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  FakeCache(ManagerFacade manager, String name, CompleteConfiguration<K, V> configuration, boolean byReference) {
    this.manager = manager;
    this.name = name;
    this.given = configuration;
    this.configuration = CompleteConfigurations.copyOf(configuration);
    this.byReference = byReference;
    this.management = new CacheManagement(manager, name, statistics, null, this::completeConfiguration);
  }

  @Override
  public CompleteConfiguration<K, V> completeConfiguration() {
    return configuration;
  }

  @Override
  public void setStatisticsEnabled(boolean on) {
    requireOpen();
    configuration.setStatisticsEnabled(on);
    statistics.setEnabled(on);
    management.showStatistics(on);
  }

  @Override
  public void setManagementEnabled(boolean on) {
    requireOpen();
    configuration.setManagementEnabled(on);
    management.showConfiguration(on);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        management.close();
        duringClose.run();
        if (thrownByClose != null) {
          throw thrownByClose;
        }
      } finally {
        manager.released(name, this);
      }
    }
  }

  @Override
  public void destroy() {
    destroyed = true;
    entries.clear();
    close();
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public CacheGuarantees guarantees() {
    return new CacheGuarantees(Atomicity.WITHIN_JVM, true, true, false, byReference, true);
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
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> clazz) {
    return CompleteConfigurations.answer(clazz, configuration);
  }

  @Override
  public V get(K key) {
    requireOpen();
    return entries.get(key);
  }

  @Override
  public void put(K key, V value) {
    requireOpen();
    entries.put(key, value);
  }

  private void requireOpen() {
    if (isClosed()) {
      throw new IllegalStateException("closed");
    }
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean containsKey(K key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void loadAll(Set<? extends K> keys, boolean replaceExistingValues, CompletionListener completionListener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V getAndPut(K key, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remove(K key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remove(K key, V oldValue) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V getAndRemove(K key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean replace(K key, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V getAndReplace(K key, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeAll() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T unwrap(Class<T> clazz) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterator<Entry<K, V>> iterator() {
    throw new UnsupportedOperationException();
  }
}
