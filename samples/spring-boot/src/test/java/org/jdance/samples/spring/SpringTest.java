package org.jdance.samples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdance.testing.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring's cache abstraction on real servers. A context that is closed and one that is started then are as two JVMs: nothing is left in memory. */
class SpringTest {

  private static final int ARTICLES = 50;

  private RedisProcess first;
  private RedisProcess second;

  @BeforeEach
  void startServers() {
    first = RedisProcess.start();
    second = RedisProcess.start();
    System.setProperty("jdance.nodes", "redis://" + first.host() + ":" + first.port() + ", redis://" + second.host() + ":" + second.port());
    System.setProperty("jdance.namespace", "spring-" + UUID.randomUUID());
  }

  @AfterEach
  void stopServers() {
    System.clearProperty("jdance.nodes");
    System.clearProperty("jdance.namespace");
    first.close();
    second.close();
  }

  @Test
  void whatOneApplicationLookedUpTheNextOneFinds() {
    try (ConfigurableApplicationContext application = start()) {
      assertInstanceOf(JCacheCacheManager.class, application.getBean(CacheManager.class));
      assertEquals(ARTICLES, askForAll(application));
      assertEquals(0, askForAll(application));
    }
    try (ConfigurableApplicationContext application = start()) {
      // Only the first own class costs a look-up: from then on the application may read it.
      assertTrue(askForAll(application) <= 1);
      PriceList prices = application.getBean(PriceList.class);
      prices.changed("article 7");
      assertEquals(1, askForAll(application));
      prices.allChanged();
      assertEquals(ARTICLES, askForAll(application));
    }
  }

  @Test
  void nullsAndKeysOfTwoPartsAreFoundByTheNextOne() {
    try (ConfigurableApplicationContext application = start()) {
      assertNull(application.getBean(PriceList.class).discount("lamp", 1));
      assertEquals(4, application.getBean(PriceList.class).discount("lamp", 40));
    }
    try (ConfigurableApplicationContext application = start()) {
      PriceList prices = application.getBean(PriceList.class);
      assertNull(prices.discount("lamp", 1));
      assertEquals(4, prices.discount("lamp", 40));
      assertEquals(0, prices.lookups());
    }
  }

  @Test
  void manyThreadsLookUpOnce() throws Exception {
    try (ConfigurableApplicationContext application = start()) {
      PriceList prices = application.getBean(PriceList.class);
      int threads = 8;
      CyclicBarrier together = new CyclicBarrier(threads);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        List<Future<Price>> answers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          answers.add(pool.submit(() -> {
            together.await();
            return prices.price("lamp");
          }));
        }
        for (Future<Price> answer : answers) {
          assertEquals("0.04", answer.get().amount().toPlainString());
        }
      } finally {
        pool.shutdownNow();
      }
      assertEquals(1, prices.lookups());
    }
  }

  @Test
  void withoutServersEveryCallIsAnswered() {
    try (ConfigurableApplicationContext application = start()) {
      askForAll(application);
      first.kill();
      second.kill();
      assertEquals(ARTICLES, askForAll(application));
      assertEquals(4, application.getBean(PriceList.class).discount("lamp", 40));
      application.getBean(PriceList.class).changed("article 7");
      Stock stock = application.getBean(Stock.class);
      stock.deliver("lamp", 3);
      assertEquals(3, stock.left("lamp"));
      stock.sellOut("lamp");
      assertEquals(0, stock.left("lamp"));
    }
  }

  @Test
  void theAnnotationsOfJsr107Work() {
    try (ConfigurableApplicationContext application = start()) {
      Stock stock = application.getBean(Stock.class);
      assertEquals(0, stock.left("lamp"));
      stock.deliver("lamp", 3);
      assertEquals(3, stock.left("lamp"));
      assertEquals(1, stock.lookups());
      stock.sellOut("lamp");
      assertEquals(0, stock.left("lamp"));
      assertEquals(2, stock.lookups());
      stock.burnDown();
      assertEquals(0, stock.left("lamp"));
      assertEquals(3, stock.lookups());
    }
  }

  @Test
  void actuatorCountsHitsAndMisses() {
    try (ConfigurableApplicationContext application = start()) {
      askForAll(application);
      askForAll(application);
      askForAll(application);
      MeterRegistry meters = application.getBean(MeterRegistry.class);
      assertEquals(2 * ARTICLES, gets(meters, "hit"));
      assertEquals(ARTICLES, gets(meters, "miss"));
      assertEquals(ARTICLES, meters.get("cache.puts").tag("cache", "prices").functionCounter().count());
    }
  }

  @Test
  void aRestartClassLoaderReadsWhatTheOneBeforeWrote() throws Exception {
    assertEquals(ARTICLES, lookupsInNewClassLoader());
    assertTrue(lookupsInNewClassLoader() <= 1);
  }

  @Test
  void aWrongResourceNameIsNamed() {
    Throwable failure = assertThrows(RuntimeException.class, () -> start("--spring.cache.jcache.config=classpath:jdanse.properties").close());
    assertTrue(messages(failure).contains("jdanse.properties"), messages(failure));
  }

  private static double gets(MeterRegistry meters, String result) {
    return meters.get("cache.gets").tag("cache", "prices").tag("result", result).functionCounter().count();
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    return SpringApplication.run(ShopApplication.class, arguments);
  }

  /** Answers how many were looked up. */
  private static int askForAll(ConfigurableApplicationContext application) {
    PriceList prices = application.getBean(PriceList.class);
    int before = prices.lookups();
    for (int i = 0; i < ARTICLES; i++) {
      assertEquals(Price.Currency.EUR, prices.price("article " + i).currency());
    }
    return prices.lookups() - before;
  }

  /** As devtools restarts an application: its own classes come from a new loader, all others from the same as before. */
  private static int lookupsInNewClassLoader() throws Exception {
    URL classes = ShopApplication.class.getProtectionDomain().getCodeSource().getLocation();
    URL tests = SpringTest.class.getProtectionDomain().getCodeSource().getLocation();
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    try (RestartClassLoader loader = new RestartClassLoader(SpringTest.class.getClassLoader(), new URL[] {classes, tests})) {
      current.setContextClassLoader(loader);
      Class<?> inside = loader.loadClass(Inside.class.getName());
      assertTrue(inside != Inside.class);
      return (int) inside.getMethod("lookups").invoke(null);
    } finally {
      current.setContextClassLoader(before);
    }
  }

  /** What runs inside of the restart class loader. */
  public static final class Inside {

    private Inside() {}

    public static int lookups() {
      try (ConfigurableApplicationContext application = start()) {
        return askForAll(application);
      }
    }
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      all.append(each.getMessage()).append('\n');
    }
    return all.toString();
  }
}
