package org.jdance;

/**
 * What the near cache of one cache has done and how far it may be trusted now: obtained by {@code cache.unwrap(NearCacheMXBean.class)}, and in JMX as
 * {@code org.jdance:type=NearCache,CacheManager=...,Cache=...} when management is enabled for the cache as it was created.
 *
 * <p>Counts begin with the cache and go up. They are not the cache's statistics, which count what the application asks, whoever answers.
 */
public interface NearCacheMXBean {

  /** {@return whether the servers tell of changes at all; otherwise entries are answered by their age} */
  boolean isTold();

  /** {@return whether changes are heard now, from every server that is not out} */
  boolean isHeard();

  /**
   * {@return the present bound in milliseconds: no answer given now is older, but for how long this JVM itself has stood still}
   * While changes are heard it is the time since the last sign of life of the servers; otherwise what {@link #getMaxStalenessMillis} allows.
   */
  long getStalenessBoundMillis();

  /** {@return {@code near.max-staleness} in milliseconds} */
  long getMaxStalenessMillis();

  /** {@return entries kept now, those that do not hold any more included} */
  long getEntries();

  /** {@return reads that were answered without a server} */
  long getHits();

  /** {@return reads that a server answered} */
  long getMisses();

  /** {@return entries that were taken in} */
  long getFills();

  /** {@return entries given up to stay within the bound} */
  long getEvictions();

  /** {@return hits on entries that could have missed a change and were young enough} */
  long getAnswersByAge();

  /** {@return entries that could have missed a change, and by a look at their version were found not to have} */
  long getRevalidations();

  /** {@return changes of keys that were heard} */
  long getNotices();

  /** {@return how often one change concerned every entry: the cache was cleared, a server was lost or came back, or was flushed} */
  long getFlushes();
}
