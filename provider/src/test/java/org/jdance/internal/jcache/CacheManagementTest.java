package org.jdance.internal.jcache;

import static org.jdance.internal.jcache.Beans.SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Set;
import javax.cache.configuration.MutableConfiguration;
import javax.management.ObjectName;
import org.jdance.JDanceCachingProvider;
import org.jdance.internal.semantics.run.CacheStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheManagementTest {

  private final CacheStatistics statistics = new CacheStatistics();
  private final MutableConfiguration<Long, String> configuration = new MutableConfiguration<Long, String>().setTypes(Long.class, String.class);
  private final ManagerRegistry registry = new ManagerRegistry(new JDanceCachingProvider(), new FakeCacheFactory());
  private final ManagerFacade manager = manager("jdance:memory");
  private final CacheManagement management = new CacheManagement(manager, "c", statistics, null, () -> configuration);

  @AfterEach
  void nothingIsLeft() throws Exception {
    management.close();
    assertEquals(Set.of(), Beans.all());
  }

  @Test
  void eachBeanIsShownAndHiddenByItself() throws Exception {
    assertEquals(Set.of(), Beans.typesOf("c"));
    management.showStatistics(true);
    assertEquals(Set.of("CacheStatistics"), Beans.typesOf("c"));
    management.showConfiguration(true);
    assertEquals(Set.of("CacheStatistics", "CacheConfiguration"), Beans.typesOf("c"));
    management.showStatistics(false);
    assertEquals(Set.of("CacheConfiguration"), Beans.typesOf("c"));
    management.showStatistics(true);
    assertEquals(Set.of("CacheStatistics", "CacheConfiguration"), Beans.typesOf("c"));
  }

  @Test
  void theStatisticsBeanShowsAndClearsTheCounts() throws Exception {
    management.showStatistics(true);
    ObjectName name = BeanNames.of(BeanNames.STATISTICS, "jdance:memory", "c");
    statistics.add(3, 1, 0, 0);

    assertEquals(4L, SERVER.getAttribute(name, "CacheGets"));
    assertEquals(75f, SERVER.getAttribute(name, "CacheHitPercentage"));

    SERVER.invoke(name, "clear", null, null);
    assertEquals(0L, SERVER.getAttribute(name, "CacheGets"));
  }

  @Test
  void theConfigurationBeanShowsWhatIsSetNow() throws Exception {
    management.showConfiguration(true);
    ObjectName name = BeanNames.of(BeanNames.CONFIGURATION, "jdance:memory", "c");

    assertEquals("java.lang.Long", SERVER.getAttribute(name, "KeyType"));
    assertEquals("java.lang.String", SERVER.getAttribute(name, "ValueType"));
    assertEquals(false, SERVER.getAttribute(name, "ReadThrough"));
    assertEquals(false, SERVER.getAttribute(name, "WriteThrough"));
    assertEquals(true, SERVER.getAttribute(name, "StoreByValue"));
    assertEquals(false, SERVER.getAttribute(name, "StatisticsEnabled"));
    assertEquals(false, SERVER.getAttribute(name, "ManagementEnabled"));

    configuration.setStatisticsEnabled(true).setManagementEnabled(true).setReadThrough(true).setWriteThrough(true).setStoreByValue(false);
    assertEquals(true, SERVER.getAttribute(name, "StatisticsEnabled"));
    assertEquals(true, SERVER.getAttribute(name, "ManagementEnabled"));
    assertEquals(true, SERVER.getAttribute(name, "ReadThrough"));
    assertEquals(true, SERVER.getAttribute(name, "WriteThrough"));
    assertEquals(false, SERVER.getAttribute(name, "StoreByValue"));
  }

  @Test
  void showingTwiceIsShowingOnce() throws Exception {
    management.showStatistics(true);
    try (CapturedLog log = new CapturedLog()) {
      management.showStatistics(true);
      assertEquals("", log.text());
    }
    assertEquals(1, Beans.all().size());
    management.showStatistics(false);
    management.showStatistics(false);
    assertEquals(0, Beans.all().size());
  }

  @Test
  void afterCloseNothingIsShownAnyMore() throws Exception {
    management.showStatistics(true);
    management.showConfiguration(true);
    management.close();
    assertEquals(Set.of(), Beans.all());

    management.showStatistics(true);
    management.showConfiguration(true);
    assertEquals(Set.of(), Beans.all());
  }

  @Test
  void aTakenNameIsLoggedAndLeftToItsOwner() throws Exception {
    management.showStatistics(true);
    CacheStatistics others = new CacheStatistics();
    others.add(7, 0, 0, 0);
    ObjectName name = BeanNames.of(BeanNames.STATISTICS, "jdance:memory", "c");
    try (CapturedLog log = new CapturedLog();
        CacheManagement second = new CacheManagement(manager, "c", others, null, () -> configuration)) {
      second.showStatistics(true);
      assertTrue(log.text().contains("WARN") && log.text().contains(name.toString()), log.text());
      assertEquals(0L, SERVER.getAttribute(name, "CacheHits"));
      second.showStatistics(false);
      assertTrue(SERVER.isRegistered(name));
    }
    assertTrue(SERVER.isRegistered(name));
  }

  @Test
  void aBeanThatSomebodyElseRemovedIsNoError() throws Exception {
    management.showStatistics(true);
    SERVER.unregisterMBean(BeanNames.of(BeanNames.STATISTICS, "jdance:memory", "c"));
    management.showStatistics(false);
    management.showStatistics(true);
    assertEquals(Set.of("CacheStatistics"), Beans.typesOf("c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a?b", "\"", "a,b=c:d", "line\nbreak", "\\"})
  void everyCacheNameCanBeShown(String cacheName) throws Exception {
    try (CacheManagement nasty = new CacheManagement(manager("jdance:memory?max-entries=10"), cacheName, statistics, null, () -> configuration)) {
      nasty.showStatistics(true);
      nasty.showConfiguration(true);
      assertEquals(2, Beans.all().size());
      assertFalse(Beans.all().iterator().next().isPattern());
    }
  }

  private ManagerFacade manager(String uri) {
    return registry.getOrCreate(URI.create(uri), getClass().getClassLoader(), null).unwrap(ManagerFacade.class);
  }
}
