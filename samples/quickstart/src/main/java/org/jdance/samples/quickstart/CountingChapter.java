package org.jdance.samples.quickstart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;

/** An entry processor counts the words, called by several threads at once, and a synchronous listener is told of each change. */
final class CountingChapter {

  private static final String CACHE = "quickstart-counts";
  private static final int THREADS = 4;
  private static final int MOST_FREQUENT = 5;
  private static final long MAX_SECONDS = 60;

  private CountingChapter() {}

  static void show(CacheManager manager, Text text, Report report) {
    ChangeCounter changes = new ChangeCounter();
    boolean oldValueRequired = false;
    boolean synchronous = true;
    MutableConfiguration<String, Integer> configuration = new MutableConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .addCacheEntryListenerConfiguration(
            new MutableCacheEntryListenerConfiguration<>(() -> changes, null, oldValueRequired, synchronous));
    Cache<String, Integer> counts = manager.createCache(CACHE, configuration);
    counts.clear(); // A store outside this JVM may still hold the entries of the last run.

    countInParallel(counts, text.words());

    List<WordCount> wordCounts = new ArrayList<>();
    counts.forEach(entry -> wordCounts.add(new WordCount(entry.getKey(), entry.getValue())));
    report.heading("3. An entry processor counts the words, " + THREADS + " threads at once");
    report.line("words", wordCounts.size());
    report.line("counted", wordCounts.stream().mapToLong(WordCount::count).sum());
    report.line("entries created", changes.created());
    report.line("entries updated", changes.updated());
    wordCounts.stream()
        .sorted(Comparator.comparingLong(WordCount::count).reversed().thenComparing(WordCount::word))
        .limit(MOST_FREQUENT)
        .forEach(wordCount -> report.line("\"" + wordCount.word() + "\"", wordCount.count()));
  }

  private record WordCount(String word, long count) {}

  private static void countInParallel(Cache<String, Integer> counts, List<String> words) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> shares = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        shares.add(threads.submit(() -> countShare(counts, words, first)));
      }
      for (Future<?> share : shares) {
        share.get(MAX_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("counting failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("counting took longer than " + MAX_SECONDS + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while counting", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void countShare(Cache<String, Integer> counts, List<String> words, int first) {
    CountWord countWord = new CountWord();
    for (int i = first; i < words.size(); i += THREADS) {
      counts.invoke(words.get(i), countWord);
    }
  }
}
