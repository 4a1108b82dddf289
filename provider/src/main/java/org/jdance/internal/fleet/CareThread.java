package org.jdance.internal.fleet;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks after one fleet as long as caches of this JVM use it. It carries JDance's own class loader as context loader, so that it
 * keeps no application alive.
 */
final class CareThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CareThread.class);

  /** Of one step. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final long AFTER_A_FAULT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration END = Duration.ofSeconds(2);

  private final ToLongFunction<Deadline> step;
  private final TimeSource time;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts the thread.
   *
   * @param step does what is due, and tells after how many nanoseconds to call again
   */
  CareThread(String namespace, ToLongFunction<Deadline> step, TimeSource time) {
    this.step = step;
    this.time = time;
    this.thread = new Thread(null, this::run, "jdance-fleet-" + namespace, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(CareThread.class.getClassLoader());
    thread.start();
  }

  /** Returns when the thread has ended, or after a short while. The fleet's nodes are to be closed before, so that it waits for none of them. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      long pause;
      try {
        pause = step.applyAsLong(Deadline.after(time, TIMEOUT));
      } catch (RuntimeException e) {
        pause = AFTER_A_FAULT_NANOS;
        if (!closed) {
          LOG.warn("{}: a step failed; it is tried again.", thread.getName(), e);
        }
      }
      if (pause > 0 && !closed) {
        time.pause(pause);
      }
    }
  }
}
