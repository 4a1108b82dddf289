package org.jdance.internal.config;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration depends on besides the arguments of {@code getCacheManager}.
 *
 * @param variables the environment variables
 * @param systemProperties the system properties
 * @param contextLoader the calling thread's context class loader
 * @param providerLoader the class loader of the provider, which is also the default one of {@code getCacheManager}
 */
public record Environment(
    Map<String, String> variables, Properties systemProperties, @Nullable ClassLoader contextLoader, ClassLoader providerLoader) {

  /** This process and thread as they are now. */
  public static Environment current() {
    ClassLoader own = Environment.class.getClassLoader();
    return new Environment(
        System.getenv(),
        System.getProperties(),
        Thread.currentThread().getContextClassLoader(),
        own == null ? ClassLoader.getSystemClassLoader() : own);
  }

  /** Names nothing: variables and properties may be secrets. */
  @Override
  public String toString() {
    return "Environment";
  }
}
