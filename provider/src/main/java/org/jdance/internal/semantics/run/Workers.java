package org.jdance.internal.semantics.run;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that the caches of a provider share: for asynchronous listeners, for {@code loadAll}, and one that sweeps. They start when first
 * needed and end when the last cache has closed.
 *
 * <p>They carry JDance's own class loader as context loader and inherit nothing, so that they keep no application alive.
 */
public final class Workers {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final int MAX_WAITING_TASKS = 65_536;
  private static final long IDLE_SECONDS = 10;

  private int users;
  private @Nullable Pools pools;

  /** The pools, for one more cache; {@link #release} must follow. */
  public synchronized Pools acquire() {
    users++;
    Pools present = pools;
    if (present == null) {
      present = new Pools();
      pools = present;
    }
    return present;
  }

  /** Ends the threads if no cache needs them any more. What still waits is not begun; what runs is interrupted. */
  public void release() {
    Pools unused;
    synchronized (this) {
      users--;
      if (users > 0) {
        return;
      }
      unused = pools;
      pools = null;
    }
    if (unused != null) {
      unused.shutdown();
    }
  }

  /** A task that wants to know if it is not begun. */
  interface Abandonable extends Runnable {

    /** Called instead of {@code run}. */
    void abandon();
  }

  /** The pools as long as any cache is open. */
  public static final class Pools {

    private final ThreadPoolExecutor listeners = pool("jdance-listener-");
    private final ThreadPoolExecutor loads = pool("jdance-load-");
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads("jdance-sweep-"));

    private Pools() {
      timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
      timer.allowCoreThreadTimeOut(true);
      timer.setRemoveOnCancelPolicy(true);
    }

    /** Where asynchronous listeners run. */
    public Executor listeners() {
      return listeners;
    }

    /** Where {@code loadAll} runs. */
    public Executor loads() {
      return loads;
    }

    /** Where expired entries are swept. */
    ScheduledThreadPoolExecutor timer() {
      return timer;
    }

    private void shutdown() {
      listeners.shutdownNow();
      List<Runnable> notBegun = loads.shutdownNow();
      timer.shutdownNow();
      for (Runnable task : notBegun) {
        if (task instanceof Abandonable abandonable) {
          try {
            abandonable.abandon();
          } catch (RuntimeException e) {
            LOG.warn("A completion listener failed when it was told that its load was not begun.", e);
          }
        }
      }
    }

    private static ThreadPoolExecutor pool(String name) {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING_TASKS), threads(name));
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }

    private static ThreadFactory threads(String name) {
      AtomicInteger count = new AtomicInteger();
      return task -> {
        Thread thread = new Thread(null, task, name + count.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Workers.class.getClassLoader());
        return thread;
      };
    }
  }
}
