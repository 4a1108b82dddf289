package org.jdance.internal.client.view;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.round.NewerWrite;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the view again, now and then, on nodes that drop what was not written for long: such a node would count as one that has lost its memory.
 *
 * <p>Only where the node has this very view. A later one that gets in between look and write is overwritten, as these nodes cannot compare; the
 * client that made it then meets the earlier mark and hands it on again.
 */
final class ViewRefresh {

  private static final Logger LOG = LoggerFactory.getLogger(ViewRefresh.class);

  /** Well within the half hour after which a Sharedance server drops what it has, unless it is told otherwise. */
  static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final int PARTS_OF_DEADLINE = 8;

  private final byte[] viewKey;
  private final AtomicLong due;

  /** Due at once: how long ago the view that is found was stored, nobody knows. */
  ViewRefresh(byte[] viewKey, TimeSource time) {
    this.viewKey = viewKey;
    this.due = new AtomicLong(time.nanos());
  }

  /** Does what is due; a node that fails is left to those who need it. */
  void run(FleetState state, long nowNanos, Deadline within) {
    long at = due.get();
    if (nowNanos - at < 0 || !due.compareAndSet(at, nowNanos + EVERY_NANOS)) {
      return;
    }
    for (int i = 0; i < state.size(); i++) {
      Node node = state.node(i).node();
      if (!state.isOut(i) && !state.node(i).isBroken() && !node.capabilities().keepsExpiry()) {
        store(state, node, within.share(PARTS_OF_DEADLINE));
      }
    }
  }

  private void store(FleetState state, Node node, Deadline within) {
    try {
      if (node.readMark(viewKey, within).await(within) == state.mark()) {
        NewerWrite.begin(node, viewKey, state.envelope(), Node.NO_EXPIRY, within).finish(within);
      }
    } catch (NodeException e) {
      LOG.debug("Node {}: the record of the fleet is not stored again this time.", node.name(), e);
    }
  }
}
