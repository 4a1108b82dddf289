package org.jdance.samples.quickstart;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/** An expiry policy at work: what is old is gone, and the work is done again. */
final class ExpiryChapter {

  private static final String CACHE = "quickstart-expiry";
  private static final String WORD = "lamp";
  private static final int LIFE_MILLIS = 400;
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int MAX_ATTEMPTS = 10;

  private ExpiryChapter() {}

  static void show(CacheManager manager, Report report) {
    MutableConfiguration<String, String> configuration = new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, LIFE_MILLIS)));
    Cache<String, String> cache = manager.createCache(CACHE, configuration);
    cache.clear(); // A store outside this JVM may still hold the entry of the last run.

    report.heading("4. Expiry " + LIFE_MILLIS + " ms after creation");
    long created = lookUpTwice(cache, report);
    awaitExpiry(cache);
    long gone = System.nanoTime();
    report.line("after expiry", lookUp(cache));
    report.varying("time to expiry", TimeUnit.NANOSECONDS.toMillis(gone - created) + " ms");
  }

  /** Two look-ups within the entry's life; a machine that paused for longer than that between the two gets another chance. */
  private static long lookUpTwice(Cache<String, String> cache, Report report) {
    for (int attempt = 1; ; attempt++) {
      cache.remove(WORD);
      long created = System.nanoTime();
      String first = lookUp(cache);
      String second = lookUp(cache);
      if (!second.equals(first) || attempt == MAX_ATTEMPTS) {
        report.line("first look-up", first);
        report.line("second look-up", second);
        return created;
      }
    }
  }

  private static String lookUp(Cache<String, String> cache) {
    CachedFingerprints fingerprints = new CachedFingerprints(cache);
    String fingerprint = fingerprints.of(WORD);
    return (fingerprints.hits() == 1 ? "from the cache: " : "computed:       ") + fingerprint.substring(0, 16);
  }

  private static void awaitExpiry(Cache<String, String> cache) {
    long start = System.nanoTime();
    while (cache.containsKey(WORD)) {
      if (System.nanoTime() - start > MAX_WAIT_NANOS) {
        throw new IllegalStateException("the entry should be gone after " + LIFE_MILLIS + " ms and is still there");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
