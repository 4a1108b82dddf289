package org.jdance.internal.config;

import java.util.Set;

/** What this version says to a configuration that asks for servers. */
final class Fleets {

  /** The schemes of server URIs. */
  static final Set<String> SCHEMES = Set.of("sharedance", "memcached", "memcacheds", "redis", "rediss", "valkey", "valkeys");

  private Fleets() {}

  /** The sentence; {@code what} asks for servers. */
  static String notInThisVersion(String what) {
    return what + " asks for a fleet of servers, but this version of JDance has the embedded store only. Use the URI jdance:memory, or"
        + " a properties file without jdance.nodes.";
  }
}
