package org.jdance.samples.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.hibernate.SessionFactory;
import org.hibernate.cache.spi.CacheImplementor;
import org.hibernate.stat.Statistics;
import org.jdance.JDanceCacheManager;
import org.jdance.testing.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hibernate's second-level cache on real servers, as Hibernate's own statistics see it. */
class HibernateTest {

  private static final int PRODUCTS = 20;
  private static final Place PLACE = new Place("north", 1);

  @TempDir Path directory;
  private Shops shops;

  @BeforeEach
  void start() {
    shops = new Shops(directory);
  }

  @AfterEach
  void stop() {
    shops.close();
  }

  @Test
  void aRestartedApplicationReadsAllFromTheCache() {
    List<String> dear;
    try (SessionFactory factory = shops.open(Map.of())) {
      Catalogue catalogue = Shops.catalogue(factory);
      catalogue.fill(PRODUCTS);
      dear = readAll(catalogue);
      assertEquals(PRODUCTS - 5, dear.size());
    }
    try (SessionFactory factory = shops.open(Map.of())) {
      assertEquals(dear, readAll(Shops.catalogue(factory)));
      Statistics statistics = factory.getStatistics();
      for (String region : statistics.getSecondLevelCacheRegionNames()) {
        assertEquals(0, statistics.getCacheRegionStatistics(region).getMissCount(), "misses of " + region);
      }
      assertEquals(0, statistics.getPrepareStatementCount());
      assertEquals(0, statistics.getSecondLevelCachePutCount());
      assertEquals(1, statistics.getQueryCacheHitCount());
      assertEquals(PRODUCTS, statistics.getNaturalIdCacheHitCount());
      // The products of the query; on each page its product, tags, supplier, country, list of products, and the other nine of these; the shelf.
      assertEquals(15 + PRODUCTS * (5 + 9) + 1, statistics.getSecondLevelCacheHitCount());
    }
  }

  @Test
  void twoApplicationsSeeEachOthersUpdates() {
    try (SessionFactory factory = shops.open(Map.of())) {
      Shops.catalogue(factory).fill(PRODUCTS);
    }
    try (ChildJvm one = shops.clerk(); ChildJvm other = shops.clerk()) {
      for (ChildJvm clerk : List.of(one, other)) {
        clerk.ask("page L-1");
        clerk.ask("from 25");
        assertEquals("0 statements: lamp 1 11.00 [shelf] by Bright Lamps, Turkey, one of 10", clerk.ask("page L-1"));
        assertEquals("0 statements: [L-15, L-16, L-17, L-18, L-19]", clerk.ask("from 25"));
      }

      assertTrue(one.ask("price L-1 77.70").endsWith(" statements: done"));
      assertEquals("0 statements: lamp 1 77.70 [shelf] by Bright Lamps, Turkey, one of 10", other.ask("page L-1"));
      assertEquals("1 statements: [L-15, L-16, L-17, L-18, L-19, L-1]", other.ask("from 25"));
      assertEquals("0 statements: [L-15, L-16, L-17, L-18, L-19, L-1]", one.ask("from 25"));

      assertEquals("1 statements: done", other.ask("rename &Co"));
      assertTrue(one.ask("page L-1").endsWith("by Bright Lamps&Co, Turkey, one of 10"), "the bulk update emptied the region for both");
      assertEquals("0 statements: lamp 1 77.70 [shelf] by Bright Lamps&Co, Turkey, one of 10", other.ask("page L-1"));
    }
  }

  @Test
  void cachesOfHibernateHaveTheKeysOfTheFile() {
    try (SessionFactory factory = shops.open(Map.of())) {
      assertTrue(factory.isOpen());
      CachingProvider provider = Caching.getCachingProvider("org.jdance.JDanceCachingProvider");
      Cache<Object, Object> products = provider
          .getCacheManager(resource(), provider.getDefaultClassLoader())
          .getCache("org.jdance.samples.hibernate.Product");
      String configuration = products.getCacheManager().unwrap(JDanceCacheManager.class).effectiveConfiguration();
      assertTrue(configuration.contains("jdance.cache.org.jdance.samples.hibernate.*.ttl=1h"), configuration);
      Set<String> names = new TreeSet<>();
      products.getCacheManager().getCacheNames().forEach(names::add);
      String own = "org.jdance.samples.hibernate.";
      assertEquals(
          Set.of(
              "default-query-results-region", "default-update-timestamps-region", own + "Country", own + "Product",
              own + "Product##NaturalId", own + "Product.tags", own + "Shelf", own + "Supplier", own + "Supplier.products"),
          names);
    }
  }

  @Test
  void missingCachesAreCreatedOrRefused() {
    for (String strategy : List.of("create", "create-warn")) {
      try (SessionFactory factory = shops.open(Map.of("hibernate.javax.cache.missing_cache_strategy", strategy))) {
        assertTrue(factory.getCache().unwrap(CacheImplementor.class).getCacheRegionNames().size() > 5);
      }
    }
    Throwable refused =
        assertThrows(RuntimeException.class, () -> shops.open(Map.of("hibernate.javax.cache.missing_cache_strategy", "fail")).close());
    assertTrue(messages(refused).contains("On-the-fly creation of JCache Cache objects is not supported"), messages(refused));
  }

  @Test
  void everyStrategyReadsAndWrites() {
    try (SessionFactory factory = shops.open(Map.of())) {
      Catalogue catalogue = Shops.catalogue(factory);
      catalogue.fill(1);
      assertEquals(1, catalogue.free(PLACE));
      factory.inTransaction(session -> session.find(Shelf.class, PLACE).free(9));
      assertEquals(9, catalogue.free(PLACE));
      factory.inTransaction(session -> session.find(Supplier.class, 0L).name("Dim Lamps"));
      assertTrue(catalogue.page("L-0").contains("by Dim Lamps, Turkey"));
      factory.inTransaction(session -> session.find(Product.class, id(factory)).tags().add("window"));
      assertTrue(catalogue.page("L-0").contains("[shelf, window]"));
      factory.inTransaction(session -> {
        Product product = session.find(Product.class, id(factory));
        product.supplier().products().remove(product);
        session.remove(product);
      });
      assertEquals(List.of(), catalogue.from(BigDecimal.ZERO, Condition.NEW));
    }
  }

  @Test
  void wrongConfigurationTellsWhatToWriteWhere() {
    Throwable resource = assertThrows(RuntimeException.class, () -> shops.open(Map.of("hibernate.javax.cache.uri", "jdanse.properties")));
    assertTrue(messages(resource).contains("Couldn't load URI from jdanse.properties"), messages(resource));
    Throwable key = assertThrows(RuntimeException.class, () -> shops.open(Map.of("hibernate.javax.cache.uri", "misspelt.properties")));
    assertTrue(messages(key).contains("jdance.failure-polizy") && messages(key).contains("jdance.failure-policy")
        && messages(key).contains("misspelt.properties, line 2"), messages(key));
  }

  private static Object id(SessionFactory factory) {
    return factory.fromSession(session -> session.createSelectionQuery("select p.id from Product p", Object.class).getSingleResult());
  }

  private static List<String> readAll(Catalogue catalogue) {
    List<String> dear = catalogue.from(BigDecimal.valueOf(15), Condition.NEW);
    for (int i = 0; i < PRODUCTS; i++) {
      catalogue.page(Catalogue.article(i));
    }
    catalogue.free(PLACE);
    return dear;
  }

  private static URI resource() {
    try {
      return HibernateTest.class.getResource("/jdance.properties").toURI();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
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
