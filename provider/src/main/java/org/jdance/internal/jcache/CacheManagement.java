package org.jdance.internal.jcache;

import java.util.function.Supplier;
import javax.cache.configuration.CompleteConfiguration;
import org.jdance.NearCacheMXBean;
import org.jdance.internal.semantics.run.CacheStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The management beans of one cache: each is shown and hidden at runtime, and all go when the cache closes. That of the near cache, if there is one, comes
 * and goes with the configuration's.
 */
final class CacheManagement implements AutoCloseable {

  private final BeanRegistration statistics;
  private final BeanRegistration configuration;
  private final @Nullable BeanRegistration near;

  /**
   * Beans that are not shown yet.
   *
   * @param manager the cache's manager
   * @param cacheName the name of the cache
   * @param statistics the counts to show
   * @param near the near cache's figures, if it has one
   * @param configuration where to ask for the configuration as it is at the moment
   */
  CacheManagement(
      ManagerFacade manager,
      String cacheName,
      CacheStatistics statistics,
      @Nullable NearCacheMXBean near,
      Supplier<? extends CompleteConfiguration<?, ?>> configuration) {
    String uri = manager.settings().maskedUri();
    this.statistics = new BeanRegistration(BeanNames.of(BeanNames.STATISTICS, uri, cacheName), new StatisticsBean(statistics));
    this.configuration = new BeanRegistration(BeanNames.of(BeanNames.CONFIGURATION, uri, cacheName), new ConfigurationBean(configuration));
    this.near = near == null ? null : new BeanRegistration(BeanNames.of(BeanNames.NEAR, uri, cacheName), near);
  }

  /** Shows or hides the statistics bean. */
  void showStatistics(boolean on) {
    show(statistics, on);
  }

  /** Shows or hides the configuration bean. */
  void showConfiguration(boolean on) {
    show(configuration, on);
    if (near != null) {
      show(near, on);
    }
  }

  /** Hides all for good; showing one afterwards does nothing. */
  @Override
  public void close() {
    statistics.close();
    configuration.close();
    if (near != null) {
      near.close();
    }
  }

  private static void show(BeanRegistration bean, boolean on) {
    if (on) {
      bean.register();
    } else {
      bean.unregister();
    }
  }
}
