package org.jdance.samples.bucket4j;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import java.time.Duration;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** How much each customer may ask for, whichever process is asked. */
final class Limits {

  private final ProxyManager<String> buckets;
  private final BucketConfiguration configuration;

  /**
   * Opens the limits.
   *
   * @param tokens how much is allowed at once
   * @param refill in which time as much is allowed again
   */
  Limits(CacheManager manager, long tokens, Duration refill) {
    buckets = Bucket4jJCache.entryProcessorBasedBuilder(
        manager.createCache("limits", new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class))).build();
    configuration = BucketConfiguration.builder()
        .addLimit(Bandwidth.builder().capacity(tokens).refillGreedy(tokens, refill).build())
        .build();
  }

  /** The limit of one customer. */
  Bucket of(String customer) {
    return buckets.getProxy(customer, () -> configuration);
  }
}
