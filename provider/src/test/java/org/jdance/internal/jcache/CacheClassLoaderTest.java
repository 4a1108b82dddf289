package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.jdance.JDanceCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values of other class loaders, and what is left of a loader, and of threads, once everything is closed. */
@Timeout(60)
final class CacheClassLoaderTest {

  private static final int MAX_COLLECTIONS = 100;

  private final JDanceCachingProvider provider = new JDanceCachingProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  /** Loaded by child loaders: mutable, so that it is copied. */
  public static final class Loaded implements Serializable {

    private static final long serialVersionUID = 1L;

    private int number = 1;

    @Override
    public boolean equals(Object other) {
      return other instanceof Loaded loaded && loaded.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  @Test
  void aValueOfAChildLoaderComesBackAsItsOwnClass() throws Exception {
    Cache<Object, Object> cache = create(getClass().getClassLoader());
    Object value = newLoaded(new ChildLoader());
    cache.put("k", value);
    Object read = cache.get("k");
    assertNotSame(value, read);
    assertSame(value.getClass(), read.getClass());
    assertEquals(value, read);
  }

  @Test
  void twoLoadersWithTheSameClassNameDoNotMix() throws Exception {
    Cache<Object, Object> cache = create(getClass().getClassLoader());
    Object one = newLoaded(new ChildLoader());
    Object other = newLoaded(new ChildLoader());
    cache.put("both", new ArrayList<>(List.of(one, other)));
    cache.put(one, "one");
    List<?> read = (List<?>) cache.get("both");
    assertSame(one.getClass(), read.get(0).getClass());
    assertSame(other.getClass(), read.get(1).getClass());
    assertEquals("one", cache.get(one));
    assertFalse(cache.containsKey(other), "another class, though of the same name");
  }

  @Test
  void aClosedManagerKeepsNothingOfItsLoader() throws Exception {
    assertCollected(useAndClose(Closing.MANAGER));
  }

  @Test
  void aClosedProviderKeepsNothingOfALoader() throws Exception {
    assertCollected(useAndClose(Closing.PROVIDER));
  }

  @Test
  void aClosedLoaderOfAProviderIsForgotten() throws Exception {
    assertCollected(useAndClose(Closing.LOADER));
  }

  @Test
  void noThreadSurvivesTheLastCache() throws Exception {
    CacheManager manager = manager(getClass().getClassLoader());
    Set<ClassLoader> contexts = Collections.synchronizedSet(new java.util.HashSet<>());
    CacheEntryCreatedListener<Object, Object> listener =
        new CacheEntryCreatedListener<>() {
          @Override
          public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
            contexts.add(Thread.currentThread().getContextClassLoader());
          }
        };
    Cache<Object, Object> cache =
        manager.createCache(
            "threads",
            new MutableConfiguration<>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 1)))
                .addCacheEntryListenerConfiguration(
                    new MutableCacheEntryListenerConfiguration<>(
                        (Factory<CacheEntryCreatedListener<Object, Object>>) () -> listener,
                        null,
                        false,
                        false)));
    cache.put("k", "v");
    manager.close();
    assertEquals(Set.of(JDanceCachingProvider.class.getClassLoader()), contexts);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!jdanceThreads().isEmpty() && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertEquals(List.of(), jdanceThreads());
  }

  private static List<String> jdanceThreads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("jdance-")).toList();
  }

  private enum Closing {
    MANAGER,
    PROVIDER,
    LOADER
  }

  private WeakReference<ClassLoader> useAndClose(Closing closing) throws Exception {
    ClassLoader loader = new ChildLoader();
    Cache<Object, Object> cache = create(loader);
    Object value = newLoaded(loader);
    cache.put("k", value);
    cache.put(value, value);
    assertEquals(value, cache.get("k"));
    switch (closing) {
      case MANAGER -> cache.getCacheManager().close();
      case PROVIDER -> provider.close();
      case LOADER -> provider.close(loader);
    }
    assertTrue(cache.isClosed());
    return new WeakReference<>(loader);
  }

  private static void assertCollected(WeakReference<ClassLoader> loader) {
    for (int i = 0; i < MAX_COLLECTIONS && loader.get() != null; i++) {
      System.gc();
    }
    assertEquals(null, loader.get(), "the class loader is still reachable");
  }

  private Cache<Object, Object> create(ClassLoader loader) {
    return manager(loader).createCache("c", new MutableConfiguration<>());
  }

  private CacheManager manager(ClassLoader loader) {
    return provider.getCacheManager(URI.create("jdance:memory"), loader);
  }

  private static Object newLoaded(ClassLoader loader) throws Exception {
    return Class.forName(Loaded.class.getName(), true, loader).getConstructor().newInstance();
  }

  /** Defines the value class itself, asks its parent for all others. */
  private static final class ChildLoader extends ClassLoader {

    ChildLoader() {
      super(CacheClassLoaderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Loaded.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> present = findLoadedClass(name);
        if (present != null) {
          return present;
        }
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
          byte[] bytes = in.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
  }
}
