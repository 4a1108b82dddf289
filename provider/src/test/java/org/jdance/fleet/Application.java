package org.jdance.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * An application in a JVM of its own: it does what it reads from standard input and prints on standard output how it went. It ends with its input.
 *
 * <p>A line is {@code URI task threads amount}; it gets ready, says so, and begins with the next line. The tasks
 * {@code load} and {@code keys} go on until one more.
 */
final class Application {

  /** What it says when it could begin. */
  static final String READY = "READY";

  /** What it says behind its tally. */
  static final String DONE = "DONE";

  /** The cache that it works on. */
  static final String CACHE = "cache";

  /** How many JVMs share the keys of the tasks {@code fill} and {@code keys}. */
  static final int JVMS_ON_KEYS = 3;

  private static final int WARM_UP_ATTEMPTS = 20;

  private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final String name;

  private Application(String name) {
    this.name = name;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    new Application(args[0]).run();
  }

  private void run() throws IOException, InterruptedException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      try (CachingProvider provider = Caching.getCachingProvider()) {
        CacheManager manager = provider.getCacheManager(URI.create(words[0]), null);
        Cache<String, Object> cache = manager.createCache(CACHE, new MutableConfiguration<>());
        perform(cache, words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3])).forEach(System.out::println);
        System.out.println(DONE);
      }
    }
  }

  private List<String> perform(Cache<String, Object> cache, String task, int threads, int amount) throws IOException, InterruptedException {
    AtomicBoolean stopped = new AtomicBoolean();
    List<Supplier<Tally>> all = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    warmUp(cache);
    System.out.println(READY);
    in.readLine();
    Heartbeat heartbeat = new Heartbeat();
    for (int i = 0; i < threads; i++) {
      ApplicationThread thread = new ApplicationThread(cache, name + "." + i);
      KeyLoad load = new KeyLoad(cache, name, i, JVMS_ON_KEYS, threads, amount);
      all.add(task.equals("keys") || task.equals("fill") ? load::tally : thread::tally);
      Thread started = new Thread(() -> {
        switch (task) {
          case "invoke" -> thread.invoke(amount);
          case "replace" -> thread.replace(amount);
          case "claim" -> thread.claim(amount);
          case "load" -> thread.load(stopped::get);
          case "fill" -> load.fill();
          case "keys" -> load.run(stopped::get);
          default -> throw new IllegalArgumentException(task);
        }
      });
      running.add(started);
      started.start();
    }
    if (isEndless(task)) {
      in.readLine();
      stopped.set(true);
    }
    for (Thread thread : running) {
      thread.join();
    }
    List<String> lines = new ArrayList<>();
    lines.add("pause " + heartbeat.longestMillis());
    heartbeat.close();
    all.forEach(thread -> lines.addAll(thread.get().lines()));
    return lines;
  }

  /** Whether a task goes on until it is told to stop. */
  static boolean isEndless(String task) {
    return task.equals("load") || task.equals("keys");
  }

  /** The first operation of a JVM loads classes and connects; on a busy machine that can take longer than a deadline. */
  private static void warmUp(Cache<String, Object> cache) {
    for (int attempt = 1; ; attempt++) {
      try {
        cache.get("warm-up");
        return;
      } catch (CacheException e) {
        if (attempt == WARM_UP_ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
