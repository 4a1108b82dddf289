package org.jdance.internal.config;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jdance.internal.client.placement.PhpDancePlacement;
import org.jdance.internal.client.placement.PlacedNode;
import org.jdance.internal.client.placement.Placement;
import org.jdance.internal.client.placement.RendezvousPlacement;
import org.jspecify.annotations.Nullable;

/**
 * The fleet of servers that a manager's caches live on.
 *
 * @param nodes the servers in the order of configuration, no two with one name
 * @param namespace the prefix of all keys
 * @param redundancy the copies of each entry, at most as many as there are nodes
 * @param placementRule which nodes hold a key
 * @param encoding how entries stand on the servers where a cache says nothing else
 * @param connectTimeout the deadline for connecting to one server
 * @param timeout the deadline of an operation where a cache has none of its own
 * @param durable whether the servers lose nothing when they restart
 * @param lease how long a view of the fleet is trusted without an answer from every server in it
 * @param giveUp how long to wait for an up-to-date copy
 * @param maxSkew the difference between this machine's clock and the servers' from which theirs is used
 * @param tls what TLS connections are made with; null if no node has any
 * @param tlsFingerprint tells one TLS material from another
 */
public record FleetSettings(
    List<NodeSettings> nodes,
    String namespace,
    int redundancy,
    PlacementRule placementRule,
    Encoding encoding,
    Duration connectTimeout,
    Duration timeout,
    boolean durable,
    Duration lease,
    Duration giveUp,
    Duration maxSkew,
    @Nullable SSLContext tls,
    String tlsFingerprint) {

  public FleetSettings {
    nodes = List.copyOf(nodes);
  }

  /** The placement of keys, whose indexes are into its own list of nodes. */
  public Placement placement() {
    List<PlacedNode> placed = nodes.stream().map(node -> new PlacedNode(node.name(), node.weight(), node.zone())).toList();
    return switch (placementRule) {
      case RENDEZVOUS -> new RendezvousPlacement(placed, redundancy);
      case PHPDANCE -> new PhpDancePlacement(placed, redundancy);
    };
  }

  /** The node of that name. */
  public NodeSettings node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  /** Whom this fleet's connections may be shared with. */
  public FleetIdentity identity() {
    List<NodeSettings> sorted = nodes.stream().sorted(Comparator.comparing(NodeSettings::name)).toList();
    return new FleetIdentity(sorted, tlsFingerprint, connectTimeout, timeout, lease, giveUp, maxSkew, durable);
  }
}
