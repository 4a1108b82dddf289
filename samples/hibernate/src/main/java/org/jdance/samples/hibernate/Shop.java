package org.jdance.samples.hibernate;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.Version;
import org.hibernate.stat.Statistics;
import org.jdance.testing.RedisProcess;

/** Shows what a second-level cache on servers is worth: a restarted application starts warm, and one without servers works on. */
public final class Shop {

  private static final int PRODUCTS = 100;
  private static final String DATABASE = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1";

  private final PrintStream out;

  private Shop(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    if (!RedisProcess.isInstalled()) {
      System.err.println("hibernate: redis-server is not installed; scripts/install-servers.sh installs it");
      System.exit(1);
    }
    new Shop(new PrintStream(System.out, true, StandardCharsets.UTF_8)).run();
  }

  private void run() {
    try (RedisProcess first = RedisProcess.start(); RedisProcess second = RedisProcess.start()) {
      // Instead of those that jdance.properties names.
      System.setProperty("jdance.nodes", "redis://" + first.host() + ":" + first.port() + ", redis://" + second.host() + ":" + second.port());
      out.println("~ servers                 2 x redis, ports " + first.port() + ", " + second.port());
      out.println("~ Hibernate ORM           " + Version.getVersionString());
      line("products", PRODUCTS);
      try (SessionFactory factory = open()) {
        Catalogue catalogue = new Catalogue(factory, Clock.systemUTC());
        catalogue.fill(PRODUCTS);
        out.println();
        out.println("1. A new application reads all pages, once");
        readAll(factory, catalogue);
      }
      try (SessionFactory factory = open()) {
        Catalogue catalogue = new Catalogue(factory, Clock.systemUTC());
        out.println();
        out.println("2. The application is started again and reads all pages, ten times");
        long[] nanos = times(catalogue, 10);
        count(factory.getStatistics());
        out.println("~ 99 % of pages within    " + micros(nanos));

        out.println();
        out.println("3. Both servers are killed, and prices change");
        first.kill();
        second.kill();
        factory.getStatistics().clear();
        int failed = 0;
        for (int i = 0; i < PRODUCTS; i++) {
          try {
            catalogue.price(Catalogue.article(i), BigDecimal.valueOf(500 + i));
          } catch (RuntimeException e) {
            failed++;
          }
        }
        nanos = times(catalogue, 10);
        line("transactions", factory.getStatistics().getTransactionCount());
        line("failed", failed);
        line("cheapest product costs", catalogue.price(Catalogue.article(0)).longValueExact());
        out.println("~ 99 % of pages within    " + micros(nanos));
      }
    }
  }

  private static SessionFactory open() {
    return Database.open(Map.of("hibernate.connection.url", DATABASE));
  }

  private void readAll(SessionFactory factory, Catalogue catalogue) {
    factory.getStatistics().clear();
    times(catalogue, 1);
    count(factory.getStatistics());
  }

  /** How long each page took. */
  private static long[] times(Catalogue catalogue, int rounds) {
    long[] nanos = new long[rounds * PRODUCTS];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      catalogue.page(Catalogue.article(i % PRODUCTS));
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  private void count(Statistics statistics) {
    line("statements", statistics.getPrepareStatementCount());
    line("second-level hits", statistics.getSecondLevelCacheHitCount());
    line("second-level misses", statistics.getSecondLevelCacheMissCount());
    line("natural id hits", statistics.getNaturalIdCacheHitCount());
  }

  private void line(String label, long number) {
    out.println(String.format(Locale.ROOT, "  %-23s %,6d", label, number));
  }

  private static String micros(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return String.format(Locale.ROOT, "%,.0f us", sorted[sorted.length * 99 / 100 - 1] / 1e3);
  }
}
