package org.jdance.tck;

import java.util.Locale;
import java.util.Optional;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.RedisProcess;
import org.jdance.testing.ServerProcess;
import org.jdance.testing.SharedanceProcess;

/** A kind of server that a topology may ask for. */
enum ServerKind {
  REDIS,
  MEMCACHED,
  SHAREDANCE;

  static ServerKind named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Starts one on a free port. */
  ServerProcess start() {
    return switch (this) {
      case REDIS -> RedisProcess.start();
      case MEMCACHED -> MemcachedProcess.start();
      case SHAREDANCE -> SharedanceProcess.start();
    };
  }

  /** The program that would have to be installed before one could be started here. */
  Optional<String> missingProgram() {
    return switch (this) {
      case REDIS -> RedisProcess.isInstalled() ? Optional.empty() : Optional.of("redis-server");
      case MEMCACHED -> MemcachedProcess.isInstalled() ? Optional.empty() : Optional.of("memcached");
      case SHAREDANCE -> Optional.empty();
    };
  }
}
