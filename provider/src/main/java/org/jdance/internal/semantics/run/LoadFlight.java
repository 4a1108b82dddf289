package org.jdance.internal.semantics.run;

import java.util.concurrent.CountDownLatch;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jdance.internal.entry.Payload;
import org.jspecify.annotations.Nullable;

/** One load under way and, once it has ended, its outcome for all who wait for it. */
final class LoadFlight implements WaitGraph.Awaited {

  private final Thread owner = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Payload loaded;
  private volatile @Nullable Throwable failure;

  @Override
  public @Nullable Thread owner() {
    return ended.getCount() == 0 ? null : owner;
  }

  void complete(@Nullable Payload payload) {
    loaded = payload;
    ended.countDown();
  }

  /** Ends it without a value, unless it has ended already. */
  void fail(Throwable cause) {
    if (ended.getCount() == 0) {
      return;
    }
    failure = cause;
    ended.countDown();
  }

  /** Waits as long as the user's loader takes, and answers or fails as it did. */
  @Nullable Object await(String cacheName) {
    WaitGraph.enter(this, cacheName);
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException("Cache " + cacheName + ": interrupted while another thread loads the same key.", e);
    } finally {
      WaitGraph.leave();
    }
    Throwable cause = failure;
    if (cause != null) {
      throw new CacheLoaderException("Cache " + cacheName + ": the load of the same key that another thread had begun has failed.", cause);
    }
    Payload payload = loaded;
    return payload == null ? null : payload.value();
  }
}
