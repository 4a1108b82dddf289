package org.jdance.internal.config;

/**
 * Where a value came from.
 *
 * @param kind the kind of source
 * @param where the same in words that fit into a sentence, such as "in the URI query of jdance:memory"
 */
record Origin(Kind kind, String where) {

  /** The kinds of sources; of two, the later one wins. */
  enum Kind {
    URI,
    FILE,
    QUERY,
    PROPERTIES,
    SYSTEM_PROPERTY
  }

  static final Origin PROPERTIES = new Origin(Kind.PROPERTIES, "in the Properties given to getCacheManager");

  static final Origin SYSTEM_PROPERTIES = new Origin(Kind.SYSTEM_PROPERTY, "in the system properties");

  /** Hosts and path of a URI that names servers. */
  static Origin uri(String uri) {
    return new Origin(Kind.URI, "in the URI " + uri);
  }

  static Origin line(String file, int line) {
    return new Origin(Kind.FILE, "in " + file + ", line " + line);
  }

  static Origin query(String uri) {
    return new Origin(Kind.QUERY, "in the URI query of " + uri);
  }

  /** A key as it is written in such a source: in a URI without the prefix. */
  String written(String key) {
    return kind == Kind.QUERY || kind == Kind.URI ? key : ConfigurationKeys.PREFIX + key;
  }
}
