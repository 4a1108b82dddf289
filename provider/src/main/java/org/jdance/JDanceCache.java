package org.jdance;

import javax.cache.Cache;

/**
 * A cache of JDance, obtained by {@code cache.unwrap(JDanceCache.class)}.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface JDanceCache<K, V> extends Cache<K, V> {

  /**
   * What this cache can promise where its entries are held.
   *
   * @return the guarantees, which do not change while the cache is open
   */
  CacheGuarantees guarantees();
}
