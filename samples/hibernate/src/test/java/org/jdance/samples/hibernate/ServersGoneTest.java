package org.jdance.samples.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of transactions when all cache servers are killed, and of reads when they are back. */
class ServersGoneTest {

  private static final int PRODUCTS = 20;
  private static final int ROUNDS = 20;

  @TempDir Path directory;

  @Test
  void transactionsGoOnWithoutAnyServer() {
    try (Shops shops = new Shops(directory); SessionFactory factory = shops.open(Map.of())) {
      Catalogue catalogue = Shops.catalogue(factory);
      catalogue.fill(PRODUCTS);
      Run with = run(catalogue, 0);
      shops.first.kill();
      shops.second.kill();
      Run without = run(catalogue, 1000);
      System.out.printf(
          "Hibernate with servers: %d transactions, failed %d, p99 %,d us; without: %d transactions, failed %d, p99 %,d us%n",
          with.transactions, with.failed, with.p99Micros(), without.transactions, without.failed, without.p99Micros());
      assertEquals(0, with.failed);
      assertEquals(0, without.failed);
      assertEquals(0, with.stale + without.stale);
      assertTrue(with.transactions == without.transactions);
    }
  }

  /** Price changes and reads of what was changed. */
  private static Run run(Catalogue catalogue, int base) {
    Run run = new Run();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < PRODUCTS; i++) {
        String article = Catalogue.article(i);
        BigDecimal price = BigDecimal.valueOf(base + round);
        run.time(() -> catalogue.price(article, price));
        run.time(() -> run.stale += catalogue.price(article).compareTo(price) == 0 ? 0 : 1);
      }
    }
    return run;
  }

  private static final class Run {
    private final long[] nanos = new long[2 * ROUNDS * PRODUCTS];
    private int transactions;
    private int failed;
    private int stale;

    void time(Runnable transaction) {
      long start = System.nanoTime();
      try {
        transaction.run();
      } catch (RuntimeException e) {
        e.printStackTrace();
        failed++;
      }
      nanos[transactions++] = System.nanoTime() - start;
    }

    long p99Micros() {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length * 99 / 100 - 1] / 1000;
    }
  }
}
