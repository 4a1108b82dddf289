package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.JDanceCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagerRegistryTest {

  private static final URI MEMORY = URI.create("jdance:memory");
  private static final URI OTHER = URI.create("jdance:memory?timeout=2s");
  /** How often the collector is asked before a loader counts as kept. */
  private static final int MAX_COLLECTIONS = 50;

  private final FakeCacheFactory factory = new FakeCacheFactory();
  private final ManagerRegistry registry = new ManagerRegistry(new JDanceCachingProvider(), factory);
  private final ClassLoader loader = getClass().getClassLoader();
  private final ClassLoader otherLoader = new ChildLoader();

  @AfterEach
  void nothingIsLeft() throws Exception {
    registry.closeAll();
    assertEquals(Set.of(), Beans.all());
  }

  @Test
  void thereIsOneManagerForEachUriAndLoader() {
    CacheManager manager = registry.getOrCreate(MEMORY, loader, null);

    assertSame(manager, registry.getOrCreate(URI.create("jdance:memory"), loader, null));
    assertNotSame(manager, registry.getOrCreate(OTHER, loader, null));
    assertNotSame(manager, registry.getOrCreate(MEMORY, otherLoader, null));
    assertSame(otherLoader, registry.getOrCreate(MEMORY, otherLoader, null).getClassLoader());
  }

  @Test
  void aClosedManagerIsReplaced() {
    CacheManager closed = registry.getOrCreate(MEMORY, loader, null);
    closed.close();

    CacheManager next = registry.getOrCreate(MEMORY, loader, null);
    assertNotSame(closed, next);
    closed.close();
    registry.released(closed.unwrap(ManagerFacade.class));
    assertSame(next, registry.getOrCreate(MEMORY, loader, null));
  }

  @Test
  void aManagerBeingClosedIsReplacedByACacheThatAsks() {
    CacheManager closing = registry.getOrCreate(MEMORY, loader, null);
    CacheManager[] asked = new CacheManager[1];
    closing.createCache("c", new MutableConfiguration<>());
    factory.made.get(0).duringClose = () -> asked[0] = registry.getOrCreate(MEMORY, loader, null);

    closing.close();

    assertNotSame(closing, asked[0]);
    assertSame(asked[0], registry.getOrCreate(MEMORY, loader, null));
  }

  @Test
  void whileSomeAreClosedTheOthersAreStillTheOnesToBeHad() {
    CacheManager one = registry.getOrCreate(MEMORY, loader, null);
    CacheManager two = registry.getOrCreate(OTHER, loader, null);
    one.createCache("c", new MutableConfiguration<>());
    two.createCache("c", new MutableConfiguration<>());
    List<CacheManager> stillOpen = new ArrayList<>();
    List<CacheManager> had = new ArrayList<>();
    Runnable ask =
        () -> {
          if (!one.isClosed() || !two.isClosed()) {
            stillOpen.add(one.isClosed() ? two : one);
            had.add(registry.getOrCreate(one.isClosed() ? OTHER : MEMORY, loader, null));
          }
        };
    factory.made.forEach(cache -> cache.duringClose = ask);

    registry.closeAll();

    assertEquals(1, had.size(), "asked by the cache of whichever manager was closed first");
    assertSame(stillOpen.get(0), had.get(0));
    assertTrue(one.isClosed() && two.isClosed());
  }

  @Test
  void closeAllClosesEveryManager() {
    CacheManager one = registry.getOrCreate(MEMORY, loader, null);
    CacheManager two = registry.getOrCreate(OTHER, loader, null);
    CacheManager three = registry.getOrCreate(MEMORY, otherLoader, null);

    registry.closeAll();

    assertTrue(one.isClosed() && two.isClosed() && three.isClosed());
    assertFalse(registry.getOrCreate(MEMORY, loader, null).isClosed());
  }

  @Test
  void closingALoaderClosesItsManagersOnly() {
    CacheManager one = registry.getOrCreate(MEMORY, loader, null);
    CacheManager two = registry.getOrCreate(OTHER, loader, null);
    CacheManager three = registry.getOrCreate(MEMORY, otherLoader, null);

    registry.closeAll(loader);
    registry.closeAll(loader);

    assertTrue(one.isClosed() && two.isClosed());
    assertFalse(three.isClosed());
  }

  @Test
  void closingAUriAndLoaderClosesThatManagerOnly() {
    CacheManager one = registry.getOrCreate(MEMORY, loader, null);
    CacheManager two = registry.getOrCreate(OTHER, loader, null);
    CacheManager three = registry.getOrCreate(MEMORY, otherLoader, null);

    registry.close(MEMORY, loader);
    registry.close(MEMORY, loader);
    registry.close(URI.create("jdance:unknown"), loader);

    assertTrue(one.isClosed());
    assertFalse(two.isClosed() || three.isClosed());
  }

  @Test
  void theEffectiveConfigurationIsLoggedOnceAtTheStart() {
    try (CapturedLog log = new CapturedLog()) {
      String described = registry.getOrCreate(MEMORY, loader, null).effectiveConfiguration();
      registry.getOrCreate(MEMORY, loader, null);

      assertEquals(2, log.text().split("INFO", -1).length, log.text());
      assertTrue(log.text().contains("jdance:memory"), log.text());
      assertTrue(log.text().contains(described.lines().findFirst().orElseThrow()), log.text());
    }
  }

  @Test
  void otherPropertiesForAnOpenManagerAreIgnoredAndLoggedByName() {
    CacheManager manager = registry.getOrCreate(MEMORY, loader, properties("app.same", "1", "app.changed", "geheim"));
    try (CapturedLog log = new CapturedLog()) {
      assertSame(manager, registry.getOrCreate(MEMORY, loader, properties("app.same", "1", "app.changed", "geheimer", "app.new", "2")));

      assertTrue(log.text().contains("app.changed") && log.text().contains("app.new"), log.text());
      assertFalse(log.text().contains("app.same"), log.text());
      assertFalse(log.text().contains("geheim"), log.text());
    }
    assertEquals("geheim", manager.getProperties().getProperty("app.changed"));
  }

  @Test
  void askingWithTheSameOrNoPropertiesIsNotLogged() {
    Properties given = properties("app.one", "1");
    CacheManager manager = registry.getOrCreate(MEMORY, loader, given);
    try (CapturedLog log = new CapturedLog()) {
      assertSame(manager, registry.getOrCreate(MEMORY, loader, null));
      assertSame(manager, registry.getOrCreate(MEMORY, loader, new Properties()));
      assertSame(manager, registry.getOrCreate(MEMORY, loader, new Properties(given)));
      assertEquals("", log.text());
    }
  }

  @Test
  void propertiesAreCopied() {
    Properties given = properties("app.one", "1");
    CacheManager manager = registry.getOrCreate(MEMORY, loader, given);
    given.setProperty("app.one", "2");
    assertEquals("1", manager.getProperties().getProperty("app.one"));
  }

  @Test
  void twoManagersOfOneUriShareTheBeansNameSoTheSecondGoesWithout() throws Exception {
    MutableConfiguration<Object, Object> watched = new MutableConfiguration<>().setStatisticsEnabled(true).setManagementEnabled(true);
    CacheManager first = registry.getOrCreate(MEMORY, loader, null);
    CacheManager second = registry.getOrCreate(MEMORY, otherLoader, null);
    first.createCache("c", watched);
    try (CapturedLog log = new CapturedLog()) {
      second.createCache("c", watched);
      assertEquals(3, log.text().split("WARN", -1).length, log.text());
    }
    assertEquals(2, Beans.all().size());

    second.close();
    assertEquals(2, Beans.all().size());
    first.close();
    assertEquals(0, Beans.all().size());
  }

  @Test
  void aLoaderIsReleasedWhenItsManagerIsClosed() throws Exception {
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    ClassLoader dropped = new ChildLoader();
    WeakReference<ClassLoader> reference = new WeakReference<>(dropped, collected);
    CacheManager manager = registry.getOrCreate(MEMORY, dropped, null);
    @SuppressWarnings("unchecked") // The type is only known to the loader.
    Class<Object> type = (Class<Object>) dropped.loadClass(Dropped.class.getName());
    assertSame(dropped, type.getClassLoader());
    manager.createCache("c", new MutableConfiguration<Object, Object>().setTypes(type, type).setStatisticsEnabled(true));
    factory.made.clear();
    type = null;
    dropped = null;

    manager.close();

    assertCollected(reference, collected);
    assertTrue(manager.isClosed());
  }

  @Test
  void aLoaderIsNotKeptByAManagerThatWasNeverClosed() throws Exception {
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    ClassLoader dropped = new ChildLoader();
    WeakReference<ClassLoader> reference = new WeakReference<>(dropped, collected);
    CacheManager manager = registry.getOrCreate(MEMORY, dropped, null);
    dropped = null;

    assertCollected(reference, collected);

    assertFalse(manager.isClosed());
    registry.closeAll();
    assertTrue(manager.isClosed());
  }

  private static void assertCollected(WeakReference<ClassLoader> reference, ReferenceQueue<ClassLoader> collected) throws InterruptedException {
    for (int i = 0; i < MAX_COLLECTIONS; i++) {
      System.gc();
      if (collected.remove(100) == reference) {
        return;
      }
    }
    throw new AssertionError("the class loader is still held after " + MAX_COLLECTIONS + " collections");
  }

  private static Properties properties(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }

  /** What an application's own loader defines. */
  static final class Dropped {}

  /** A loader that defines {@link Dropped} itself. */
  private static final class ChildLoader extends ClassLoader {
    ChildLoader() {
      super(ManagerRegistryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Dropped.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
