package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.management.ObjectName;
import org.jdance.CacheConfigurationException;
import org.jdance.JDanceCacheManager;
import org.jdance.JDanceCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ManagerFacadeTest {

  private static final URI MEMORY = URI.create("jdance:memory");

  private final JDanceCachingProvider provider = new JDanceCachingProvider();
  private final FakeCacheFactory factory = new FakeCacheFactory();
  private final ManagerRegistry registry = new ManagerRegistry(provider, factory);
  private final ClassLoader loader = getClass().getClassLoader();
  private final CacheManager manager = registry.getOrCreate(MEMORY, loader, null);
  private final MutableConfiguration<Long, String> typed = new MutableConfiguration<Long, String>().setTypes(Long.class, String.class);

  @AfterEach
  void nothingIsLeft() throws Exception {
    registry.closeAll();
    assertEquals(Set.of(), Beans.all());
  }

  @Test
  void aManagerKnowsWhereItComesFrom() {
    assertSame(provider, manager.getCachingProvider());
    assertEquals(MEMORY, manager.getURI());
    assertSame(loader, manager.getClassLoader());
    assertTrue(manager.getProperties().isEmpty());
  }

  @Test
  void changingTheAnsweredPropertiesChangesNothing() {
    manager.getProperties().setProperty("x", "y");
    assertTrue(manager.getProperties().isEmpty());
  }

  @Test
  void aCreatedCacheIsFoundUnderItsName() {
    Cache<Long, String> cache = manager.createCache("c", typed);

    assertEquals("c", cache.getName());
    assertSame(manager, cache.getCacheManager());
    assertSame(cache, manager.getCache("c"));
    assertSame(cache, manager.getCache("c", Long.class, String.class));
    assertNull(manager.getCache("other"));
    assertNull(manager.getCache("other", Long.class, String.class));
  }

  @Test
  void aNameThatIsTakenIsRefusedByName() {
    Cache<Long, String> cache = manager.createCache("orders", typed);

    CacheException thrown = assertThrows(CacheException.class, () -> manager.createCache("orders", typed));

    assertEquals(CacheException.class, thrown.getClass());
    assertTrue(thrown.getMessage().contains("'orders'"), thrown.getMessage());
    assertSame(cache, manager.getCache("orders"));
    assertEquals(1, factory.made.size());
  }

  @Test
  void nullsAreRefusedByName() {
    assertNullRefused("cacheName", () -> manager.createCache(null, typed));
    assertNullRefused("configuration", () -> manager.createCache("c", null));
    assertNullRefused("cacheName", () -> manager.getCache(null));
    assertNullRefused("cacheName", () -> manager.getCache(null, Long.class, String.class));
    assertNullRefused("keyType", () -> manager.getCache("c", null, String.class));
    assertNullRefused("valueType", () -> manager.getCache("c", Long.class, null));
    assertNullRefused("cacheName", () -> manager.destroyCache(null));
    assertNullRefused("cacheName", () -> manager.enableManagement(null, true));
    assertNullRefused("cacheName", () -> manager.enableStatistics(null, true));
    assertNullRefused("clazz", () -> manager.unwrap(null));
    assertTrue(factory.made.isEmpty());
  }

  @Test
  void otherTypesThanTheConfiguredOnesAreRefused() {
    manager.createCache("typed", typed);
    manager.createCache("untyped", new MutableConfiguration<>());

    assertMismatch("key", "java.lang.Long", () -> manager.getCache("typed", String.class, String.class));
    assertMismatch("value", "java.lang.String", () -> manager.getCache("typed", Long.class, Object.class));
    assertMismatch("key", "java.lang.Object", () -> manager.getCache("untyped", Long.class, String.class));
    assertSame(manager.getCache("untyped"), manager.getCache("untyped", Object.class, Object.class));
  }

  @Test
  void aPlainConfigurationIsCompleted() {
    Configuration<Long, String> plain = new CompleteConfigurationsTest.Plain<>(Long.class, String.class, false);

    Cache<Long, String> cache = manager.createCache("c", plain);

    CompleteConfiguration<?, ?> complete = configurationOf(cache);
    assertEquals(CompleteConfigurations.copyOf(plain), complete);
  }

  @Test
  void changingTheConfigurationAfterwardsChangesNothing() {
    Cache<Long, String> cache = manager.createCache("c", typed);
    CompleteConfiguration<?, ?> before = configurationOf(cache);

    typed.setStatisticsEnabled(true).setStoreByValue(false);

    assertEquals(before, configurationOf(cache));
    assertNotSame(typed, factory.made.get(0).given);
  }

  @Test
  void anInvalidConfigurationMakesNoCache() {
    assertThrows(IllegalArgumentException.class, () -> manager.createCache("c", typed.setReadThrough(true)));
    assertTrue(factory.made.isEmpty());
    manager.createCache("c", typed.setReadThrough(false));
  }

  @Test
  void storeByReferenceNeedsAStoreThatCan() throws Exception {
    manager.createCache("reference", typed.setStoreByValue(false));

    factory.byReference = false;
    typed.setStatisticsEnabled(true).setManagementEnabled(true);
    UnsupportedOperationException thrown =
        assertThrows(UnsupportedOperationException.class, () -> manager.createCache("orders", typed));

    assertTrue(thrown.getMessage().contains("'orders'"), thrown.getMessage());
    assertNull(manager.getCache("orders"));
    assertTrue(factory.made.get(1).isClosed());
    assertEquals(Set.of(), Beans.all());
    manager.createCache("orders", typed.setStoreByValue(true));
  }

  @Test
  void theExceptionsOfTheSpecificationPassAsTheyAre() {
    for (RuntimeException thrown : List.of(
        new CacheException("x"), new CacheConfigurationException("x"), new IllegalArgumentException("x"),
        new UnsupportedOperationException("x"), new SecurityException("x"))) {
      factory.before = (owner, name) -> {
        throw thrown;
      };
      assertSame(thrown, assertThrows(RuntimeException.class, () -> manager.createCache("c", typed)));
    }
  }

  @Test
  void anyOtherExceptionIsTheCauseOfACacheException() {
    IllegalStateException cause = new IllegalStateException("geheim");
    factory.before = (owner, name) -> {
      throw cause;
    };

    CacheException thrown = assertThrows(CacheException.class, () -> manager.createCache("orders", typed));

    assertSame(cause, thrown.getCause());
    assertTrue(thrown.getMessage().contains("'orders'"), thrown.getMessage());
    assertFalse(thrown.getMessage().contains("geheim"), thrown.getMessage());
  }

  @Test
  void aFailedCreationLeavesNothing() {
    factory.before = (owner, name) -> {
      throw new AssertionError("user code");
    };
    assertThrows(AssertionError.class, () -> manager.createCache("c", typed));
    assertNull(manager.getCache("c"));
    assertFalse(manager.getCacheNames().iterator().hasNext());

    factory.before = (owner, name) -> {};
    assertSame(manager.createCache("c", typed), manager.getCache("c"));
  }

  @Test
  void aFactoryMayCallBack() {
    factory.before = (owner, name) -> {
      if (name.equals("outer")) {
        assertNull(owner.getCache("outer"));
        assertFalse(owner.getCacheNames().iterator().hasNext());
        owner.createCache("inner", typed);
        assertThrows(CacheException.class, () -> owner.createCache("outer", typed));
      }
    };
    manager.createCache("outer", typed);

    assertEquals(Set.of("outer", "inner"), Set.copyOf(names()));
  }

  @Test
  void aManagerClosedByTheFactoryKeepsNoCache() throws Exception {
    factory.before = (owner, name) -> owner.close();
    typed.setStatisticsEnabled(true);

    IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> manager.createCache("c", typed));

    assertTrue(thrown.getMessage().contains("closed"), thrown.getMessage());
    assertTrue(factory.made.get(0).isClosed());
    assertEquals(Set.of(), Beans.all());
  }

  @Test
  void namesAreASnapshotThatCannotBeChanged() {
    manager.createCache("a", typed);
    manager.createCache("b", typed);
    Iterable<String> before = manager.getCacheNames();

    manager.destroyCache("a");

    List<String> seen = new ArrayList<>();
    before.forEach(seen::add);
    assertEquals(Set.of("a", "b"), Set.copyOf(seen));
    assertEquals(List.of("b"), names());
    Iterator<String> iterator = before.iterator();
    iterator.next();
    assertThrows(UnsupportedOperationException.class, iterator::remove);
  }

  @Test
  void aDestroyedCacheIsEmptiedAndItsNameIsFree() {
    manager.createCache("c", typed);
    FakeCache<?, ?> destroyed = factory.made.get(0);

    manager.destroyCache("c");

    assertTrue(destroyed.destroyed);
    assertTrue(destroyed.isClosed());
    assertNull(manager.getCache("c"));
    assertNotSame(destroyed, manager.createCache("c", new MutableConfiguration<>()));
    manager.destroyCache("unknown");
  }

  @Test
  void theNameOfAClosedCacheIsFree() {
    Cache<Long, String> closed = manager.createCache("c", typed);
    closed.close();

    Cache<Long, String> next = manager.createCache("c", typed);
    closed.close();
    manager.unwrap(ManagerFacade.class).released("c", factory.made.get(0));

    assertSame(next, manager.getCache("c"));
  }

  @Test
  void beansAreThereFromTheStartWhereTheConfigurationAsks() throws Exception {
    manager.createCache("none", typed);
    manager.createCache("both", typed.setStatisticsEnabled(true).setManagementEnabled(true));

    assertEquals(Set.of(), Beans.typesOf("none"));
    assertEquals(Set.of("CacheStatistics", "CacheConfiguration"), Beans.typesOf("both"));
    assertTrue(factory.made.get(1).statistics.isEnabled());
  }

  @Test
  void beansAreThereFromTheStartWhereJdancesOwnConfigurationAsks() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jdance.statistics", "true");
    properties.setProperty("jdance.cache.orders*.management", "true");
    CacheManager configured = registry.getOrCreate(URI.create("jdance:memory?timeout=2s"), loader, properties);

    CompleteConfiguration<Long, String> bare = configurationOf(configured.createCache("bare", typed));
    CompleteConfiguration<Long, String> orders = configurationOf(configured.createCache("orders-1", typed));

    assertTrue(bare.isStatisticsEnabled() && !bare.isManagementEnabled());
    assertTrue(orders.isStatisticsEnabled() && orders.isManagementEnabled());
    assertEquals(Set.of("CacheStatistics"), Beans.typesOf("bare"));
    assertEquals(Set.of("CacheStatistics", "CacheConfiguration"), Beans.typesOf("orders-1"));
    assertTrue(!typed.isStatisticsEnabled() && !typed.isManagementEnabled());
  }

  @Test
  void configurationThatNoCacheMatchedIsLoggedWhenClosing() {
    Properties properties = new Properties();
    properties.setProperty("jdance.cache.orders.statistics", "true");
    properties.setProperty("jdance.cache.misspelt.statistics", "true");
    CacheManager configured = registry.getOrCreate(URI.create("jdance:memory?timeout=2s"), loader, properties);
    configured.createCache("orders", typed);
    try (CapturedLog log = new CapturedLog()) {
      configured.close();
      assertTrue(log.text().contains("[misspelt]"), log.text());
    }
  }

  @Test
  void aSecretOfTheUriIsShownNowhere() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    server.start();
    String host = "127.0.0.1:" + server.getAddress().getPort();
    URI secret = URI.create("http://user:geheim@" + host + "/jdance.properties");
    typed.setStatisticsEnabled(true);
    try (CapturedLog log = new CapturedLog()) {
      CacheManager remote = registry.getOrCreate(secret, loader, null);
      remote.createCache("c", typed);
      registry.getOrCreate(secret, otherLoader(), null).createCache("c", typed);
      ObjectName name = Beans.all().iterator().next();
      assertTrue(ObjectName.unquote(name.getKeyProperty("CacheManager")).contains("***@127.0.0.1"), name.toString());
      factory.made.get(0).thrownByClose = new IllegalStateException("close");
      Exception taken = assertThrows(CacheException.class, () -> remote.createCache("c", typed));
      remote.close();
      Exception closed = assertThrows(IllegalStateException.class, remote::getCacheNames);

      for (String shown : List.of(
          name.toString(), taken.toString(), closed.toString(), remote.toString(),
          remote.unwrap(JDanceCacheManager.class).effectiveConfiguration(), log.text())) {
        assertTrue(shown.contains("127.0.0.1"), shown);
        assertFalse(shown.contains("geheim"), shown);
      }
      assertEquals(secret, remote.getURI());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void statisticsAndManagementAreSwitchedAtRuntime() throws Exception {
    Cache<Long, String> cache = manager.createCache("c", typed);

    manager.enableStatistics("c", true);
    manager.enableManagement("c", true);
    assertEquals(Set.of("CacheStatistics", "CacheConfiguration"), Beans.typesOf("c"));
    CompleteConfiguration<?, ?> on = configurationOf(cache);
    assertTrue(on.isStatisticsEnabled() && on.isManagementEnabled());

    manager.enableStatistics("c", false);
    manager.enableManagement("c", false);
    assertEquals(Set.of(), Beans.typesOf("c"));
    assertFalse(factory.made.get(0).statistics.isEnabled());
  }

  @Test
  void switchingACacheThatIsNotOpenIsRefusedByName() {
    manager.createCache("orders", typed).close();

    for (String name : List.of("orders", "unknown")) {
      for (Executable call : List.<Executable>of(() -> manager.enableStatistics(name, true), () -> manager.enableManagement(name, true))) {
        IllegalStateException thrown = assertThrows(IllegalStateException.class, call);
        assertTrue(thrown.getMessage().contains("'" + name + "'"), thrown.getMessage());
      }
    }
  }

  @Test
  void unwrapAnswersForItsPublicTypeAndAllInterfaces() {
    assertSame(manager, manager.unwrap(JDanceCacheManager.class));
    assertSame(manager, manager.unwrap(CacheManager.class));
    assertSame(manager, manager.unwrap(Closeable.class));

    IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> manager.unwrap(Exception.class));
    assertTrue(thrown.getMessage().contains("java.lang.Exception"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("JDanceCacheManager"), thrown.getMessage());
  }

  @Test
  void aClosedManagerRefusesEverythingButToBeAskedWhatItIs() {
    manager.createCache("c", typed);
    manager.close();

    List<Executable> calls = List.of(
        () -> manager.createCache("c", typed),
        () -> manager.getCache("c"),
        () -> manager.getCache("c", Long.class, String.class),
        () -> manager.getCacheNames(),
        () -> manager.destroyCache("c"),
        () -> manager.enableManagement("c", true),
        () -> manager.enableStatistics("c", true));
    for (Executable call : calls) {
      IllegalStateException thrown = assertThrows(IllegalStateException.class, call);
      assertTrue(thrown.getMessage().contains("closed"), thrown.getMessage());
    }

    assertTrue(manager.isClosed());
    assertEquals(MEMORY, manager.getURI());
    assertSame(provider, manager.getCachingProvider());
    assertSame(manager, manager.unwrap(JDanceCacheManager.class));
    assertEquals("JDanceCacheManager[jdance:memory, closed]", manager.toString());
  }

  @Test
  void closingClosesEveryCacheAndTheBeans() throws Exception {
    manager.createCache("a", typed.setStatisticsEnabled(true).setManagementEnabled(true));
    manager.createCache("b", typed);
    assertFalse(manager.isClosed());

    manager.close();
    manager.close();

    assertTrue(factory.made.stream().allMatch(FakeCache::isClosed));
    assertTrue(factory.made.stream().noneMatch(cache -> cache.destroyed));
    assertEquals(Set.of(), Beans.all());
  }

  @Test
  void closingGoesOnWhenCachesFailAndLogsThemAsOne() {
    RuntimeException shared = new IllegalStateException("shared failure");
    for (String name : List.of("a", "b", "c", "d")) {
      manager.createCache(name, typed);
    }
    factory.made.get(0).thrownByClose = shared;
    factory.made.get(1).thrownByClose = new IllegalStateException("one failure");
    factory.made.get(3).thrownByClose = shared;

    String log;
    try (CapturedLog captured = new CapturedLog()) {
      manager.close();
      log = captured.text();
    }

    assertTrue(factory.made.stream().allMatch(FakeCache::isClosed));
    assertTrue(manager.isClosed());
    assertEquals(2, log.split("WARN", -1).length, log);
    assertTrue(log.contains("one failure") && log.contains("shared failure") && log.contains("Suppressed: "), log);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    manager.getCacheNames().forEach(names::add);
    return names;
  }

  private ClassLoader otherLoader() {
    return new ClassLoader(loader) {};
  }

  @SuppressWarnings("unchecked") // A class literal has no type arguments.
  private static <K, V> CompleteConfiguration<K, V> configurationOf(Cache<K, V> cache) {
    return cache.getConfiguration(CompleteConfiguration.class);
  }

  private static void assertNullRefused(String named, Executable call) {
    NullPointerException thrown = assertThrows(NullPointerException.class, call);
    assertTrue(String.valueOf(thrown.getMessage()).contains(named), thrown.getMessage());
  }

  private static void assertMismatch(String named, String configured, Executable call) {
    ClassCastException thrown = assertThrows(ClassCastException.class, call);
    assertTrue(thrown.getMessage().contains(named) && thrown.getMessage().contains(configured), thrown.getMessage());
  }
}
