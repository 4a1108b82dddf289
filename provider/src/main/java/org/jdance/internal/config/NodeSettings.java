package org.jdance.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * One server of a fleet as configured.
 *
 * @param kind what it is
 * @param name by what it is spoken of and what its keys follow; host and port unless configured
 * @param host a name or an address, without brackets
 * @param port the port
 * @param tls whether connections are encrypted
 * @param weight its share of the keys beside the other nodes' weights
 * @param zone what may fail as a whole; empty if none is configured
 * @param user the user to authenticate as, if any
 * @param password the password to authenticate with, if any
 */
public record NodeSettings(
    NodeKind kind,
    String name,
    String host,
    int port,
    boolean tls,
    int weight,
    String zone,
    @Nullable String user,
    @Nullable String password) {

  /** Host and port, an IPv6 address in brackets. */
  static String address(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  String address() {
    return address(host, port);
  }

  NodeSettings withCredentials(@Nullable String newUser, @Nullable String newPassword) {
    return new NodeSettings(kind, name, host, port, tls, weight, zone, newUser, newPassword);
  }

  /** All but user and password: even the user may have come from a placeholder. */
  @Override
  public String toString() {
    return name + " (" + kind.words() + " at " + address() + (tls ? " by TLS" : "") + ", weight " + weight
        + (zone.isEmpty() ? "" : ", zone " + zone)
        + (password == null ? "" : ", with credentials") + ")";
  }
}
