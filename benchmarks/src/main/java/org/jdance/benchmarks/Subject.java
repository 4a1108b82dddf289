package org.jdance.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.redisson.jcache.configuration.RedissonConfiguration;

/**
 * A cache or a client that takes part. {@code -ref} stores by reference, {@code -val} by value; {@code -limit} is a bare socket per thread; {@code -r2}
 * keeps two copies on two servers.
 */
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
  JDANCE_VAL(Library.JDANCE, true),
  REDIS_LIMIT(Suite.REDIS, 1, null, false),
  REDIS_LIMIT_R2(Suite.REDIS, 2, null, false),
  JDANCE_REDIS(Suite.REDIS, 1, Library.JDANCE, true),
  JDANCE_REDIS_R2(Suite.REDIS, 2, Library.JDANCE, true),
  JEDIS(Suite.REDIS, 1, Library.JEDIS, false),
  LETTUCE(Suite.REDIS, 1, Library.LETTUCE, false),
  REDISSON(Suite.REDIS, 1, Library.REDISSON, true),
  MC_LIMIT(Suite.MEMCACHED, 1, null, false),
  MC_LIMIT_R2(Suite.MEMCACHED, 2, null, false),
  JDANCE_MC(Suite.MEMCACHED, 1, Library.JDANCE, true),
  JDANCE_MC_R2(Suite.MEMCACHED, 2, Library.JDANCE, true),
  SPYMEMCACHED(Suite.MEMCACHED, 1, Library.SPYMEMCACHED, false),
  XMEMCACHED(Suite.MEMCACHED, 1, Library.XMEMCACHED, false),
  FOLSOM(Suite.MEMCACHED, 1, Library.FOLSOM, false),
  NEAR_CAFFEINE(Suite.NEAR, 0, Library.CAFFEINE, false),
  NEAR_CAFFEINE_JCACHE_REF(Suite.NEAR, 0, Library.CAFFEINE_JCACHE, true),
  NEAR_CAFFEINE_JCACHE_VAL(Suite.NEAR, 0, Library.CAFFEINE_JCACHE, true),
  JDANCE_NEAR(Suite.NEAR, 1, Library.JDANCE, true),
  JDANCE_NEAR_R2(Suite.NEAR, 2, Library.JDANCE, true),
  JDANCE_NOT_NEAR(Suite.NEAR, 1, Library.JDANCE, true);

  private final Suite suite;
  private final int servers;
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
    this.suite = Suite.EMBEDDED;
    this.servers = 0;
    this.library = library;
    this.jcache = jcache;
    this.storeByValue = storeByValue;
  }

  /** What is kept on servers is kept by value. */
  Subject(Suite suite, int servers, @Nullable Library library, boolean jcache) {
    this.suite = suite;
    this.servers = servers;
    this.library = library;
    this.jcache = jcache;
    this.storeByValue = !name().endsWith("CAFFEINE") && !name().endsWith("_REF");
  }

  Suite suite() {
    return suite;
  }

  /** How many servers it works with. */
  int servers() {
    return servers;
  }

  /**
   * Whether a workload makes sense: clients of Redis have nothing of their own for a read and a write that belong together, and two {@code putAll} of
   * the reference implementation lock each other out for ever, since each takes its keys' locks in an order of its own.
   */
  boolean does(Workload workload) {
    if (this == RI_REF || this == RI_VAL) {
      return workload != Workload.PUT_ALL;
    }
    return (this != JEDIS && this != LETTUCE) || (workload != Workload.INVOKE && workload != Workload.INVOKE_CONTENDED);
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
  Target open(Dataset data, ServerFleet fleet) {
    if (suite.hasServers() && !jcache) {
      return new ClientTarget(client(data, fleet), data);
    }
    if (library == null) {
      return new NoopTarget(data);
    }
    if (!jcache) {
      return new CaffeineTarget(this != CAFFEINE_UNBOUNDED, data);
    }
    return new JCacheTarget(library.newProvider(this), uri(data, fleet), configuration(data, fleet), data);
  }

  private ServerClient client(Dataset data, ServerFleet fleet) {
    return switch (this) {
      case JEDIS -> new JedisClient(fleet, data.workers());
      case LETTUCE -> new LettuceClient(fleet);
      case SPYMEMCACHED -> new SpymemcachedClient(fleet);
      case XMEMCACHED -> new XmemcachedClient(fleet);
      case FOLSOM -> new FolsomClient(fleet);
      default -> new LimitClient(fleet);
    };
  }

  private Configuration<String, Object> configuration(Dataset data, ServerFleet fleet) {
    Class<Object> type = data.kind().objectType();
    MutableConfiguration<String, Object> configuration = library == Library.CACHE2K ? forCache2k(type, data) : typed(type);
    configuration.setStoreByValue(storeByValue);
    if (this != REDISSON) {
      return configuration;
    }
    Config redisson = new Config();
    redisson.useSingleServer().setAddress("redis://" + fleet.first().address());
    return RedissonConfiguration.fromConfig(redisson, configuration);
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

  private @Nullable URI uri(Dataset data, ServerFleet fleet) {
    return switch (this) {
      case JDANCE_REF, JDANCE_VAL -> URI.create("jdance:memory");
      case JDANCE_BOUNDED_REF -> URI.create("jdance:memory?max-entries=" + bound(data));
      case JDANCE_REDIS, JDANCE_REDIS_R2 -> fleetUri("redis", fleet);
      case JDANCE_NOT_NEAR -> fleetUri("redis", fleet);
      case JDANCE_NEAR, JDANCE_NEAR_R2 -> URI.create(fleetUri("redis", fleet) + "?near.max-entries=" + bound(data));
      case JDANCE_MC, JDANCE_MC_R2 -> fleetUri("memcached", fleet);
      default -> null;
    };
  }

  private static URI fleetUri(String scheme, ServerFleet fleet) {
    return URI.create(fleet.servers().stream().map(ServerFleet.Server::address).collect(Collectors.joining(",", scheme + "://", "/bench")));
  }

  /** Where a subject's classes come from. */
  private enum Library {
    CAFFEINE("com.github.benmanes.caffeine.cache.Caffeine"),
    CAFFEINE_JCACHE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"),
    EHCACHE("org.ehcache.jsr107.EhcacheCachingProvider"),
    CACHE2K("org.cache2k.jcache.provider.JCacheProvider"),
    RI("org.jsr107.ri.spi.RICachingProvider"),
    JDANCE("org.jdance.JDanceCachingProvider"),
    JEDIS("redis.clients.jedis.RedisClient"),
    LETTUCE("io.lettuce.core.RedisClient"),
    REDISSON("org.redisson.jcache.JCachingProvider"),
    SPYMEMCACHED("net.spy.memcached.MemcachedClient"),
    XMEMCACHED("net.rubyeye.xmemcached.MemcachedClient"),
    FOLSOM("com.spotify.folsom.MemcacheClient");

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
