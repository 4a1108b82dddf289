package org.jdance.internal.serial.copy;

import org.jspecify.annotations.Nullable;

/**
 * Which copy each original of one graph has: a small identity map.
 *
 * <p>Most graphs have a handful of mutable objects, which a scan finds faster than hashing would; larger ones go over to open addressing.
 */
final class CopyTable {

  /** Stands for a copy that has been begun and isn't there yet. */
  static final Object UNDER_WAY = new Object();

  private static final int SMALL = 8;
  /** Up to so many originals are scanned. */
  private static final int SCANNED = 16;

  /** Originals at even places, their copies behind them. Empty until the first is added. */
  private @Nullable Object[] slots = {};

  private int size;

  /** The copy of the original, {@link #UNDER_WAY}, or null if it is new. */
  @Nullable Object get(Object original) {
    return size == 0 ? null : slots[place(original) + 1];
  }

  /** Notes the copy of an original, new or not. */
  void put(Object original, Object copy) {
    if (size == capacity()) {
      grow();
    }
    int place = place(original);
    if (slots[place] == null) {
      slots[place] = original;
      size++;
    }
    slots[place + 1] = copy;
  }

  /** All originals and their copies in turn, with nulls between. */
  @Nullable Object[] contents() {
    return slots;
  }

  /** How many originals there is room for; in a hashed table half of the places stay free. */
  private int capacity() {
    int places = slots.length / 2;
    return places <= SCANNED ? Math.max(0, places - 1) : places / 2;
  }

  private void grow() {
    @Nullable Object[] old = slots;
    int places = old.length / 2;
    slots = new @Nullable Object[2 * (places == 0 ? SMALL : places < SCANNED ? SCANNED : 4 * places)];
    for (int i = 0; i < old.length; i += 2) {
      Object original = old[i];
      if (original != null) {
        int place = place(original);
        slots[place] = original;
        slots[place + 1] = old[i + 1];
      }
    }
  }

  /** Where the original is or, if it is new, where it belongs; there is always a free place. */
  private int place(Object original) {
    @Nullable Object[] table = slots;
    int mask = table.length - 2;
    int i = table.length <= 2 * SCANNED ? 0 : (System.identityHashCode(original) << 1) & mask;
    while (table[i] != original && table[i] != null) {
      i = (i + 2) & mask;
    }
    return i;
  }
}
