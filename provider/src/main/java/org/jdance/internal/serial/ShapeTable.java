package org.jdance.internal.serial;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The shapes that one cache has read, by their bytes, so that each is taken apart once. */
final class ShapeTable {

  /** How many shapes are remembered. */
  private static final int MAX_SHAPES = 1_000;

  /** The longest bytes that are remembered. */
  private static final int MAX_LENGTH = 2_000;

  private final Map<Key, Shape> shapes = new ConcurrentHashMap<>();

  /** The shape that these bytes stand for, or null if it isn't remembered. */
  @Nullable Shape find(byte[] bytes, int offset, int length, @Nullable String base) {
    return shapes.get(new Key(bytes, offset, length, base));
  }

  /** Remembers a shape whose class may be read. */
  void remember(Shape shape, byte[] bytes, int offset, int length, @Nullable String base) {
    if (length <= MAX_LENGTH && shapes.size() < MAX_SHAPES) {
      shapes.putIfAbsent(new Key(Arrays.copyOfRange(bytes, offset, offset + length), 0, length, base), shape);
    }
  }

  /** Bytes, and the name that they build upon. */
  private static final class Key {

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final @Nullable String base;
    private final int hash;

    Key(byte[] bytes, int offset, int length, @Nullable String base) {
      this.bytes = bytes;
      this.offset = offset;
      this.length = length;
      this.base = base;
      int sum = base == null ? 1 : base.hashCode();
      for (int i = offset; i < offset + length; i++) {
        sum = 31 * sum + bytes[i];
      }
      this.hash = sum;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && hash == key.hash
          && Arrays.equals(bytes, offset, offset + length, key.bytes, key.offset, key.offset + key.length)
          && (base == null ? key.base == null : base.equals(key.base));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
