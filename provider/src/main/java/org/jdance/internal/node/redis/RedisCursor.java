package org.jdance.internal.node.redis;

import org.jdance.internal.node.ListCursor;

/** The cursor that SCAN answered. */
final class RedisCursor implements ListCursor {

  private final byte[] bytes;

  RedisCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }
}
