package org.jdance.internal.config;

import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdance.CacheConfigurationException;
import org.jspecify.annotations.Nullable;

/** Finds class path resources: by the manager's class loader, then the context class loader, then the provider's. */
final class ClassPath {

  private final Map<ClassLoader, String> loaders = new LinkedHashMap<>();

  ClassPath(ClassLoader managerLoader, Environment environment) {
    add(managerLoader, "the manager's class loader");
    add(environment.contextLoader(), "the context class loader");
    add(environment.providerLoader(), "the provider's class loader");
  }

  private void add(@Nullable ClassLoader loader, String words) {
    if (loader != null) {
      loaders.merge(loader, words, (first, second) -> first + " (which is " + second + " too)");
    }
  }

  /** The first that is found. */
  Optional<URL> find(String name, String shown) {
    return loaders.keySet().stream().map(loader -> find(loader, name, shown)).flatMap(Optional::stream).findFirst();
  }

  /** What one class loader finds. */
  static Optional<URL> find(ClassLoader loader, String name, String shown) {
    try {
      return Optional.ofNullable(loader.getResource(name));
    } catch (RuntimeException e) {
      throw new CacheConfigurationException("The configuration " + shown + " could not be looked up: a class loader failed with "
          + e.getClass().getSimpleName() + ". It may belong to an application that was stopped.", e);
    }
  }

  /** Who was asked, for a message. */
  String asked() {
    return String.join(", then ", loaders.values());
  }
}
