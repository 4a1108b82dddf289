package org.jdance.samples.quickstart;

import javax.cache.Cache;

/** The cache in front of the slow work: asks the cache first, and does the work only for what the cache does not have. */
final class CachedFingerprints {

  private final Cache<String, String> cache;
  private long hits;
  private long misses;
  private long lookupNanos;
  private long workNanos;

  CachedFingerprints(Cache<String, String> cache) {
    this.cache = cache;
  }

  String of(String word) {
    long start = System.nanoTime();
    String known = cache.get(word);
    lookupNanos += System.nanoTime() - start;
    if (known != null) {
      hits++;
      return known;
    }
    misses++;
    String computed = compute(word);
    cache.put(word, computed);
    return computed;
  }

  private String compute(String word) {
    long start = System.nanoTime();
    String computed = Fingerprint.of(word);
    workNanos += System.nanoTime() - start;
    return computed;
  }

  long hits() {
    return hits;
  }

  long misses() {
    return misses;
  }

  double millisWorked() {
    return workNanos / 1e6;
  }

  double millisPerWord() {
    return misses == 0 ? 0 : millisWorked() / misses;
  }

  /** What the hits would have taken without the cache, less what asking the cache took. */
  double millisSaved() {
    return hits * millisPerWord() - lookupNanos / 1e6;
  }
}
