package org.jdance.internal.config;

import java.util.Optional;
import java.util.Set;

/** The kinds of servers that a fleet may have. */
public enum NodeKind {
  REDIS("Redis", 6379),
  MEMCACHED("memcached", 11_211),
  SHAREDANCE("Sharedance", 1042);

  private static final Set<String> TLS_SCHEMES = Set.of("rediss", "valkeys", "memcacheds");

  private final String words;
  private final int defaultPort;

  NodeKind(String words, int defaultPort) {
    this.words = words;
    this.defaultPort = defaultPort;
  }

  int defaultPort() {
    return defaultPort;
  }

  /** The kind as a message says it. */
  public String words() {
    return words;
  }

  /** The kind that a scheme in lower case stands for. */
  static Optional<NodeKind> ofScheme(String scheme) {
    return switch (scheme) {
      case "redis", "rediss", "valkey", "valkeys" -> Optional.of(REDIS);
      case "memcached", "memcacheds" -> Optional.of(MEMCACHED);
      case "sharedance" -> Optional.of(SHAREDANCE);
      default -> Optional.empty();
    };
  }

  /** Whether a scheme in lower case asks for encrypted connections. */
  static boolean isTls(String scheme) {
    return TLS_SCHEMES.contains(scheme);
  }
}
