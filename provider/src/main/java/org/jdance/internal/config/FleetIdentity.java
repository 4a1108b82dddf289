package org.jdance.internal.config;

import java.time.Duration;
import java.util.List;

/**
 * What two managers must have in common to share connections, view and health of a fleet.
 *
 * @param nodes the nodes with their credentials, sorted by name
 * @param tlsFingerprint tells one TLS material from another
 * @param connectTimeout the deadline for connecting
 * @param timeout the manager's deadline of an operation
 * @param lease how long a view is trusted without an answer
 * @param giveUp how long to wait for an up-to-date copy
 * @param maxSkew from which difference the servers' clock is used
 * @param durable whether the servers lose nothing
 */
public record FleetIdentity(
    List<NodeSettings> nodes,
    String tlsFingerprint,
    Duration connectTimeout,
    Duration timeout,
    Duration lease,
    Duration giveUp,
    Duration maxSkew,
    boolean durable) {

  public FleetIdentity {
    nodes = List.copyOf(nodes);
  }
}
