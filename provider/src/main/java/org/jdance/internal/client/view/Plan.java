package org.jdance.internal.client.view;

import java.util.List;
import java.util.Map;
import org.jdance.internal.client.placement.PlacedNode;
import org.jdance.internal.entry.Version;

/**
 * A list of nodes that is to follow the present one: until each of its nodes has all that the new list gives it, entries are read by the present
 * list and written by both.
 *
 * @param since the change that began it; what a node holds by the new list alone and is older was left there by an earlier list
 * @param nodes the new list, in its order
 * @param ready the nodes that have all that the new list gives them, each with the life in which that is so
 */
record Plan(Version since, List<PlacedNode> nodes, Map<String, Version> ready) {

  Plan {
    nodes = List.copyOf(nodes);
    ready = Map.copyOf(ready);
  }

  boolean contains(String name) {
    return nodes.stream().anyMatch(node -> node.name().equals(name));
  }

  boolean isReady(Member member) {
    return member.isUp() && member.incarnation().equals(ready.get(member.name()));
  }
}
