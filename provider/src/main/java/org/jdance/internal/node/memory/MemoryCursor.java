package org.jdance.internal.node.memory;

import org.jdance.internal.node.ListCursor;

/** A listing goes on behind this key. */
final class MemoryCursor implements ListCursor {

  private final byte[] lastKey;

  MemoryCursor(byte[] lastKey) {
    this.lastKey = lastKey;
  }

  byte[] lastKey() {
    return lastKey;
  }
}
