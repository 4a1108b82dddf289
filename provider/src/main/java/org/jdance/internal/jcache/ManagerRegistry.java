package org.jdance.internal.jcache;

import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import javax.cache.spi.CachingProvider;
import org.jdance.CacheConfigurationException;
import org.jdance.JDanceCacheManager;
import org.jdance.internal.config.ConfigurationResolver;
import org.jdance.internal.config.ManagerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open managers of one provider, one for each URI and class loader.
 *
 * <p>A class loader is held weakly: the registry does not keep alive what the application has dropped. The lock is held for looking up and
 * noting down only, never while configuration is read, a manager is closed or a log line is written.
 */
public final class ManagerRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(ManagerRegistry.class);

  private final CachingProvider provider;
  private final CacheFactory cacheFactory;
  private final Object lock = new Object();

  /** Guarded by lock. Managers hold their loader weakly too, so that no value keeps its key. */
  private final Map<ClassLoader, Map<URI, ManagerFacade>> byLoader = new WeakHashMap<>();

  /** Guarded by lock. All open managers, also those still used after their loader is gone, so that closing the provider reaches them. */
  private final Set<ManagerFacade> open = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * An empty registry.
   *
   * @param provider what the managers answer as their provider
   * @param cacheFactory makes the caches of all managers
   */
  public ManagerRegistry(CachingProvider provider, CacheFactory cacheFactory) {
    this.provider = provider;
    this.cacheFactory = cacheFactory;
  }

  /**
   * The open manager of that URI and loader, made if there is none.
   *
   * @throws org.jdance.CacheConfigurationException if one has to be made and its configuration is refused
   */
  public JDanceCacheManager getOrCreate(URI uri, ClassLoader loader, @Nullable Properties properties) {
    ManagerFacade manager = find(uri, loader);
    if (manager == null) {
      // Callers that meet here each read the configuration; the first to be adopted is the one that all of them get.
      ManagerSettings settings = ConfigurationResolver.resolve(uri, loader, properties);
      refuseFleet(settings);
      ManagerFacade made = new ManagerFacade(this, loader, settings, cacheFactory);
      manager = adopt(made, loader);
      if (manager == made) {
        LOG.info("Cache manager {} started with\n{}", settings.maskedUri(), settings.describe());
        return made;
      }
    }
    logDifference(manager, properties);
    return manager;
  }

  /** Caches on servers need the redundant client, which is not wired yet: the one place that says so. */
  private static void refuseFleet(ManagerSettings settings) {
    if (settings.fleet().isPresent()) {
      throw new CacheConfigurationException("The configuration of " + settings.maskedUri() + " asks for a fleet of servers, but this"
          + " version of JDance has the embedded store only. Use the URI jdance:memory, or a properties file without jdance.nodes.");
    }
  }

  /** Closes every open manager. */
  public void closeAll() {
    List<ManagerFacade> closing;
    synchronized (lock) {
      closing = List.copyOf(open);
      byLoader.clear();
    }
    close(closing);
  }

  /** Closes the open managers of a loader. */
  public void closeAll(ClassLoader loader) {
    close(managersOf(loader));
  }

  /** Closes the open manager of that URI and loader, if there is one. */
  public void close(URI uri, ClassLoader loader) {
    ManagerFacade manager = find(uri, loader);
    if (manager != null) {
      manager.close();
    }
  }

  CachingProvider provider() {
    return provider;
  }

  /** Forgets a manager that closes; called by the manager itself, before anybody can see it closed. */
  void released(ManagerFacade manager) {
    ClassLoader loader = manager.getClassLoader();
    synchronized (lock) {
      open.remove(manager);
      Map<URI, ManagerFacade> byUri = loader == null ? null : byLoader.get(loader);
      if (byUri != null && byUri.remove(manager.getURI(), manager) && byUri.isEmpty()) {
        byLoader.remove(loader);
      }
    }
  }

  private @Nullable ManagerFacade find(URI uri, ClassLoader loader) {
    synchronized (lock) {
      Map<URI, ManagerFacade> byUri = byLoader.get(loader);
      return byUri == null ? null : byUri.get(uri);
    }
  }

  private Collection<ManagerFacade> managersOf(ClassLoader loader) {
    synchronized (lock) {
      Map<URI, ManagerFacade> byUri = byLoader.get(loader);
      return byUri == null ? List.of() : List.copyOf(byUri.values());
    }
  }

  /** Notes a new manager down, unless another thread was first: then that thread's. */
  private ManagerFacade adopt(ManagerFacade made, ClassLoader loader) {
    synchronized (lock) {
      Map<URI, ManagerFacade> byUri = byLoader.computeIfAbsent(loader, absent -> new HashMap<>());
      ManagerFacade present = byUri.putIfAbsent(made.getURI(), made);
      if (present != null) {
        return present;
      }
      open.add(made);
      return made;
    }
  }

  private static void close(Collection<ManagerFacade> managers) {
    for (ManagerFacade manager : managers) {
      manager.close();
    }
  }

  private static void logDifference(ManagerFacade manager, @Nullable Properties asked) {
    List<String> differences = manager.settings().differencesFrom(asked);
    if (!differences.isEmpty()) {
      LOG.warn(
          "Cache manager {} is open already and stays as it is; close it first for other properties. {}",
          manager.settings().maskedUri(),
          String.join("; ", differences));
    }
  }
}
