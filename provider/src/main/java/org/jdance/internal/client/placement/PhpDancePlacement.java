package org.jdance.internal.client.placement;

import java.util.Arrays;
import java.util.List;

/**
 * PHPDance's rule, so that Java and PHP applications find each other's entries on one Sharedance fleet.
 *
 * <p>The rule is that of {@code sharedance.class.php} 0.2 (Rob Young, 2006) on a PHP with 64-bit integers: a list of buckets has each
 * server as many times as its weight says, in the order in which the servers were added. A key's hash starts at 0 and takes each byte
 * {@code c} by {@code h = h * 33 + c}, masked to 31 bits; the hash modulo the number of buckets is the first copy's bucket. The second copy
 * is in the bucket as many places on as the largest weight, in a circle. PHPDance's own tests pin the start value: with servers of weights
 * 1, 1, 1 and 2 the key {@code testkey} is on the fourth and the first.
 *
 * <p>Here the order of configuration matters, and must be the same as in PHP. Zones are not looked at.
 */
public final class PhpDancePlacement implements Placement {

  /** The most copies that the rule knows. */
  public static final int MAX_COPIES = 2;

  private final List<PlacedNode> nodes;
  private final int copies;
  private final int[] buckets;
  private final int rotation;

  /** The placement on nodes in the order in which PHP adds them. */
  public PhpDancePlacement(List<PlacedNode> nodes, int copies) {
    Placement.check(nodes, copies);
    List<Integer> weights = nodes.stream().map(PlacedNode::weight).toList();
    String objection = objection(weights, copies);
    if (!objection.isEmpty()) {
      throw new IllegalArgumentException(objection);
    }
    this.nodes = List.copyOf(nodes);
    this.copies = copies;
    this.rotation = largest(weights);
    this.buckets = new int[weights.stream().mapToInt(Integer::intValue).sum()];
    int next = 0;
    for (int i = 0; i < weights.size(); i++) {
      Arrays.fill(buckets, next, next + weights.get(i), i);
      next += weights.get(i);
    }
  }

  /**
   * Why the rule cannot keep that many copies on nodes of these weights, as a sentence; empty if it can. As in PHPDance, whose writes fail
   * otherwise, the largest weight must be below the number of servers: a bucket and the one to which it is rotated are then never the same
   * server's.
   */
  public static String objection(List<Integer> weights, int copies) {
    if (copies > MAX_COPIES) {
      return "PHPDance's placement keeps at most " + MAX_COPIES + " copies of an entry, not " + copies + ".";
    }
    if (copies == MAX_COPIES && largest(weights) >= weights.size()) {
      return "PHPDance's placement finds the second copy by rotating the buckets by the largest weight, which must be less than the number"
          + " of nodes; here the largest weight is " + largest(weights) + " and there are " + weights.size() + " nodes.";
    }
    return "";
  }

  private static int largest(List<Integer> weights) {
    return weights.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The nodes in the order of configuration. */
  @Override
  public List<PlacedNode> nodes() {
    return nodes;
  }

  @Override
  public int copies() {
    return copies;
  }

  /** The nodes of a key: its bytes are those that PHP's {@code strlen} and {@code ord} see, so the key's own text without a cache name. */
  @Override
  public int[] order(byte[] key) {
    int bucket = hash(key) % buckets.length;
    return copies == 1
        ? new int[] {buckets[bucket]}
        : new int[] {buckets[bucket], buckets[(bucket + rotation) % buckets.length]};
  }

  static int hash(byte[] key) {
    // Masking once at the end is the same as masking at each step: the low 31 bits of sums and products depend on low bits only.
    int hash = 0;
    for (byte b : key) {
      hash = hash * 33 + (b & 0xFF);
    }
    return hash & 0x7FFFFFFF;
  }
}
