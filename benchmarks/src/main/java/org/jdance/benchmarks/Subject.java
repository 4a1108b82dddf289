package org.jdance.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;
import org.jspecify.annotations.Nullable;

/** A cache that takes part. {@code -ref} stores by reference, {@code -val} by value. */
enum Subject {
  NOOP,
  CAFFEINE(Library.CAFFEINE),
  CAFFEINE_UNBOUNDED(Library.CAFFEINE),
  CAFFEINE_JCACHE_REF(Library.CAFFEINE_JCACHE, false),
  CAFFEINE_JCACHE_VAL(Library.CAFFEINE_JCACHE, true),
  EHCACHE_REF(Library.EHCACHE, false),
  EHCACHE_VAL(Library.EHCACHE, true),
  CACHE2K_REF(Library.CACHE2K, false),
  CACHE2K_VAL(Library.CACHE2K, true),
  RI_REF(Library.RI, false),
  RI_VAL(Library.RI, true),
  JDANCE_REF(Library.JDANCE, false),
  JDANCE_BOUNDED_REF(Library.JDANCE, false),
  JDANCE_VAL(Library.JDANCE, true);

  private final @Nullable Library library;
  private final boolean jcache;
  private final boolean storeByValue;

  Subject() {
    this(null, false, false);
  }

  Subject(Library library) {
    this(library, false, false);
  }

  Subject(Library library, boolean storeByValue) {
    this(library, true, storeByValue);
  }

  Subject(@Nullable Library library, boolean jcache, boolean storeByValue) {
    this.library = library;
    this.jcache = jcache;
    this.storeByValue = storeByValue;
  }

  /** The name on the command line and in the report, such as {@code caffeine-jcache-ref}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isStoreByValue() {
    return storeByValue;
  }

  /** Whether the cache really keeps what is put into it; the empty loop does not. */
  boolean stores() {
    return this != NOOP;
  }

  /** By reference it does not matter what the value is, so these are measured with one kind only. */
  boolean isMeasuredWith(ValueKind kind) {
    return kind == ValueKind.STRING || storeByValue || !jcache;
  }

  /** The jar, or for a build of this tree the directory, that the cache comes from; null if it is not on the class path. */
  @Nullable String source() {
    return library == null ? "" : library.source();
  }

  /** More than all keys of a run, so that nothing is evicted. */
  static long bound(Dataset data) {
    return 2L * (data.keyCount() + (long) data.workers() * Dataset.OWN_KEYS);
  }

  /**
   * Opens an empty cache.
   *
   * @throws MissingSubjectException if its classes are not on the class path
   */
  Target open(Dataset data) {
    if (library == null) {
      return new NoopTarget(data);
    }
    if (!jcache) {
      return new CaffeineTarget(this == CAFFEINE, data);
    }
    return new JCacheTarget(library.newProvider(this), uri(data), configuration(data), data);
  }

  private MutableConfiguration<String, Object> configuration(Dataset data) {
    Class<Object> type = data.kind().objectType();
    MutableConfiguration<String, Object> configuration = library == Library.CACHE2K ? forCache2k(type, data) : typed(type);
    return configuration.setStoreByValue(storeByValue);
  }

  private static MutableConfiguration<String, Object> typed(Class<Object> type) {
    return new MutableConfiguration<String, Object>().setTypes(String.class, type);
  }

  /** cache2k evicts from two thousand entries on unless it is given room, and it cannot be typed with an array. */
  private MutableConfiguration<String, Object> forCache2k(Class<Object> type, Dataset data) {
    Class<Object> accepted = type.isArray() ? Object.class : type;
    return ExtendedMutableConfiguration.of(Cache2kBuilder.of(String.class, accepted).entryCapacity(bound(data)).eternal(true)
        .with(JCacheConfig.class, section -> section.copyAlwaysIfRequested(storeByValue))).setTypes(String.class, accepted);
  }

  private @Nullable URI uri(Dataset data) {
    return switch (this) {
      case JDANCE_REF, JDANCE_VAL -> URI.create("jdance:memory");
      case JDANCE_BOUNDED_REF -> URI.create("jdance:memory?max-entries=" + bound(data));
      default -> null;
    };
  }

  /** Where a subject's classes come from. */
  private enum Library {
    CAFFEINE("com.github.benmanes.caffeine.cache.Caffeine"),
    CAFFEINE_JCACHE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"),
    EHCACHE("org.ehcache.jsr107.EhcacheCachingProvider"),
    CACHE2K("org.cache2k.jcache.provider.JCacheProvider"),
    RI("org.jsr107.ri.spi.RICachingProvider"),
    JDANCE("org.jdance.JDanceCachingProvider");

    private final String className;

    Library(String className) {
      this.className = className;
    }

    @Nullable String source() {
      try {
        CodeSource source = Class.forName(className, false, Subject.class.getClassLoader()).getProtectionDomain().getCodeSource();
        return source == null ? className : fileName(source);
      } catch (ClassNotFoundException e) {
        return null;
      }
    }

    private static String fileName(CodeSource source) {
      Path name = Path.of(URI.create(source.getLocation().toString())).getFileName();
      return name == null ? "" : name.toString();
    }

    CachingProvider newProvider(Subject subject) {
      try {
        return Class.forName(className, true, Subject.class.getClassLoader()).asSubclass(CachingProvider.class).getDeclaredConstructor()
            .newInstance();
      } catch (ClassNotFoundException e) {
        throw new MissingSubjectException("Subject " + subject.label() + " cannot run: its provider " + className
            + " is not on the class path. Build its module, or leave it out with --subjects.", e);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException("Subject " + subject.label() + " cannot run: the constructor of " + className + " failed.", e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Subject " + subject.label() + " cannot run: " + className + " has no public constructor.", e);
      }
    }
  }
}
