package org.jdance.internal.config;

import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** PLACEHOLDER of the branch h-manager, replaced by branch h-config. */
public final class ConfigurationResolver {

  private ConfigurationResolver() {}

  public static ManagerSettings resolve(URI uri, ClassLoader loader, @Nullable Properties properties) {
    return new ManagerSettings(
        uri, Duration.ofSeconds(1), CacheSettings.DEFAULTS, properties == null ? new Properties() : properties);
  }
}
