package org.jdance.internal.entry;

import org.jspecify.annotations.Nullable;

/** A value with its deadline, as one moment of a store. Immutable; its identity, or its store's mark, is what compare-and-set compares. */
public final class StoredEntry {

  /** The deadline of an entry that never expires. */
  public static final long ETERNAL = Long.MAX_VALUE;

  private final Payload payload;
  private final long deadline;
  private final @Nullable Object token;

  /** An entry of a store that needs no token beside the entry's identity. */
  public StoredEntry(Payload payload, long deadline) {
    this(payload, deadline, null);
  }

  /**
   * An entry as a store read it.
   *
   * @param payload the value
   * @param deadline milliseconds since the epoch from which on the entry is expired, or {@link #ETERNAL}
   * @param token what the store that read it needs to recognise this state of the entry again; equal to that of the same state
   */
  public StoredEntry(Payload payload, long deadline, @Nullable Object token) {
    this.payload = payload;
    this.deadline = deadline;
    this.token = token;
  }

  /** The value. */
  public Payload payload() {
    return payload;
  }

  /** Milliseconds since the epoch from which on the entry is expired, or {@link #ETERNAL}. */
  public long deadline() {
    return deadline;
  }

  /** The store's own mark of this state, if it needs one. */
  public @Nullable Object token() {
    return token;
  }

  /** Whether both are one state of the entry: the same object, or by the store's mark. */
  public boolean isSameStateAs(StoredEntry other) {
    return this == other || (token != null && token.equals(other.token));
  }

  /** Whether the entry can expire at all; one that cannot needs no look at the clock. */
  public boolean isEternal() {
    return deadline == ETERNAL;
  }

  /** Whether the entry counts as absent at {@code now}. */
  public boolean isExpiredAt(long now) {
    return now >= deadline && deadline != ETERNAL;
  }
}
