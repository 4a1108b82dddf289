package org.jdance;

import javax.cache.CacheManager;

/** A cache manager of JDance, obtained by {@code manager.unwrap(JDanceCacheManager.class)}. */
public interface JDanceCacheManager extends CacheManager {

  /**
   * The configuration in force, one {@code key=value} a line, secrets masked: what the log shows when the manager starts.
   *
   * @return the effective configuration
   */
  String effectiveConfiguration();

  /**
   * The servers that this manager's caches live on, to watch them.
   *
   * @return the fleet, good until this manager is closed; the same object each time
   * @throws IllegalStateException if this manager is closed, or its caches live in this JVM
   */
  JDanceFleet fleet();
}
