package org.jdance.benchmarks;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** One subject, open and filled, with workers to run workloads on it. */
final class Bench implements AutoCloseable {
  private final Target target;
  private final WorkerPool pool;
  private final Map<Workload, Operation> operations = new EnumMap<>(Workload.class);

  /**
   * Opens and fills the subject.
   *
   * @throws MissingSubjectException if its classes are not on the class path
   * @throws IllegalStateException if it does not store as it should
   */
  Bench(Subject subject, Dataset data, ServerFleet fleet) {
    Target opened = subject.open(data, fleet);
    try {
      Preparation.fill(subject, opened, data);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    target = opened;
    pool = new WorkerPool(data, fleet);
  }

  Sample measure(Workload workload, int workers, Duration duration) throws InterruptedException {
    Sample sample = pool.measure(operations.computeIfAbsent(workload, target::operation), workload.batch(), workers, duration);
    return workload == Workload.INVOKE_CONTENDED ? sample.withLostUpdates(target.lostUpdates()) : sample;
  }

  @Override
  public void close() {
    pool.close();
    target.close();
  }
}
