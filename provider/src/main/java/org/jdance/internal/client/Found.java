package org.jdance.internal.client;

import java.util.Objects;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeToken;
import org.jspecify.annotations.Nullable;

/** What was read of an entry, and where: enough to replace exactly it. */
final class Found implements KnownVersion {

  private final FleetState state;
  private final int index;
  private final byte @Nullable [] bytes;
  private final @Nullable Envelope envelope;
  private final @Nullable NodeToken token;

  Found(FleetState state, int index, byte @Nullable [] bytes, @Nullable Envelope envelope, @Nullable NodeToken token) {
    this.state = state;
    this.index = index;
    this.bytes = bytes;
    this.envelope = envelope;
    this.token = token;
  }

  /** The state it was read under. */
  FleetState state() {
    return state;
  }

  /** The node it was read from. */
  int index() {
    return index;
  }

  /** What the node holds, or null. */
  byte @Nullable [] bytes() {
    return bytes;
  }

  /** The sound envelope of the key, which may be a tombstone; null if there is none. */
  @Nullable Envelope envelope() {
    return envelope;
  }

  /** The node's token, where it gives one. */
  @Nullable NodeToken token() {
    return token;
  }

  /** The envelope if it holds a value. */
  @Nullable Envelope live() {
    return envelope == null || envelope.isTombstone() ? null : envelope;
  }

  @Override
  public @Nullable Version version() {
    return envelope == null ? null : envelope.version();
  }

  /** The same version of one entry is the same state, wherever it was read. */
  @Override
  public boolean equals(@Nullable Object other) {
    Version version = version();
    return this == other || (other instanceof KnownVersion known && version != null && version.equals(known.version()));
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(version());
  }
}
