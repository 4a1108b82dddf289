package org.jdance.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that live as long as their JVM's measurements and do a workload together for a while. */
final class WorkerPool implements AutoCloseable {
  /** How long a worker may take to start, and to finish its last batch. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService executor;
  private final Cursor[] cursors;
  private final ServerFleet fleet;

  WorkerPool(Dataset data, ServerFleet fleet) {
    this.fleet = fleet;
    AtomicInteger number = new AtomicInteger();
    executor = Executors.newFixedThreadPool(data.workers(), task -> {
      Thread thread = new Thread(task, "worker-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
    cursors = new Cursor[data.workers()];
    for (int worker = 0; worker < cursors.length; worker++) {
      cursors[worker] = new Cursor(worker, data.start(worker));
    }
  }

  /**
   * Runs the operation on some of the threads at once.
   *
   * @throws IllegalStateException if a worker failed, hung, or did not find what it had to find
   */
  Sample measure(Operation operation, int batch, int workers, Duration duration) throws InterruptedException {
    Window window = new Window(workers);
    List<Future<Share>> futures = new ArrayList<>(workers);
    for (int worker = 0; worker < workers; worker++) {
      Cursor cursor = cursors[worker];
      futures.add(executor.submit(() -> window.work(operation, batch, cursor)));
    }
    if (!window.ready.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(workers + " workers did not start within " + PATIENCE.toSeconds() + " s.");
    }
    Set<Long> counted = new HashSet<>(window.threadIds);
    counted.add(Thread.currentThread().getId());
    AllocationReading allocationBefore = new AllocationReading(counted);
    long wireBefore = fleet.bytesReceived();
    CpuReading cpuBefore = CpuReading.now(fleet);
    window.go.countDown();
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    window.stop = true;
    Share all = await(futures);
    CpuReading cpuAfter = CpuReading.now(fleet);
    long wireAfter = fleet.bytesReceived();
    AllocationReading allocationAfter = new AllocationReading(counted);
    if (all.wrong != 0) {
      throw new IllegalStateException(all.wrong + " of " + all.operations + " operations did not find what they had to find.");
    }
    return new Sample(all.operations, all.end - all.start, cpuAfter.ownNanos() - cpuBefore.ownNanos(),
        all.bytes + allocationAfter.bytesSince(allocationBefore), cpuAfter.foreignShareSince(cpuBefore),
        cpuAfter.serverNanos() - cpuBefore.serverNanos(), wireAfter - wireBefore, 0);
  }

  private static Share await(List<Future<Share>> futures) throws InterruptedException {
    Share all = null;
    for (Future<Share> future : futures) {
      try {
        Share share = future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        all = all == null ? share : all.with(share);
      } catch (ExecutionException e) {
        throw new IllegalStateException("A worker failed: " + e.getCause(), e.getCause());
      } catch (TimeoutException e) {
        throw new IllegalStateException("A worker hangs: its last batch takes longer than " + PATIENCE.toSeconds() + " s.", e);
      }
    }
    if (all == null) {
      throw new IllegalArgumentException("At least one worker is needed.");
    }
    return all;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** One run of all workers, from a common start to a common stop. */
  private static final class Window {
    final CountDownLatch ready;
    final CountDownLatch go = new CountDownLatch(1);
    final Set<Long> threadIds = ConcurrentHashMap.newKeySet();
    volatile boolean stop;

    Window(int workers) {
      ready = new CountDownLatch(workers);
    }

    Share work(Operation operation, int batch, Cursor cursor) throws InterruptedException {
      threadIds.add(Thread.currentThread().getId());
      ready.countDown();
      if (!go.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("The start signal did not come.");
      }
      long operations = 0;
      long wrong = 0;
      long bytesBefore = AllocationReading.ofThisThread();
      long start = System.nanoTime();
      do {
        wrong += operation.run(cursor, batch);
        operations += batch;
      } while (!stop);
      long end = System.nanoTime();
      return new Share(operations, wrong, start, end, AllocationReading.ofThisThread() - bytesBefore);
    }
  }

  /** What one worker, or all together, did. */
  private record Share(long operations, long wrong, long start, long end, long bytes) {
    Share with(Share other) {
      return new Share(operations + other.operations, wrong + other.wrong, start - other.start < 0 ? start : other.start,
          end - other.end > 0 ? end : other.end, bytes + other.bytes);
    }
  }
}
