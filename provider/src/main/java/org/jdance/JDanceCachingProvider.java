package org.jdance;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Properties;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jdance.internal.config.ConfigurationResolver;
import org.jdance.internal.config.StoreKind;
import org.jdance.internal.jcache.CacheAssembler;
import org.jdance.internal.jcache.ManagerRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The JDance caching provider.
 *
 * <p>Applications need not name it: {@code Caching.getCachingProvider()} finds it on the class path, and on the module path if the application's
 * module says {@code uses javax.cache.spi.CachingProvider;} or {@code requires org.jdance;}. Where several
 * providers are present, {@code Caching.getCachingProvider("org.jdance.JDanceCachingProvider")} chooses this one.
 *
 * <p>There is one open manager for each URI and class loader; all methods may be called from many threads. Class loaders are held weakly, and
 * not at all by a closed manager.
 */
public final class JDanceCachingProvider implements CachingProvider {

  private static final URI DEFAULT_URI = URI.create("jdance:default");

  // Parameters that may be null are not annotated so: modules that use this one would have to read the annotations' module.

  private final ManagerRegistry managers = new ManagerRegistry(this, new CacheAssembler());

  /** A provider without managers; for {@link java.util.ServiceLoader}. */
  public JDanceCachingProvider() {}

  /**
   * {@inheritDoc}
   *
   * <p>Where the manager is open already, its properties stay as they are, and the log says which of the given ones differ.
   *
   * @param uri the URI, or null for the default one
   * @param classLoader the loader, or null for the default one
   * @param properties configuration with the prefix {@code jdance.}, and whatever else the application wants to find in
   *     {@code getProperties()}; or null for none
   * @throws CacheConfigurationException if the configuration that the URI and the properties stand for is refused; the message names the key
   */
  @Override
  public JDanceCacheManager getCacheManager(URI uri, ClassLoader classLoader, Properties properties) {
    return managers.getOrCreate(orDefault(uri), orDefault(classLoader), properties);
  }

  /**
   * {@inheritDoc}
   *
   * @param uri the URI, or null for the default one
   * @param classLoader the loader, or null for the default one
   * @throws CacheConfigurationException if the configuration that the URI stands for is refused; the message names the key
   */
  @Override
  public JDanceCacheManager getCacheManager(URI uri, ClassLoader classLoader) {
    return managers.getOrCreate(orDefault(uri), orDefault(classLoader), null);
  }

  /**
   * {@inheritDoc}
   *
   * @throws CacheConfigurationException if the default configuration is refused; the message names the key
   */
  @Override
  public JDanceCacheManager getCacheManager() {
    return managers.getOrCreate(DEFAULT_URI, getDefaultClassLoader(), null);
  }

  /**
   * The class loader that has loaded JDance.
   *
   * @return the class loader of this class
   */
  @Override
  public ClassLoader getDefaultClassLoader() {
    return JDanceCachingProvider.class.getClassLoader();
  }

  /**
   * The URI {@code jdance:default}. What it stands for is configured from outside: by the system property {@code jdance.uri}, the environment
   * variable {@code JDANCE_URI} or the resource {@code jdance.properties}; without any of them it is the embedded store.
   *
   * @return always {@code jdance:default}
   */
  @Override
  public URI getDefaultURI() {
    return DEFAULT_URI;
  }

  /**
   * No properties.
   *
   * @return new, empty properties
   */
  @Override
  public Properties getDefaultProperties() {
    return new Properties();
  }

  /** {@inheritDoc} */
  @Override
  public void close() {
    managers.closeAll();
  }

  /**
   * {@inheritDoc}
   *
   * @param classLoader the loader, or null for the default one
   */
  @Override
  public void close(ClassLoader classLoader) {
    managers.closeAll(orDefault(classLoader));
  }

  /**
   * {@inheritDoc}
   *
   * @param uri the URI, or null for the default one
   * @param classLoader the loader, or null for the default one
   */
  @Override
  public void close(URI uri, ClassLoader classLoader) {
    managers.close(orDefault(uri), orDefault(classLoader));
  }

  /**
   * Whether caches of the default manager may have the feature, as the default URI is configured at this moment: store by reference needs the
   * embedded store.
   *
   * @throws CacheConfigurationException if the default configuration is refused; the message names the key
   */
  @Override
  public boolean isSupported(OptionalFeature optionalFeature) {
    requireNonNull(optionalFeature, "optionalFeature must not be null");
    return optionalFeature == OptionalFeature.STORE_BY_REFERENCE
        && ConfigurationResolver.resolve(DEFAULT_URI, getDefaultClassLoader(), null).kind() == StoreKind.MEMORY;
  }

  private static URI orDefault(@Nullable URI uri) {
    return uri == null ? DEFAULT_URI : uri;
  }

  private ClassLoader orDefault(@Nullable ClassLoader loader) {
    return loader == null ? getDefaultClassLoader() : loader;
  }
}
