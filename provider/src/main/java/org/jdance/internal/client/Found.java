package org.jdance.internal.client;

import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeToken;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an entry, and where: enough to replace exactly it.
 *
 * @param state the state it was read under
 * @param index the node it was read from
 * @param bytes what the node holds, or null
 * @param envelope the sound envelope of this key in it, which may be a tombstone; null if there is none
 * @param token the node's token, where it gives one
 */
record Found(FleetState state, int index, byte @Nullable [] bytes, @Nullable Envelope envelope, @Nullable NodeToken token) {

  /** The envelope if it holds a value. */
  @Nullable Envelope live() {
    return envelope == null || envelope.header().isTombstone() ? null : envelope;
  }

  @Nullable Version version() {
    return envelope == null ? null : envelope.header().version();
  }

  /** Keys, values and tokens are nobody's business. */
  @Override
  public String toString() {
    return "Found[" + (envelope == null ? "nothing" : envelope.header()) + "]";
  }
}
