package org.jdance.internal.client;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM itself wrote last under a few keys, so that the next update of the same key can begin with the compare-and-set: where nobody else
 * has written meanwhile, that saves the look.
 *
 * <p>Never an answer to anybody, only a guess that the servers confirm or refuse. Bounded by {@link #SLOTS} entries of at most {@link #MAX_BYTES}.
 */
final class Remembered {

  static final int SLOTS = 512;
  static final int MAX_BYTES = 4_096;

  private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

  @Nullable Found find(EntryKey key) {
    int hash = Arrays.hashCode(key.encoded());
    Slot slot = slots.get(index(hash));
    return slot != null && slot.hash == hash && Arrays.equals(slot.key.encoded(), key.encoded()) ? slot.found : null;
  }

  void keep(EntryKey key, Found found, int bytes) {
    if (bytes <= MAX_BYTES) {
      int hash = Arrays.hashCode(key.encoded());
      slots.set(index(hash), new Slot(hash, key, found));
    } else {
      forget(key);
    }
  }

  void forget(EntryKey key) {
    int at = index(Arrays.hashCode(key.encoded()));
    if (slots.get(at) != null) {
      slots.set(at, null);
    }
  }

  private static int index(int hash) {
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }

  /** One entry. */
  private record Slot(int hash, EntryKey key, Found found) {}
}
