package org.jdance.internal.client.placement;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weighted rendezvous hashing: each node draws a number for the key, and the lowest ones win.
 *
 * <p>A node's number is {@code -ln(u) / weight}, {@code u} being uniform between 0 and 1 and a function of the key and the node's name
 * alone. So a node wins in proportion to its weight, and a node that comes or goes moves only keys that it gets or had. Nodes of a zone
 * that has a copy already come after all others.
 */
public final class RendezvousPlacement implements Placement {

  private static final double UNIT = 0x1p-52;

  private final List<PlacedNode> nodes;
  private final int copies;
  private final long[] names;
  /** What {@code -ln(u)} is multiplied with; empty where all weights are the same and the order of {@code u} says it all. */
  private final double[] inverseWeights;
  /** Numbers of zones; empty where no two nodes share one. */
  private final int[] zones;

  /**
   * The placement on some nodes; their order does not matter.
   *
   * @param copies how many of them hold each key
   */
  public RendezvousPlacement(Collection<PlacedNode> nodes, int copies) {
    Placement.check(nodes, copies);
    this.nodes = nodes.stream().sorted(Comparator.comparing(PlacedNode::name)).toList();
    this.copies = copies;
    this.names = this.nodes.stream().mapToLong(node -> StableHash.of(node.name().getBytes(StandardCharsets.UTF_8))).toArray();
    boolean alike = this.nodes.stream().mapToInt(PlacedNode::weight).distinct().count() == 1;
    this.inverseWeights = alike ? new double[0] : this.nodes.stream().mapToDouble(node -> 1.0 / node.weight()).toArray();
    this.zones = zones(this.nodes);
  }

  private static int[] zones(List<PlacedNode> nodes) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] zones = new int[nodes.size()];
    boolean shared = false;
    for (int i = 0; i < zones.length; i++) {
      String zone = nodes.get(i).zone();
      Integer same = zone.isEmpty() ? null : numbers.putIfAbsent(zone, i);
      zones[i] = same == null ? i : same;
      shared |= same != null;
    }
    return shared ? zones : new int[0];
  }

  /** The nodes sorted by name. */
  @Override
  public List<PlacedNode> nodes() {
    return nodes;
  }

  @Override
  public int copies() {
    return copies;
  }

  @Override
  public int[] order(byte[] key) {
    double[] draws = draws(StableHash.of(key));
    int[] order = new int[copies];
    for (int i = 0; i < copies; i++) {
      int winner = zones.length == 0 ? lowest(draws) : lowestOfNewZone(draws, order, i);
      order[i] = winner;
      draws[winner] = Double.POSITIVE_INFINITY;
    }
    return order;
  }

  private double[] draws(long key) {
    double[] draws = new double[names.length];
    for (int i = 0; i < draws.length; i++) {
      // 52 bits and a half: exact in a double, and neither 0 nor 1.
      double u = ((StableHash.mixed(key ^ names[i]) >>> 12) + 0.5) * UNIT;
      draws[i] = inverseWeights.length == 0 ? 1 - u : -NaturalLog.of(u) * inverseWeights[i];
    }
    return draws;
  }

  /** Of equal ones, the first by name. */
  private static int lowest(double[] draws) {
    int lowest = 0;
    for (int i = 1; i < draws.length; i++) {
      if (draws[i] < draws[lowest]) {
        lowest = i;
      }
    }
    return lowest;
  }

  private int lowestOfNewZone(double[] draws, int[] order, int chosen) {
    int lowest = -1;
    for (int i = 0; i < draws.length; i++) {
      if ((lowest < 0 || draws[i] < draws[lowest]) && isNewZone(zones[i], order, chosen)) {
        lowest = i;
      }
    }
    return lowest < 0 ? lowest(draws) : lowest;
  }

  private boolean isNewZone(int zone, int[] order, int chosen) {
    for (int i = 0; i < chosen; i++) {
      if (zones[order[i]] == zone) {
        return false;
      }
    }
    return true;
  }
}
