package org.jdance.internal.serial;

import java.util.Set;

/**
 * Data classes of libraries that put them into caches, by exact name.
 *
 * <p>Names checked against Hibernate ORM 5.6, 6.6, 7.1 and 7.4, Spring Framework 6.2 and Spring Session 3.4.
 */
final class KnownLibraries {

  private static final Set<String> CLASSES =
      Set.of(
          // Hibernate: keys of entities, collections, natural ids and queries
          "org.hibernate.cache.internal.BasicCacheKeyImplementation",
          "org.hibernate.cache.internal.CacheKeyImplementation",
          "org.hibernate.cache.internal.NaturalIdCacheKey",
          "org.hibernate.cache.spi.QueryKey",
          "org.hibernate.cache.spi.QueryKey$ParameterBindingsMemento",
          "org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl",
          // Hibernate: entries, their read-write wrappers, and query results
          "org.hibernate.cache.internal.QueryResultsCacheImpl$CacheItem",
          "org.hibernate.cache.spi.entry.CollectionCacheEntry",
          "org.hibernate.cache.spi.entry.StandardCacheEntryImpl",
          "org.hibernate.cache.spi.support.AbstractReadWriteAccess$Item",
          "org.hibernate.cache.spi.support.AbstractReadWriteAccess$SoftLockImpl",
          "org.hibernate.sql.results.jdbc.internal.CachedJdbcValuesMetadata",
          // Spring
          "org.springframework.cache.interceptor.SimpleKey",
          "org.springframework.cache.support.NullValue",
          "org.springframework.session.MapSession");

  private KnownLibraries() {}

  static boolean contains(String className) {
    return CLASSES.contains(className);
  }
}
