package org.jdance.internal.jcache;

import java.util.function.Supplier;
import javax.cache.configuration.CompleteConfiguration;
import org.jdance.internal.semantics.run.CacheStatistics;

/** The two management beans of one cache: each is shown and hidden at runtime, and both go when the cache closes. */
final class CacheManagement implements AutoCloseable {

  private final BeanRegistration statistics;
  private final BeanRegistration configuration;

  /**
   * Beans that are not shown yet.
   *
   * @param manager the cache's manager
   * @param cacheName the name of the cache
   * @param statistics the counts to show
   * @param configuration where to ask for the configuration as it is at the moment
   */
  CacheManagement(
      ManagerFacade manager, String cacheName, CacheStatistics statistics, Supplier<? extends CompleteConfiguration<?, ?>> configuration) {
    String uri = manager.settings().maskedUri();
    this.statistics = new BeanRegistration(BeanNames.of(BeanNames.STATISTICS, uri, cacheName), new StatisticsBean(statistics));
    this.configuration = new BeanRegistration(BeanNames.of(BeanNames.CONFIGURATION, uri, cacheName), new ConfigurationBean(configuration));
  }

  /** Shows or hides the statistics bean. */
  void showStatistics(boolean on) {
    show(statistics, on);
  }

  /** Shows or hides the configuration bean. */
  void showConfiguration(boolean on) {
    show(configuration, on);
  }

  /** Hides both for good; showing one afterwards does nothing. */
  @Override
  public void close() {
    statistics.close();
    configuration.close();
  }

  private static void show(BeanRegistration bean, boolean on) {
    if (on) {
      bean.register();
    } else {
      bean.unregister();
    }
  }
}
