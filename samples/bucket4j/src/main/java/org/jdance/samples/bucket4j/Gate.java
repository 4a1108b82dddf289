package org.jdance.samples.bucket4j;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** One process that lets requests of one customer through, on several threads. */
public final class Gate {

  private Gate() {}

  /** Takes how many tokens there are, on how many threads to ask, and how often each thread asks; says how many were let through. */
  public static void main(String[] arguments) throws Exception {
    long tokens = Long.parseLong(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    int questions = Integer.parseInt(arguments[2]);
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
      // A refill that takes this long gives nothing back while the program runs.
      Bucket bucket = new Limits(manager, tokens, Duration.ofDays(36_500)).of("anna");
      System.out.println("ready");
      if (System.in.read() < 0) {
        return;
      }
      System.out.println(letThrough(bucket, threads, questions));
    }
  }

  private static long letThrough(Bucket bucket, int threads, int questions) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Long>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        work.add(() -> {
          long through = 0;
          for (int question = 0; question < questions; question++) {
            through += bucket.tryConsume(1) ? 1 : 0;
          }
          return through;
        });
      }
      long sum = 0;
      for (Future<Long> each : pool.invokeAll(work)) {
        sum += each.get();
      }
      return sum;
    } finally {
      pool.shutdownNow();
    }
  }
}
