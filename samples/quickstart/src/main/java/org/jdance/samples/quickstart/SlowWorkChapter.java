package org.jdance.samples.quickstart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.management.CacheStatisticsMXBean;

/** A cache in front of slow work: each word's fingerprint is computed once, however often the word occurs. */
final class SlowWorkChapter {

  private static final String CACHE = "quickstart-fingerprints";

  private SlowWorkChapter() {}

  static void show(CacheManager manager, Text text, Report report) {
    MutableConfiguration<String, String> configuration = new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setStatisticsEnabled(true);
    Cache<String, String> cache = manager.createCache(CACHE, configuration);
    cache.clear(); // A store outside this JVM may still hold the entries of the last run.

    CachedFingerprints fingerprints = new CachedFingerprints(cache);
    MessageDigest all = Fingerprint.sha256();
    for (String word : text.words()) {
      all.update(fingerprints.of(word).getBytes(StandardCharsets.US_ASCII));
    }

    report.heading("1. A cache in front of slow work: the fingerprint of every word");
    report.line("from the cache", fingerprints.hits());
    report.line("computed", fingerprints.misses());
    report.line("all fingerprints", HexFormat.of().formatHex(all.digest(), 0, 8));
    report.varying("time computing", millis(fingerprints.millisWorked()) + ", " + millis(fingerprints.millisPerWord()) + " a word");
    report.varying("time saved", millis(fingerprints.millisSaved()));

    reportStatistics(StatisticsBean.of(CACHE), report);
  }

  private static void reportStatistics(CacheStatisticsMXBean statistics, Report report) {
    report.heading("2. The same as the cache's statistics tell it (CacheStatisticsMXBean)");
    report.line("gets", statistics.getCacheGets());
    report.line("hits", statistics.getCacheHits());
    report.line("misses", statistics.getCacheMisses());
    report.line("puts", statistics.getCachePuts());
    report.line("hit percentage", String.format(Locale.ROOT, "%6.1f", statistics.getCacheHitPercentage()));
    report.varying("average get", String.format(Locale.ROOT, "%.1f us", statistics.getAverageGetTime()));
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.2f ms", millis);
  }
}
