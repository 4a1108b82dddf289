package org.jdance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JDanceCachingProviderTest {

  private final CachingProvider provider = new JDanceCachingProvider();
  private final URI memory = URI.create("jdance:memory");
  private final ClassLoader child = new ClassLoader(getClass().getClassLoader()) {};

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void theProviderIsDiscovered() {
    assertEquals(JDanceCachingProvider.class, Caching.getCachingProvider().getClass());
    assertSame(Caching.getCachingProvider(), Caching.getCachingProvider("org.jdance.JDanceCachingProvider"));
  }

  @Test
  void theDefaultsAreThoseOfTheContract() {
    assertEquals(URI.create("jdance:default"), provider.getDefaultURI());
    assertSame(JDanceCachingProvider.class.getClassLoader(), provider.getDefaultClassLoader());
    assertEquals(new Properties(), provider.getDefaultProperties());
    provider.getDefaultProperties().setProperty("x", "y");
    assertTrue(provider.getDefaultProperties().isEmpty());
  }

  @Test
  void nullArgumentsMeanTheDefaults() {
    CacheManager manager = provider.getCacheManager();

    assertEquals(provider.getDefaultURI(), manager.getURI());
    assertSame(provider.getDefaultClassLoader(), manager.getClassLoader());
    assertSame(provider, manager.getCachingProvider());
    assertSame(manager, provider.getCacheManager(null, null));
    assertSame(manager, provider.getCacheManager(null, null, null));
    assertSame(manager, provider.getCacheManager(null, provider.getDefaultClassLoader(), new Properties()));
    assertSame(manager, provider.getCacheManager(provider.getDefaultURI(), null));
    assertNotSame(manager, provider.getCacheManager(memory, null));
    assertNotSame(manager, provider.getCacheManager(null, child));
  }

  @Test
  void propertiesReachTheManager() {
    Properties properties = new Properties();
    properties.setProperty("javax.cache.test.1", "value1");
    assertEquals("value1", provider.getCacheManager(memory, child, properties).getProperties().getProperty("javax.cache.test.1"));
  }

  @Test
  void everyFormOfCloseClosesWhatItNames() {
    CacheManager standard = provider.getCacheManager();
    CacheManager ofUri = provider.getCacheManager(memory, null);
    CacheManager ofLoader = provider.getCacheManager(null, child);
    CacheManager ofBoth = provider.getCacheManager(memory, child);

    provider.close(memory, child);
    assertTrue(ofBoth.isClosed());
    assertFalse(standard.isClosed() || ofUri.isClosed() || ofLoader.isClosed());

    provider.close(child);
    assertTrue(ofLoader.isClosed());
    assertFalse(standard.isClosed() || ofUri.isClosed());

    provider.close(null, null);
    assertTrue(standard.isClosed());
    assertFalse(ofUri.isClosed());

    provider.close(null);
    assertTrue(ofUri.isClosed());

    CacheManager next = provider.getCacheManager();
    assertFalse(next.isClosed());
    provider.close();
    assertTrue(next.isClosed());
  }

  @Test
  void storeByReferenceIsSupportedOnTheEmbeddedStore() {
    assertTrue(provider.isSupported(OptionalFeature.STORE_BY_REFERENCE));
    assertThrows(NullPointerException.class, () -> provider.isSupported(null));
  }
}
