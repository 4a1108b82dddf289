package org.jdance;

import java.util.List;

/**
 * A fleet of servers as one JVM sees it at one moment.
 *
 * @param namespace what all keys begin with
 * @param copies on how many servers each entry is
 * @param nodes the servers, in the order of the fleet's own record; empty until this JVM has met the fleet, which its first operation does
 * @param counts what this JVM has counted
 */
public record FleetStatus(String namespace, int copies, List<NodeStatus> nodes, FleetCounts counts) {

  /**
   * Keeps a copy of the list.
   *
   * @param namespace what all keys begin with
   * @param copies on how many servers each entry is
   * @param nodes the servers
   * @param counts what this JVM has counted
   */
  public FleetStatus {
    nodes = List.copyOf(nodes);
  }
}
