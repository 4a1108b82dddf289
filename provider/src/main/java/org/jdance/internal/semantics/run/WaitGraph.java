package org.jdance.internal.semantics.run;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Which thread waits for which, while user code runs, so that user code that waits for itself in a circle gets an exception instead of waiting
 * for ever.
 *
 * <p>A thread enters itself before it looks for a circle, so of two threads that close a circle together at least one sees it.
 */
final class WaitGraph {

  /** A longer chain of waiting threads is not followed: it is no circle of this cache's making. */
  private static final int MAX_CHAIN = 10_000;

  private static final ConcurrentMap<Thread, Awaited> WAITING_FOR = new ConcurrentHashMap<>();

  private WaitGraph() {}

  /**
   * Says that this thread is about to wait; {@link #leave} must follow.
   *
   * @throws CacheException if whoever can end it waits, directly or not, for this thread
   */
  static void enter(Awaited awaited, String cacheName) {
    Thread self = Thread.currentThread();
    WAITING_FOR.put(self, awaited);
    Awaited next = awaited;
    for (int i = 0; next != null && i < MAX_CHAIN; i++) {
      Thread owner = next.owner();
      if (owner == null) {
        return;
      }
      if (owner.equals(self)) {
        leave();
        throw new CacheException(
            "Cache "
                + cacheName
                + ": user code (an entry processor, loader, writer, expiry policy or listener) uses a key that it, or code that waits for it,"
                + " holds already; this would wait for ever. Use the arguments it was given, or another key.");
      }
      next = WAITING_FOR.get(owner);
    }
  }

  /** Says that this thread waits no longer. */
  static void leave() {
    WAITING_FOR.remove(Thread.currentThread());
  }

  /** What a thread waits for. */
  @FunctionalInterface
  interface Awaited {

    /** Who can end it; null once it has ended, for those who wait may not have woken up yet and wait for nobody. */
    @Nullable Thread owner();
  }
}
