package org.jdance.internal.jcache;

import javax.cache.configuration.CompleteConfiguration;
import org.jdance.JDanceCache;

/**
 * A cache as its manager sees it.
 *
 * <p>{@code close} may be called again and again and from many threads. Once, when the cache no longer does anything and its name may be given
 * to another, it calls {@link ManagerFacade#released}, also if something went wrong on the way.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
interface ManagedCache<K, V> extends JDanceCache<K, V> {

  /** The configuration as it is now; never changed by whoever asks. */
  CompleteConfiguration<K, V> completeConfiguration();

  /**
   * Switches counting, and the statistics bean with it, on or off.
   *
   * @throws IllegalStateException if the cache is closed
   */
  void setStatisticsEnabled(boolean on);

  /**
   * Switches the configuration bean on or off.
   *
   * @throws IllegalStateException if the cache is closed
   */
  void setManagementEnabled(boolean on);

  /** Closes the cache and removes its entries for every JVM. */
  void destroy();
}
