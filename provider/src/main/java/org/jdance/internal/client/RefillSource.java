package org.jdance.internal.client;

import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.view.FleetState;
import org.jspecify.annotations.Nullable;

/** Where a refill learns which copies there are, page by page; a page is asked for again until {@link #advance} is said. */
interface RefillSource {

  /**
   * The copies of the present page, perhaps none.
   *
   * @return null after the last page
   * @throws org.jdance.internal.node.NodeException if the node that lists fails
   * @throws org.jdance.internal.client.view.FleetUnavailableException if the fleet cannot tell
   */
  @Nullable List<RefillPiece> page(FleetState state, Deadline within);

  /** The node whose failure {@link #page} throws, or null if it looks after failures itself. */
  @Nullable String lister();

  /** The present page has been copied. */
  void advance();
}
