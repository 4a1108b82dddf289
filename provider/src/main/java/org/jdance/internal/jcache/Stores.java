package org.jdance.internal.jcache;

import javax.cache.configuration.CompleteConfiguration;
import org.jdance.internal.config.CacheSettings;
import org.jdance.internal.config.ManagerSettings;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.semantics.run.CacheStatistics;
import org.jdance.internal.serial.SerializationSettings;
import org.jspecify.annotations.Nullable;

/** Opens the stores that caches live in. */
@FunctionalInterface
interface Stores {

  /** The store of one cache, which the cache closes. */
  EntryStore open(
      ManagerSettings manager,
      CompleteConfiguration<?, ?> configuration,
      CacheSettings settings,
      SerializationSettings serialization,
      CacheStatistics statistics);

  /** The servers that the manager's caches live on, or null if they live in this JVM. */
  default @Nullable FleetHold fleet(ManagerSettings manager) {
    return null;
  }
}
