package org.jdance.internal.node.redis;

import java.nio.ByteBuffer;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeToken;
import org.jspecify.annotations.Nullable;

/** The version that a write put into its envelope, which no other write has. */
record RedisToken(long stamp, long writer) implements NodeToken {

  /** What the token of another kind of node matches. */
  private static final byte[] NO_VERSION = {};

  /** The token of these bytes; null if they are no envelope. */
  static @Nullable RedisToken of(byte[] value) {
    EntryHeader header = EntryHeader.read(value);
    return header == null ? null : new RedisToken(header.version().stamp(), header.version().writer());
  }

  /** The bytes of the version in an envelope that the token matches. */
  static byte[] versionBytes(NodeToken token) {
    if (token instanceof RedisToken own) {
      return ByteBuffer.allocate(Version.BYTES).putLong(own.stamp).putLong(own.writer).array();
    }
    return NO_VERSION;
  }
}
