/** The JDance JCache provider: applications meet it through {@code javax.cache}; its own public types are in {@code org.jdance}. */
module org.jdance {
  requires transitive cache.api;
  requires com.github.benmanes.caffeine;
  requires java.management;
  // For sun.reflect.ReflectionFactory, which allocates the way serialization does.
  requires jdk.unsupported;
  requires org.slf4j;
  requires static org.jspecify;

  exports org.jdance;

  provides javax.cache.spi.CachingProvider with
      org.jdance.JDanceCachingProvider;
}
