package org.jdance.internal.fleet;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one fleet has to do although nobody calls: errands that are asked for when there is something to do, and come again until they are done. One
 * thread, which starts with the first errand, ends when there is none for a while, and keeps no application alive.
 */
final class FleetErrands implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FleetErrands.class);

  private static final Duration IDLE = Duration.ofSeconds(5);

  /** How long closing waits for what runs. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ScheduledThreadPoolExecutor thread;

  FleetErrands(String namespace) {
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread worker = new Thread(null, task, "jdance-fleet-" + namespace, 0, false);
              worker.setDaemon(true);
              worker.setContextClassLoader(FleetErrands.class.getClassLoader());
              return worker;
            });
    thread.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    thread.allowCoreThreadTimeOut(true);
    thread.setRemoveOnCancelPolicy(true);
  }

  /** An errand that is run some time after it is asked for, and again after that time until it says that it is done. */
  Errand errand(Duration every, BooleanSupplier work) {
    return new Errand(every, work);
  }

  /** Nothing begins any more; what runs is interrupted and has a moment to end. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The thread of a fleet did not end within {}.", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One thing to do now and then. */
  final class Errand {

    private final Duration every;
    private final BooleanSupplier work;
    private final AtomicBoolean waiting = new AtomicBoolean();

    private Errand(Duration every, BooleanSupplier work) {
      this.every = every;
      this.work = work;
    }

    /** Asks for it, unless it waits already. */
    void ask() {
      if (!waiting.get() && waiting.compareAndSet(false, true)) {
        try {
          thread.schedule(this::run, every.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
          LOG.debug("The fleet is closed, and does no errands any more.", e);
        }
      }
    }

    private void run() {
      waiting.set(false);
      boolean done = false;
      try {
        done = work.getAsBoolean();
      } catch (RuntimeException e) {
        LOG.warn("An errand of a fleet failed; it is tried again in {}.", every, e);
      }
      if (!done) {
        ask();
      }
    }
  }
}
