package org.jdance.internal.jcache;

import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.config.CacheSettings;
import org.jdance.internal.config.ManagerSettings;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.local.LocalStore;
import org.jdance.internal.semantics.run.CacheSemantics;
import org.jdance.internal.semantics.run.CacheStatistics;
import org.jdance.internal.semantics.run.EventDispatcher;
import org.jdance.internal.semantics.run.ExpiryRule;
import org.jdance.internal.semantics.run.LoaderCalls;
import org.jdance.internal.semantics.run.Sweeper;
import org.jdance.internal.semantics.run.Workers;
import org.jdance.internal.semantics.run.WriterCalls;
import org.jdance.internal.serial.SerializationSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the stack of one cache: facade, semantics, store. The only place that knows which store there is. */
public final class CacheAssembler implements CacheFactory {

  private static final Logger LOG = LoggerFactory.getLogger(CacheAssembler.class);

  private final TimeSource time;
  private final Workers workers = new Workers();
  private final Stores stores;

  /** An assembler of caches that live by the machine's clocks. */
  public CacheAssembler() {
    this(TimeSource.system());
  }

  CacheAssembler(TimeSource time) {
    this(time, new ConfiguredStores(time));
  }

  CacheAssembler(TimeSource time, Stores stores) {
    this.time = time;
    this.stores = stores;
  }

  @Override
  public <K, V> CacheFacade<K, V> create(
      ManagerFacade manager, String name, CompleteConfiguration<K, V> configuration, CacheSettings settings) {
    List<Object> closing = new ArrayList<>();
    Workers.Pools pools = workers.acquire();
    closing.add((AutoCloseable) workers::release);
    boolean complete = false;
    try {
      CacheFacade<K, V> cache = assemble(manager, name, new MutableConfiguration<>(configuration), settings, pools, closing);
      complete = true;
      return cache;
    } finally {
      if (!complete) {
        new CacheResources(name, time, closing).close();
      }
    }
  }

  @Override
  public @Nullable FleetHold fleet(ManagerSettings manager) {
    return stores.fleet(manager);
  }

  private <K, V> CacheFacade<K, V> assemble(
      ManagerFacade manager,
      String name,
      MutableConfiguration<K, V> configuration,
      CacheSettings settings,
      Workers.Pools pools,
      List<Object> closing) {
    CacheLoader<?, ?> loader = created(configuration.getCacheLoaderFactory(), closing);
    CacheWriter<?, ?> writer = created(configuration.getCacheWriterFactory(), closing);
    ExpiryRule expiry = expiry(name, configuration, settings, closing);
    ArgumentChecks checks = new ArgumentChecks(name, configuration.getKeyType(), configuration.getValueType());
    CacheStatistics statistics = new CacheStatistics();
    EntryStore store = stores.open(manager.settings(), configuration, settings, serialization(manager, name, configuration, settings), statistics);
    closing.add(0, store);
    EventDispatcher<K, V> events = new EventDispatcher<>(name, settings.timeout(), pools.listeners(), store::ownKey);
    if (settings.clusterEvents()) {
      events.tellOthers();
      store.hear(events::heard);
    }
    for (CacheEntryListenerConfiguration<K, V> listener : configuration.getCacheEntryListenerConfigurations()) {
      register(events, listener, closing);
    }
    CacheSemantics semantics =
        new CacheSemantics(
            new CacheSemantics.Rules(
                name,
                store,
                time,
                expiry,
                events,
                statistics,
                loader == null ? null : new LoaderCalls(name, loader, store::ownKey, checks::value),
                configuration.isReadThrough(),
                writer == null || !configuration.isWriteThrough() ? null : new WriterCalls(name, writer, store::ownKey)),
            pools.loads());
    // What expires on servers is theirs to collect.
    Sweeper sweeper = store instanceof LocalStore local ? new Sweeper(name, time, pools, local::sweep, semantics::reap) : null;
    if (sweeper != null) {
      closing.add(0, sweeper);
    }
    CacheFacade<K, V> cache =
        new CacheFacade<>(manager, name, configuration, semantics, events, new CacheResources(name, time, closing));
    if (sweeper != null) {
      sweeper.start();
    }
    return cache;
  }

  /** A cache that was made closes its listeners itself; one that cannot be made closes those it has so far. */
  private static <K, V> void register(
      EventDispatcher<K, V> events, CacheEntryListenerConfiguration<K, V> listener, List<Object> closing) {
    boolean registered = false;
    try {
      events.register(listener, Runnable::run);
      registered = true;
    } finally {
      if (!registered) {
        closing.addAll(events.close());
      }
    }
  }

  private static SerializationSettings serialization(
      ManagerFacade manager, String name, CompleteConfiguration<?, ?> configuration, CacheSettings settings) {
    ClassLoader loader = manager.getClassLoader();
    return new SerializationSettings(
        name,
        loader == null ? CacheAssembler.class.getClassLoader() : loader,
        configuration.getKeyType(),
        configuration.getValueType(),
        settings.serializationLearn(),
        settings.serializationAllow());
  }

  private static ExpiryRule expiry(
      String name, CompleteConfiguration<?, ?> configuration, CacheSettings settings, List<Object> closing) {
    ExpiryPolicy policy = configuration.getExpiryPolicyFactory().create();
    closing.add(policy);
    if (settings.ttl().isEmpty()) {
      return ExpiryRule.of(name, policy);
    }
    if (policy.getClass() == EternalExpiryPolicy.class) {
      return ExpiryRule.sinceLastWrite(name, settings.ttl().get());
    }
    LOG.info("Cache {}: jdance.ttl does not apply, the cache has an expiry policy of its own, {}.", name, policy.getClass().getName());
    return ExpiryRule.of(name, policy);
  }

  private static <T> @Nullable T created(@Nullable Factory<T> factory, List<Object> closing) {
    if (factory == null) {
      return null;
    }
    T object = factory.create();
    closing.add(object);
    return object;
  }
}
