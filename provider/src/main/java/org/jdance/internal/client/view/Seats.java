package org.jdance.internal.client.view;

import org.jdance.internal.client.placement.Placement;

/** A placement whose answers are places in a view's list of nodes. */
final class Seats {

  private final Placement placement;
  private final int[] members;
  private final boolean identical;

  /**
   * A placement on some of the nodes.
   *
   * @param members for each node of the placement its place in the view
   */
  Seats(Placement placement, int[] members) {
    this.placement = placement;
    this.members = members;
    boolean same = true;
    for (int i = 0; i < members.length; i++) {
      same &= members[i] == i;
    }
    this.identical = same;
  }

  int[] order(byte[] key) {
    int[] order = placement.order(key);
    if (identical) {
      return order;
    }
    int[] places = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      places[i] = members[order[i]];
    }
    return places;
  }
}
