package org.jdance.internal.client.placement;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says which nodes hold the copies of a key; always the same ones for the same key and nodes, in every JVM and version. */
public interface Placement {

  /** The nodes that the answers of {@link #order} are indexes into. */
  List<PlacedNode> nodes();

  /** How many copies there are of each entry: the length of every answer of {@link #order}. */
  int copies();

  /**
   * The nodes of a key, the first one first, all of them different.
   *
   * @param key all bytes that tell this key from others; not kept, not changed
   * @return indexes into {@link #nodes()}, to be kept and not to be changed
   */
  int[] order(byte[] key);

  /** Refuses nodes and a number of copies that no placement can make sense of; configurations are checked before. */
  static void check(Collection<PlacedNode> nodes, int copies) {
    if (copies < 1 || copies > nodes.size()) {
      throw new IllegalArgumentException(copies + " copies are not possible on " + nodes.size() + " nodes");
    }
    Set<String> names = new HashSet<>();
    for (PlacedNode node : nodes) {
      if (!names.add(node.name())) {
        throw new IllegalArgumentException("Two nodes have the name " + node.name());
      }
    }
  }
}
