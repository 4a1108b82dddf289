package org.jdance.samples.quickstart;

import java.io.File;
import java.nio.file.Path;

/** The compiled sample with one provider: the classes are the same, and no provider sees another. */
enum ClassPath {
  JDANCE("org.jdance.JDanceCachingProvider", property("quickstart.jdance")),
  CAFFEINE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider", peer("caffeine")),
  REFERENCE_IMPLEMENTATION("org.jsr107.ri.spi.RICachingProvider", peer("reference")),
  NO_PROVIDER("", peer("none"));

  private final String providerClass;
  private final String provider;

  ClassPath(String providerClass, String provider) {
    this.providerClass = providerClass;
    this.provider = provider;
  }

  String providerClass() {
    return providerClass;
  }

  String elements() {
    return property("quickstart.classes") + File.pathSeparator + provider;
  }

  private static String peer(String directory) {
    return Path.of(property("quickstart.peers"), directory, "*").toString();
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("the build sets system property " + name + "; run this test with Maven");
    }
    return value;
  }
}
