package org.jdance;

import javax.cache.Cache;

/**
 * An entry of a JDance cache as an iterator hands it out, obtained by {@code entry.unwrap(JDanceEntry.class)}.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
public interface JDanceEntry<K, V> extends Cache.Entry<K, V> {

  /** The {@link #expiryMillis()} of an entry that never expires. */
  long ETERNAL = Long.MAX_VALUE;

  /**
   * When the entry expires, as it was when the entry was read.
   *
   * @return milliseconds since the epoch, or {@link #ETERNAL}
   */
  long expiryMillis();
}
