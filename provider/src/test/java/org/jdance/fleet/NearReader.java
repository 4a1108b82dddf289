package org.jdance.fleet;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * A JVM that counts up under its own share of the keys and reads all of them, and writes down when what was acknowledged and when what was read. The
 * monotonic clock is the same for all processes of a machine.
 */
final class NearReader {

  static final int KEYS = 100;

  /** Enough for every write that a run can do. */
  private static final int MOST_WRITES = 2_000_000;

  private static final long PAUSE_NANOS = 2_000_000;
  private static final int ATTEMPTS = 50;

  private NearReader() {}

  /** Arguments: URI, number of this JVM, number of JVMs, reads, file. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int me = Integer.parseInt(args[1]);
    int jvms = Integer.parseInt(args[2]);
    int reads = Integer.parseInt(args[3]);
    long[] written = new long[3 * MOST_WRITES];
    int[] writes = new int[1];
    long[] read = new long[3 * reads];
    try (CachingProvider provider = Caching.getCachingProvider()) {
      Cache<String, Long> cache =
          provider.getCacheManager(URI.create(args[0]), null).createCache("near", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
      for (int key = me; key < KEYS; key += jvms) {
        patiently(cache, key, 0);
      }
      System.out.println("READY");
      System.in.read();
      Thread reader = new Thread(() -> read(cache, read, reads, me));
      reader.start();
      long next = 1;
      while (reader.isAlive() && writes[0] < MOST_WRITES) {
        for (int key = me; key < KEYS && reader.isAlive(); key += jvms) {
          patiently(cache, key, next);
          int at = 3 * writes[0]++;
          written[at] = key;
          written[at + 1] = next;
          written[at + 2] = System.nanoTime();
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        next++;
      }
      reader.join();
    }
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[4])), 1 << 20))) {
      write(out, written, 3 * writes[0]);
      write(out, read, read.length);
    }
    System.out.println("DONE");
  }

  private static void write(DataOutputStream out, long[] numbers, int count) throws IOException {
    out.writeInt(count / 3);
    for (int i = 0; i < count; i++) {
      out.writeLong(numbers[i]);
    }
  }

  /** Nobody else writes the key, so the same may be written again. */
  private static void patiently(Cache<String, Long> cache, int key, long value) {
    for (int attempt = 1; ; attempt++) {
      try {
        cache.put("k" + key, value);
        return;
      } catch (CacheException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void read(Cache<String, Long> cache, long[] read, int reads, int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < reads; i++) {
      int key = random.nextInt(KEYS);
      long asked = System.nanoTime();
      Long value = null;
      for (int attempt = 0; value == null && attempt < ATTEMPTS; attempt++) {
        asked = System.nanoTime();
        try {
          value = cache.get("k" + key);
        } catch (CacheException e) {
          // The next attempt may find a server that answers.
        }
      }
      read[3 * i] = key;
      read[3 * i + 1] = value == null ? -1 : value;
      read[3 * i + 2] = asked;
      if (i % 1_000 == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
