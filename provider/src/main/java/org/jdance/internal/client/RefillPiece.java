package org.jdance.internal.client;

/** One copy of an entry that a cold node may lack. */
final class RefillPiece {

  private final int source;
  private final byte[] sourceKey;
  private final String cachePart;
  private final byte[] tail;

  RefillPiece(int source, byte[] sourceKey, String cachePart, byte[] tail) {
    this.source = source;
    this.sourceKey = sourceKey;
    this.cachePart = cachePart;
    this.tail = tail;
  }

  /** Where the copy is: a place in the view's list of nodes. */
  int source() {
    return source;
  }

  /** Its key on the wire there. */
  byte[] sourceKey() {
    return sourceKey;
  }

  /** The part of the key that stands for the cache. */
  String cachePart() {
    return cachePart;
  }

  /** The last part of the key, the same on every node. */
  byte[] tail() {
    return tail;
  }
}
