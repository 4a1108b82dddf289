package org.jdance.internal.client.drops;

import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/**
 * One write or removal that was dropped: the envelope that the copies are to get unless they have a later one.
 *
 * @param cache the cache's name
 * @param key the encoded key
 * @param tail the last part of its key on the wire
 * @param envelope a value or a tombstone, with its version
 * @param generation the cache's generation that it belongs to, or null if none was known
 * @param sinceNanos when it was dropped, by the monotonic clock
 */
public record Drop(String cache, byte[] key, byte[] tail, byte[] envelope, @Nullable Version generation, long sinceNanos) {

  /** What a drop takes beyond its arrays, about. */
  private static final int OVERHEAD_BYTES = 200;

  /** Version, deadline, and whether it is a tombstone. */
  public EntryHeader header() {
    EntryHeader header = EntryHeader.read(envelope);
    if (header == null) {
      throw new IllegalStateException("Only an envelope is remembered");
    }
    return header;
  }

  /** About how much memory it takes. */
  int bytes() {
    return OVERHEAD_BYTES + key.length + tail.length + envelope.length;
  }

  /** Whether it still means something in this generation of its cache: one that was cleared since is not written to any more. */
  public boolean belongsTo(Version current) {
    return generation == null ? header().version().isAfter(current) : generation.equals(current);
  }
}
