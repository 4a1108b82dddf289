package org.jdance.internal.semantics.run;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.event.CacheEntryListenerException;
import org.jdance.internal.base.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away expired entries that nobody reads, with their events: a full pass, then a pause that is long enough for passes to take about one
 * hundredth of one processor.
 */
public final class Sweeper implements AutoCloseable {

  private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_PER_PASS = 100;
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final String cacheName;
  private final TimeSource time;
  private final Workers.Pools pools;
  private final Pass pass;
  private final Consumer<Object> reap;
  private @Nullable ScheduledFuture<?> next;
  private boolean closed;

  /**
   * A sweeper that is not started yet.
   *
   * @param pass finds the expired entries
   * @param reap takes one away if it is still expired
   */
  public Sweeper(String cacheName, TimeSource time, Workers.Pools pools, Pass pass, Consumer<Object> reap) {
    this.cacheName = cacheName;
    this.time = time;
    this.pools = pools;
    this.pass = pass;
    this.reap = reap;
  }

  /** Begins to sweep. */
  public void start() {
    schedule(MIN_PAUSE_NANOS);
  }

  /** Ends it; a pass under way ends by itself. */
  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  /** One pass, now. */
  void sweep() {
    pass.findExpired(
        time.millis(),
        key -> {
          try {
            reap.accept(key);
          } catch (CacheEntryListenerException e) {
            LOG.warn("Cache {}: a listener failed when it was told of an expired entry.", cacheName, e);
          }
        });
  }

  private synchronized void schedule(long nanos) {
    if (closed) {
      return;
    }
    try {
      next = pools.timer().schedule(this::run, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException shutDown) {
      LOG.debug("Cache {}: sweeping ends, its threads have ended.", cacheName);
    }
  }

  private void run() {
    long begin = time.nanos();
    try {
      sweep();
    } catch (RuntimeException | Error e) {
      // An error too: it would end with the scheduled task, unseen, and nothing would be swept any more.
      LOG.warn("Cache {}: sweeping expired entries failed; it goes on later.", cacheName, e);
    }
    schedule(Math.max(MIN_PAUSE_NANOS, PAUSE_PER_PASS * (time.nanos() - begin)));
  }

  /** Finds expired entries. */
  @FunctionalInterface
  public interface Pass {

    /** Tells the keys of all entries that have expired at {@code now}. */
    void findExpired(long now, Consumer<Object> expired);
  }
}
