package org.jdance.internal.config;

import java.net.URI;
import java.time.Duration;
import java.util.Properties;

/** PLACEHOLDER of the branch h-manager, replaced by branch h-config. */
public record ManagerSettings(URI uri, Duration timeout, CacheSettings cache, Properties properties) {

  public CacheSettings forCache(String name) {
    return cache;
  }

  public String describe() {
    return "timeout=" + timeout;
  }
}
