package org.jdance.internal.node.memcached;

import org.jdance.internal.base.TimeSource;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** One connection that has greeted its server, and what it learned of it. Identity is what counts: another connection is another session. */
final class Session {

  /** What of an item's size is not the value: the server's header, the longest key, the client flags, line end, rounding. */
  static final int ITEM_OVERHEAD_BYTES = 512;

  private static final long MILLIS = 1_000;

  private final int itemBytes;
  private final boolean conditionalWrites;
  private final TimeSource time;
  private final long clockAheadSeconds;

  /**
   * A session.
   *
   * @param itemBytes the largest item that the server keeps
   * @param serverSeconds what the server's clock said just now, in seconds since the epoch
   */
  Session(int itemBytes, boolean conditionalWrites, TimeSource time, long serverSeconds) {
    this.itemBytes = itemBytes;
    this.conditionalWrites = conditionalWrites;
    this.time = time;
    this.clockAheadSeconds = serverSeconds - time.millis() / MILLIS;
  }

  /** No item of the server's is larger, and so no value. */
  int itemBytes() {
    return itemBytes;
  }

  /** The largest value that the server certainly takes. */
  int maxValueBytes() {
    return itemBytes - ITEM_OVERHEAD_BYTES;
  }

  /** Whether the server gives tokens. */
  boolean conditionalWrites() {
    return conditionalWrites;
  }

  /** The token of a write by the server's number of it. */
  @Nullable MemcachedToken token(long number) throws ProtocolViolation {
    if (!conditionalWrites) {
      return null;
    }
    if (number == 0) {
      throw new ProtocolViolation("no number of the write, which was asked for");
    }
    return new MemcachedToken(this, number);
  }

  /** What the server's clock says now, in seconds since the epoch, as far as known. */
  long serverSeconds() {
    return time.millis() / MILLIS + clockAheadSeconds;
  }
}
