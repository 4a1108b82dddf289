package org.jdance.internal.client;

import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.view.FleetState;
import org.jspecify.annotations.Nullable;

/**
 * What a node that is up may still have of keys that it once held, and is about to hold again: an entry that was removed long ago elsewhere must not
 * come back with it.
 */
final class Leftovers implements RefillSource {

  private final RefillSource own;

  /** The node's own copies of some keys. */
  Leftovers(RefillSource own) {
    this.own = own;
  }

  @Override
  public @Nullable List<RefillPiece> page(FleetState state, Deadline within) {
    return own.page(state, within);
  }

  @Override
  public @Nullable String lister() {
    return own.lister();
  }

  @Override
  public void advance() {
    own.advance();
  }
}
