package org.jdance.internal.jcache;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jdance.JDanceCacheManager;
import org.jdance.JDanceCachingProvider;
import org.jdance.internal.base.ManualTime;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.FleetStore;
import org.jdance.internal.client.MemoryFleet;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.near.Coherence;
import org.jdance.internal.near.NearBound;
import org.jdance.internal.near.NearStore;
import org.jdance.internal.node.NodeCapabilities;
import org.jspecify.annotations.Nullable;

/** A real manager, on the embedded store or on servers in memory, whose time a test moves, with user code that records what it is called for. */
final class CacheFixture implements AutoCloseable {

  final ManualTime time = new ManualTime();
  final Recorder recorder = new Recorder();
  final Writer writer = new Writer();
  final Loader loader = new Loader();
  final MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
  final JDanceCacheManager manager;

  private final @Nullable MemoryFleet fleet;

  /** A cache on the embedded store. */
  CacheFixture() {
    this(0);
  }

  /**
   * A cache on servers in memory.
   *
   * @param copies of each entry; 0 for the embedded store
   * @param kinds of the servers
   */
  CacheFixture(int copies, NodeCapabilities... kinds) {
    this(copies, (store, time) -> store, kinds);
  }

  /** A cache on servers in memory behind a near cache, which is told of all changes: there is nobody else to make any. */
  static CacheFixture near(int copies, NodeCapabilities... kinds) {
    return new CacheFixture(
        copies,
        (store, time) -> {
          Coherence coherence = new Coherence(true, java.time.Duration.ofSeconds(1), 100);
          coherence.established();
          return new NearStore(store, coherence, new NearBound(100, false), time, () -> {});
        },
        kinds);
  }

  private CacheFixture(int copies, BiFunction<FleetStore, TimeSource, EntryStore> front, NodeCapabilities... kinds) {
    MemoryFleet servers = copies == 0 ? null : new MemoryFleet(copies, time, kinds);
    MemoryFleet.Client client = servers == null ? null : servers.client();
    fleet = servers;
    CacheAssembler assembler =
        client == null
            ? new CacheAssembler(time)
            : new CacheAssembler(time, (manager, own, settings, serialization, statistics) -> front.apply(client.store(serialization), time));
    ManagerRegistry registry = new ManagerRegistry(new JDanceCachingProvider(), assembler);
    manager = registry.getOrCreate(URI.create("jdance:memory"), CacheFixture.class.getClassLoader(), null);
    configuration.setTypes(String.class, String.class).setStatisticsEnabled(true);
  }

  CacheFixture policy(ExpiryPolicy policy) {
    configuration.setExpiryPolicyFactory(() -> policy);
    return this;
  }

  CacheFixture policy(@Nullable Duration creation, @Nullable Duration update, @Nullable Duration access) {
    return policy(new FixedPolicy(creation, update, access));
  }

  CacheFixture listening() {
    configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(new FactoryBuilder.SingletonFactory<>(recorder), null, true, true));
    return this;
  }

  CacheFixture writing() {
    configuration.setWriteThrough(true).setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(writer));
    return this;
  }

  CacheFixture loading() {
    configuration.setReadThrough(true).setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(loader));
    return this;
  }

  Cache<String, String> create() {
    return manager.createCache("fixture", configuration);
  }

  /** Hits, misses, puts and removals. */
  static List<Long> counts(Cache<?, ?> cache) {
    var statistics = ((CacheFacade<?, ?>) cache.unwrap(CacheFacade.class)).statistics();
    return List.of(statistics.hits(), statistics.misses(), statistics.puts(), statistics.removals());
  }

  static void clearCounts(Cache<?, ?> cache) {
    ((CacheFacade<?, ?>) cache.unwrap(CacheFacade.class)).statistics().clear();
  }

  @Override
  public void close() {
    manager.close();
    if (fleet != null) {
      fleet.close();
    }
  }

  /** Whether entries may be kept by reference. */
  boolean isEmbedded() {
    return fleet == null;
  }

  /** A policy of the user with answers of its own. */
  record FixedPolicy(@Nullable Duration creation, @Nullable Duration update, @Nullable Duration access) implements ExpiryPolicy {

    @Override
    public Duration getExpiryForCreation() {
      return creation;
    }

    @Override
    public Duration getExpiryForAccess() {
      return access;
    }

    @Override
    public Duration getExpiryForUpdate() {
      return update;
    }
  }

  /** Writes down events as {@code TYPE old>new}. */
  static final class Recorder
      implements CacheEntryCreatedListener<String, String>,
          CacheEntryUpdatedListener<String, String>,
          CacheEntryRemovedListener<String, String>,
          CacheEntryExpiredListener<String, String> {

    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    volatile @Nullable RuntimeException failure;

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
      note(all);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
      note(all);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
      note(all);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
      note(all);
    }

    private void note(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
      for (CacheEntryEvent<? extends String, ? extends String> event : all) {
        events.add(event.getEventType() + " " + event.getOldValue() + ">" + event.getValue());
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** A system of record that can be told to fail. */
  static final class Writer implements CacheWriter<String, String> {

    final Map<String, String> written = new ConcurrentHashMap<>();
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    volatile @Nullable RuntimeException failure;
    volatile @Nullable Error error;

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      calls.add("write");
      fail();
      written.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      calls.add("writeAll");
      fail();
      entries.forEach(entry -> written.put(entry.getKey(), entry.getValue()));
    }

    @Override
    public void delete(Object key) {
      calls.add("delete");
      fail();
      written.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      calls.add("deleteAll");
      fail();
      keys.forEach(written::remove);
    }

    private void fail() {
      if (error != null) {
        throw error;
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** Loads what a test put in. */
  static final class Loader implements CacheLoader<String, String> {

    final Map<String, String> values = new ConcurrentHashMap<>();
    final List<String> loads = Collections.synchronizedList(new ArrayList<>());
    volatile @Nullable RuntimeException failure;

    @Override
    public String load(String key) {
      loads.add(key);
      if (failure != null) {
        throw failure;
      }
      return values.get(key);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      for (String key : keys) {
        loaded.put(key, load(key));
      }
      return loaded;
    }
  }
}
