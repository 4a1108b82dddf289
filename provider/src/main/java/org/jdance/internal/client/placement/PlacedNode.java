package org.jdance.internal.client.placement;

/**
 * A node as far as placement is concerned.
 *
 * @param name the stable name that keys follow, wherever the server moves
 * @param weight its share of the keys beside the other nodes' weights, from 1 to {@link #MAX_WEIGHT}
 * @param zone what may fail as a whole; empty if that is this node alone
 */
public record PlacedNode(String name, int weight, String zone) {

  /** The largest weight. */
  public static final int MAX_WEIGHT = 1_000;

  public PlacedNode {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A node needs a name");
    }
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("The weight of node " + name + " is not from 1 to " + MAX_WEIGHT);
    }
  }
}
