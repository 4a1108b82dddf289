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

  /** The order where there is one node; callers change no order. */
  private static final int[] ONLY = {0};

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
    if (names.length == 1) {
      return ONLY;
    }
    long hash = StableHash.of(key);
    if (inverseWeights.length == 0 && zones.length == 0 && copies <= 2) {
      return lowest(hash);
    }
    double[] bounds = new double[names.length];
    for (int i = 0; i < bounds.length; i++) {
      double below = 1 - uniform(hash, i);
      bounds[i] = inverseWeights.length == 0 ? below : below * inverseWeights[i];
    }
    int[] order = new int[copies];
    for (int i = 0; i < copies; i++) {
      int winner = lowest(hash, bounds, order, zones.length == 0 ? 0 : i);
      order[i] = winner >= 0 ? winner : lowest(hash, bounds, order, 0);
      bounds[order[i]] = Double.POSITIVE_INFINITY;
    }
    return order;
  }

  /** The one or two nodes with the lowest draws, where weights and zones are all the same. */
  private int[] lowest(long hash) {
    int first = -1;
    int second = -1;
    double lowest = Double.POSITIVE_INFINITY;
    double next = Double.POSITIVE_INFINITY;
    for (int i = 0; i < names.length; i++) {
      double draw = 1 - uniform(hash, i);
      if (draw < lowest) {
        second = first;
        next = lowest;
        first = i;
        lowest = draw;
      } else if (draw < next) {
        second = i;
        next = draw;
      }
    }
    return copies == 1 ? new int[] {first} : new int[] {first, second};
  }

  /** Uniform in 52 bits and a half: exact in a double, and neither 0 nor 1. */
  private double uniform(long hash, int node) {
    return ((StableHash.mixed(hash ^ names[node]) >>> 12) + 0.5) * UNIT;
  }

  /**
   * The node with the lowest draw whose zone none of the first {@code chosen} has, or -1. As {@code 1 - u} is below {@code -ln(u)}, and
   * near it for draws that win, hardly any logarithm is needed.
   */
  private int lowest(long hash, double[] bounds, int[] order, int chosen) {
    int lowest = -1;
    double bound = Double.POSITIVE_INFINITY;
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] < bound && isNewZone(i, order, chosen)) {
        bound = bounds[i];
        lowest = i;
      }
    }
    if (lowest < 0 || inverseWeights.length == 0) {
      return lowest;
    }
    int likely = lowest;
    double draw = draw(hash, likely);
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] < draw && i != likely && isNewZone(i, order, chosen)) {
        double other = draw(hash, i);
        if (other < draw) {
          draw = other;
          lowest = i;
        }
      }
    }
    return lowest;
  }

  private double draw(long hash, int node) {
    return -NaturalLog.of(uniform(hash, node)) * inverseWeights[node];
  }

  private boolean isNewZone(int node, int[] order, int chosen) {
    for (int i = 0; i < chosen; i++) {
      if (zones[order[i]] == zones[node]) {
        return false;
      }
    }
    return true;
  }
}
