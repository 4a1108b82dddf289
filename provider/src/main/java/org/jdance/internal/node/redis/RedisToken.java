package org.jdance.internal.node.redis;

import java.util.Arrays;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.transport.OutputBuffer;
import org.jspecify.annotations.Nullable;

/** The version that a write put into its envelope, which no other write has; looked at in the envelope. */
final class RedisToken implements NodeToken {

  private static final int FROM = EnvelopeMark.BYTES - Version.BYTES;
  private static final int TO = EnvelopeMark.BYTES;

  /** What the token of another kind of node matches. */
  private static final byte[] NO_VERSION = {};

  private final byte[] envelope;

  private RedisToken(byte[] envelope) {
    this.envelope = envelope;
  }

  /** The token of these bytes; null if they are no envelope. */
  static @Nullable RedisToken of(byte[] value) {
    return EntryHeader.begins(value) ? new RedisToken(value) : null;
  }

  /** Puts the bytes of the version in an envelope that the token matches, as an argument. */
  static void putVersion(NodeToken token, OutputBuffer out) {
    RedisCommand.putArgument(out, token instanceof RedisToken own ? Arrays.copyOfRange(own.envelope, FROM, TO) : NO_VERSION);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RedisToken token && Arrays.equals(envelope, FROM, TO, token.envelope, FROM, TO);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOfRange(envelope, FROM, TO));
  }
}
