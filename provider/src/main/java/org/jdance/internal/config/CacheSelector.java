package org.jdance.internal.config;

import java.util.Comparator;

/**
 * Which caches a setting is for.
 *
 * @param kind how {@code name} is meant
 * @param name the cache's name, or what its name begins with
 */
record CacheSelector(Kind kind, String name) {

  /** From the least specific to the most. */
  enum Kind {
    MANAGER,
    PATTERN,
    EXACT
  }

  /** The keys without {@code cache.NAME.}. */
  static final CacheSelector MANAGER = new CacheSelector(Kind.MANAGER, "");

  /** The most specific first: a name, then patterns from the longest to the shortest, then the manager. */
  static final Comparator<CacheSelector> MOST_SPECIFIC_FIRST =
      Comparator.comparing(CacheSelector::kind)
          .thenComparing(selector -> selector.name().length())
          .reversed()
          .thenComparing(CacheSelector::name);

  /** The selector that is written so. */
  static CacheSelector of(String written) {
    return written.endsWith("*")
        ? new CacheSelector(Kind.PATTERN, written.substring(0, written.length() - 1))
        : new CacheSelector(Kind.EXACT, written);
  }

  boolean matches(String cacheName) {
    return switch (kind) {
      case MANAGER -> true;
      case PATTERN -> cacheName.startsWith(name);
      case EXACT -> cacheName.equals(name);
    };
  }

  /** What stands for NAME in {@code cache.NAME.KEY}. */
  String written() {
    return kind == Kind.PATTERN ? name + "*" : name;
  }
}
