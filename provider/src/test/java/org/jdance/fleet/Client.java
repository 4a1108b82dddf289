package org.jdance.fleet;

import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.JDanceCacheManager;
import org.jdance.JDanceCachingProvider;

/** A client in this JVM that shares nothing with others: one cache of a provider of its own. */
final class Client implements AutoCloseable {

  private final JDanceCachingProvider provider = new JDanceCachingProvider();
  private final JDanceCacheManager manager;
  private final Cache<Object, Object> cache;

  private Client(String uri, Properties properties) {
    this.manager = provider.getCacheManager(URI.create(uri), null, properties);
    this.cache = manager.createCache(Application.CACHE, new MutableConfiguration<>());
  }

  static Client of(String uri) {
    return new Client(uri, new Properties());
  }

  static Client of(String uri, Properties properties) {
    return new Client(uri, properties);
  }

  Cache<Object, Object> cache() {
    return cache;
  }

  JDanceCacheManager manager() {
    return manager;
  }

  @Override
  public void close() {
    provider.close();
  }
}
