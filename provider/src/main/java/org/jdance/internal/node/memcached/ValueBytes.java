package org.jdance.internal.node.memcached;

import org.jdance.internal.transport.InputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** A value that a reply announced, as far as it has come, and the line end after it. */
final class ValueBytes {

  private static final int LINE_END_BYTES = 2;

  private byte @Nullable [] bytes;
  private int filled;

  /** Expects a value of this length. */
  void expect(int length) {
    bytes = new byte[length];
    filled = 0;
  }

  /** Whether a value is expected. */
  boolean isExpected() {
    return bytes != null;
  }

  /** The value once it is whole, then not expected any more; else null. */
  byte @Nullable [] take(InputBuffer in) throws ProtocolViolation {
    byte[] value = bytes;
    if (value == null) {
      throw new IllegalStateException("No value is expected");
    }
    int part = Math.min(in.available(), value.length - filled);
    in.take(value, filled, part);
    filled += part;
    if (filled < value.length || in.available() < LINE_END_BYTES) {
      return null;
    }
    if (in.take() != '\r' || in.take() != '\n') {
      throw new ProtocolViolation("a value that is longer or shorter than announced");
    }
    bytes = null;
    return value;
  }
}
