package org.jdance.internal.jcache;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jdance.JDanceCacheManager;
import org.jdance.JDanceFleet;
import org.jdance.internal.config.CacheSettings;
import org.jdance.internal.config.ManagerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache manager: the caches of one URI and class loader by name.
 *
 * <p>The lock is held for noting down only. The user's code and the caches' own work run outside it, so a cache may be created while another
 * closes, and a factory may call back. A name is reserved while its cache is being made: until then nobody can see the cache, and nobody else
 * can make another.
 */
final class ManagerFacade implements JDanceCacheManager {

  private static final Logger LOG = LoggerFactory.getLogger(ManagerFacade.class);

  private final ManagerRegistry registry;
  private final WeakReference<ClassLoader> loader;
  private final ManagerSettings settings;
  private final CacheFactory factory;

  private final Object lock = new Object();

  /** Added to under lock, so that none is added to a closed manager; read and removed from without. */
  private final Map<String, ManagedCache<?, ?>> caches = new ConcurrentHashMap<>();

  /** Guarded by lock. */
  private final Set<String> beingCreated = new HashSet<>();

  /** Written under lock. */
  private volatile boolean closed;

  private final Object fleetLock = new Object();

  /** Guarded by fleetLock. */
  private @Nullable FleetHold fleet;

  /** A manager without caches; nothing outside it is touched. */
  ManagerFacade(ManagerRegistry registry, ClassLoader loader, ManagerSettings settings, CacheFactory factory) {
    this.registry = registry;
    this.loader = new WeakReference<>(loader);
    this.settings = settings;
    this.factory = factory;
  }

  @Override
  public CachingProvider getCachingProvider() {
    return registry.provider();
  }

  @Override
  public URI getURI() {
    return settings.uri();
  }

  /** The loader, or null once the application has dropped it. */
  @Override
  public @Nullable ClassLoader getClassLoader() {
    return loader.get();
  }

  /** A copy: changing it changes nothing. */
  @Override
  public Properties getProperties() {
    return settings.properties();
  }

  @Override
  public String effectiveConfiguration() {
    return settings.describe();
  }

  @Override
  public JDanceFleet fleet() {
    FleetHold held;
    synchronized (fleetLock) {
      requireOpen();
      if (fleet == null) {
        fleet = factory.fleet(settings);
      }
      held = fleet;
    }
    if (held == null) {
      throw new IllegalStateException("the caches of cache manager " + settings.maskedUri() + " live in this JVM, not on a fleet of servers");
    }
    if (closed) {
      releaseFleet();
      throw closedException();
    }
    return held.fleet();
  }

  private void releaseFleet() {
    FleetHold held;
    synchronized (fleetLock) {
      held = fleet;
      fleet = null;
    }
    if (held != null) {
      held.release().run();
    }
  }

  /** What JDance's own configuration says for this manager. */
  ManagerSettings settings() {
    return settings;
  }

  @Override
  public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String cacheName, C configuration) {
    requireOpen();
    requireNonNull(cacheName, "cacheName must not be null");
    requireNonNull(configuration, "configuration must not be null");
    CompleteConfigurations.requireValid(cacheName, configuration);
    CacheSettings cacheSettings = settings.forCache(cacheName);
    MutableConfiguration<K, V> own = CompleteConfigurations.copyOf(configuration);
    own.setStatisticsEnabled(own.isStatisticsEnabled() || cacheSettings.statistics());
    own.setManagementEnabled(own.isManagementEnabled() || cacheSettings.management());

    reserve(cacheName);
    boolean published = false;
    try {
      ManagedCache<K, V> cache = make(cacheName, own, cacheSettings);
      published = publish(cacheName, cache);
      if (!published) {
        closeAll(List.of(cache));
        throw closedException();
      }
      return cache;
    } finally {
      if (!published) {
        synchronized (lock) {
          beingCreated.remove(cacheName);
        }
      }
    }
  }

  @Override
  public <K, V> @Nullable Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
    requireOpen();
    requireNonNull(cacheName, "cacheName must not be null");
    requireNonNull(keyType, "keyType must not be null");
    requireNonNull(valueType, "valueType must not be null");
    ManagedCache<?, ?> cache = caches.get(cacheName);
    if (cache == null) {
      return null;
    }
    CompleteConfiguration<?, ?> configuration = cache.completeConfiguration();
    requireSame(cacheName, "key", configuration.getKeyType(), keyType);
    requireSame(cacheName, "value", configuration.getValueType(), valueType);
    return cast(cache);
  }

  @Override
  public <K, V> @Nullable Cache<K, V> getCache(String cacheName) {
    requireOpen();
    requireNonNull(cacheName, "cacheName must not be null");
    ManagedCache<?, ?> cache = caches.get(cacheName);
    return cache == null ? null : cast(cache);
  }

  @Override
  public Iterable<String> getCacheNames() {
    requireOpen();
    return List.copyOf(caches.keySet());
  }

  @Override
  public void destroyCache(String cacheName) {
    requireOpen();
    requireNonNull(cacheName, "cacheName must not be null");
    ManagedCache<?, ?> cache = caches.get(cacheName);
    if (cache != null) {
      cache.destroy();
    }
  }

  @Override
  public void enableManagement(String cacheName, boolean enabled) {
    requireCache(cacheName).setManagementEnabled(enabled);
  }

  @Override
  public void enableStatistics(String cacheName, boolean enabled) {
    requireCache(cacheName).setStatisticsEnabled(enabled);
  }

  @Override
  public void close() {
    List<ManagedCache<?, ?>> closing;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      closing = List.copyOf(caches.values());
      caches.clear();
    }
    registry.released(this);
    closeAll(closing);
    releaseFleet();
    List<String> unmatched = settings.unmatchedPatterns();
    if (!unmatched.isEmpty()) {
      LOG.info("Cache manager {} had no cache that its configuration for {} applied to", settings.maskedUri(), unmatched);
    }
    LOG.debug("Cache manager {} closed", settings.maskedUri());
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public <T> T unwrap(Class<T> clazz) {
    if (clazz.isInstance(this)) {
      return clazz.cast(this);
    }
    throw new IllegalArgumentException(
        "a JDance cache manager cannot be unwrapped to " + clazz.getName() + "; ask for " + JDanceCacheManager.class.getName());
  }

  @Override
  public String toString() {
    return "JDanceCacheManager[" + settings.maskedUri() + (closed ? ", closed]" : "]");
  }

  /** Frees the name of a cache that has closed; called by the cache itself. */
  void released(String cacheName, ManagedCache<?, ?> cache) {
    caches.remove(cacheName, cache);
  }

  private void reserve(String cacheName) {
    boolean reserved;
    synchronized (lock) {
      requireOpen();
      reserved = !caches.containsKey(cacheName) && beingCreated.add(cacheName);
    }
    if (!reserved) {
      throw new CacheException(
          "a cache named '" + cacheName + "' exists already in cache manager " + settings.maskedUri() + "; get it with getCache or destroy it first");
    }
  }

  /** Turns the reserved name into a cache that can be seen, unless the manager was closed meanwhile. */
  private boolean publish(String cacheName, ManagedCache<?, ?> cache) {
    synchronized (lock) {
      if (closed) {
        return false;
      }
      beingCreated.remove(cacheName);
      caches.put(cacheName, cache);
      return true;
    }
  }

  private <K, V> ManagedCache<K, V> make(String cacheName, CompleteConfiguration<K, V> configuration, CacheSettings cacheSettings) {
    ManagedCache<K, V> cache = callFactory(cacheName, configuration, cacheSettings);
    boolean made = false;
    try {
      if (!configuration.isStoreByValue() && !cache.guarantees().storeByReference()) {
        throw new UnsupportedOperationException(
            "cache '" + cacheName + "' cannot store by reference in cache manager " + settings.maskedUri() + "; set storeByValue to true");
      }
      if (configuration.isStatisticsEnabled()) {
        cache.setStatisticsEnabled(true);
      }
      if (configuration.isManagementEnabled()) {
        cache.setManagementEnabled(true);
      }
      made = true;
      return cache;
    } finally {
      if (!made) {
        closeAll(List.of(cache));
      }
    }
  }

  /** Calls the factory, and through it the user's: what those throw becomes the exception that the specification names. */
  private <K, V> ManagedCache<K, V> callFactory(
      String cacheName, CompleteConfiguration<K, V> configuration, CacheSettings cacheSettings) {
    try {
      return factory.create(this, cacheName, configuration, cacheSettings);
    } catch (CacheException | IllegalArgumentException | UnsupportedOperationException | SecurityException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheException(
          "cache '" + cacheName + "' could not be created, since making it failed with " + e.getClass().getName() + "; see the cause", e);
    }
  }

  /** Closes all, whatever happens: the specification wants failures ignored, so they are logged, as one. */
  private void closeAll(List<ManagedCache<?, ?>> closing) {
    Throwable failure = null;
    for (ManagedCache<?, ?> cache : closing) {
      try {
        cache.close();
      } catch (Throwable e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      LOG.warn("Not every cache of cache manager {} closed without failure", settings.maskedUri(), failure);
    }
  }

  private ManagedCache<?, ?> requireCache(String cacheName) {
    requireOpen();
    requireNonNull(cacheName, "cacheName must not be null");
    ManagedCache<?, ?> cache = caches.get(cacheName);
    if (cache == null) {
      throw new IllegalStateException(
          "cache manager " + settings.maskedUri() + " has no open cache named '" + cacheName + "'; create it first");
    }
    return cache;
  }

  private void requireOpen() {
    if (closed) {
      throw closedException();
    }
  }

  private IllegalStateException closedException() {
    return new IllegalStateException("cache manager " + settings.maskedUri() + " is closed; get a new one from its provider");
  }

  private static void requireSame(String cacheName, String what, Class<?> configured, Class<?> asked) {
    if (!configured.equals(asked)) {
      throw new ClassCastException(
          "cache '" + cacheName + "' is configured with " + what + " type " + configured.getName() + ", not " + asked.getName());
    }
  }

  @SuppressWarnings("unchecked") // The caller vouches for the types, or they have been compared with the configured ones.
  private static <K, V> Cache<K, V> cast(ManagedCache<?, ?> cache) {
    return (Cache<K, V>) cache;
  }
}
