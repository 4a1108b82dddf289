package org.jdance.internal.jcache;

import javax.cache.configuration.CompleteConfiguration;
import org.jdance.internal.config.CacheSettings;
import org.jdance.internal.config.ManagerSettings;
import org.jspecify.annotations.Nullable;

/** Makes the caches of managers. */
interface CacheFactory {

  /**
   * Makes a cache, without its management beans: the manager switches those on afterwards as the configuration asks.
   *
   * <p>Runs without any lock of the manager, so that it may call the user's factories. When it throws, nothing of the cache is left.
   *
   * @param manager the manager that the cache belongs to
   * @param name the name, which no other cache of the manager has
   * @param configuration a valid configuration that nobody else holds, in which {@code settings} already count where they speak of the same
   * @param settings what JDance's own configuration says for this cache
   */
  <K, V> ManagedCache<K, V> create(ManagerFacade manager, String name, CompleteConfiguration<K, V> configuration, CacheSettings settings);

  /** The servers that the caches of a manager live on, or null if they live in this JVM. */
  default @Nullable FleetHold fleet(ManagerSettings manager) {
    return null;
  }
}
