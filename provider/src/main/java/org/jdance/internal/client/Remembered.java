package org.jdance.internal.client;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jdance.internal.entry.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM read or wrote last under a few keys, so that the next update of the same key can begin with the compare-and-set: where nobody else
 * has written meanwhile, that saves the look.
 *
 * <p>Never an answer to anybody, only a guess that the servers confirm or refuse. Bounded by {@link #SLOTS} entries of at most {@link #MAX_BYTES}.
 * To keep what was read makes no object.
 */
final class Remembered {

  static final int SLOTS = 2_048;
  static final int MAX_BYTES = 2_048;

  private final AtomicReferenceArray<@Nullable Found> slots = new AtomicReferenceArray<>(SLOTS);

  @Nullable Found find(EntryKey key) {
    Found found = slots.get(index(key));
    return found != null && isOf(found, key) ? found : null;
  }

  /** Keeps what was found under the key, unless it is too large or no entry. */
  void keep(EntryKey key, Found found) {
    byte[] bytes = found.bytes();
    if (bytes != null && bytes.length <= MAX_BYTES && found.envelope() != null) {
      slots.setRelease(index(key), found);
    } else {
      forget(key);
    }
  }

  void forget(EntryKey key) {
    int at = index(key);
    if (slots.get(at) != null) {
      slots.set(at, null);
    }
  }

  private static boolean isOf(Found found, EntryKey key) {
    Envelope envelope = found.envelope();
    return envelope != null && envelope.hasKey(key.encoded());
  }

  private static int index(EntryKey key) {
    int hash = Arrays.hashCode(key.encoded());
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
