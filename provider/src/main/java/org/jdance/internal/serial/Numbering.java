package org.jdance.internal.serial;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects in the order in which they are added, and finds them again: by identity or by content.
 *
 * <p>Few are found by a scan, which is faster than hashing; more go over to open addressing.
 */
final class Numbering {

  static final int NONE = -1;

  private static final int SCANNED = 16;

  private final boolean byContent;
  private @Nullable Object[] items = new @Nullable Object[SCANNED];
  private int size;
  /** The number plus one of the object in each place; half of the places stay free. Empty while all are scanned. */
  private int[] places = {};

  Numbering(boolean byContent) {
    this.byContent = byContent;
  }

  /** The number of an object, or {@link #NONE}. */
  int find(Object item) {
    if (places.length > 0) {
      return places[place(item)] - 1;
    }
    for (int i = 0; i < size; i++) {
      if (same(item, items[i])) {
        return i;
      }
    }
    return NONE;
  }

  /** Gives the next number to an object that has none. */
  int add(Object item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
      places = new int[4 * items.length];
      for (int i = 0; i < size; i++) {
        places[place(items[i])] = i + 1;
      }
    }
    items[size++] = item;
    if (places.length > 0) {
      places[place(item)] = size;
    }
    return size - 1;
  }

  private boolean same(Object item, @Nullable Object other) {
    return item == other || (byContent && item.equals(other));
  }

  private int place(@Nullable Object item) {
    Object present = Objects.requireNonNull(item);
    int hash = byContent ? present.hashCode() : System.identityHashCode(present);
    int mask = places.length - 1;
    int i = (hash ^ (hash >>> 16)) & mask;
    while (places[i] != 0 && !same(present, items[places[i] - 1])) {
      i = (i + 1) & mask;
    }
    return i;
  }
}
