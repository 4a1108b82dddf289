package org.jdance.internal.notice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.near.Coherence;

/** The near caches of one namespace, and which of them a wire key concerns. */
final class Audience {

  private final int cacheOffset;
  private final byte[] viewKey;
  private final Map<String, List<Coherence>> byCache = new ConcurrentHashMap<>();

  Audience(String namespace) {
    this.cacheOffset = WireKeys.namespacePrefix(namespace).length;
    this.viewKey = WireKeys.view(namespace);
  }

  void add(String cache, Coherence coherence) {
    byCache.computeIfAbsent(WireKeys.cachePart(cache), part -> new CopyOnWriteArrayList<>()).add(coherence);
  }

  void remove(String cache, Coherence coherence) {
    byCache.computeIfPresent(
        WireKeys.cachePart(cache),
        (part, all) -> {
          all.remove(coherence);
          return all.isEmpty() ? null : all;
        });
  }

  void forEach(Consumer<Coherence> what) {
    byCache.values().forEach(all -> all.forEach(what));
  }

  boolean isView(byte[] key) {
    return Arrays.equals(key, viewKey);
  }

  /** Tells those whom a key {@code namespace/cache/life/key} concerns, whatever its life. */
  void changed(byte[] key) {
    int end = slash(key, cacheOffset);
    int tail = end < 0 ? -1 : slash(key, end + 1);
    if (tail < 0) {
      return;
    }
    List<Coherence> all = byCache.get(new String(key, cacheOffset, end - cacheOffset, StandardCharsets.ISO_8859_1));
    if (all != null) {
      int hash = WireKeys.noticeHash(key, tail + 1);
      all.forEach(coherence -> coherence.changed(hash));
    }
  }

  private static int slash(byte[] key, int from) {
    for (int i = from; i < key.length; i++) {
      if (key[i] == '/') {
        return i;
      }
    }
    return -1;
  }
}
