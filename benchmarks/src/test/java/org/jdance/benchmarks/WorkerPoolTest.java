package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorkerPoolTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final int BATCH = 1_000;
  private static final int LONG_ARRAY_BYTES = 24;

  private final WorkerPool pool = new WorkerPool(new Dataset(ValueKind.STRING, 200, 4, Distribution.ZIPF, 1), ServerFleet.NONE);

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Test
  void allocationIsCountedToTheByte() throws InterruptedException {
    Sample sample = pool.measure(WorkerPoolTest::allocate, BATCH, 2, SHORT);

    assertTrue(sample.operations() >= 2 * BATCH);
    assertEquals(LONG_ARRAY_BYTES, sample.bytesPerOperation(), 1);
  }

  @Test
  void anOperationThatAllocatesNothingIsSeenToDoSo() throws InterruptedException {
    Sample sample = pool.measure((cursor, count) -> 0, BATCH, 2, SHORT);

    assertEquals(0, sample.bytesPerOperation(), 0.1);
  }

  @Test
  void whatOtherThreadsAllocateForAnOperationIsCountedToo() throws InterruptedException {
    SynchronousQueue<Integer> orders = new SynchronousQueue<>();
    Thread helper = new Thread(() -> {
      Cursor cursor = new Cursor(0, 0);
      try {
        while (true) {
          allocate(cursor, orders.take());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    helper.start();
    try {
      Sample sample = pool.measure((cursor, count) -> order(orders, count), BATCH, 1, SHORT);

      assertEquals(LONG_ARRAY_BYTES, sample.bytesPerOperation(), 2);
    } finally {
      helper.interrupt();
      helper.join();
    }
  }

  @Test
  void asManyWorkersAsAskedForRunAtOnceEachWithItsOwnCursor() throws InterruptedException {
    Set<Integer> workers = ConcurrentHashMap.newKeySet();
    CountDownLatch three = new CountDownLatch(3);
    pool.measure((cursor, count) -> {
      workers.add(cursor.worker);
      three.countDown();
      await(three);
      return 0;
    }, 1, 3, SHORT);

    assertEquals(Set.of(0, 1, 2), workers);
  }

  @Test
  void operationsThatFindTheWrongThingFailTheMeasurement() {
    IllegalStateException failure = assertThrows(IllegalStateException.class, () -> pool.measure((cursor, count) -> 1, BATCH, 1, SHORT));

    assertTrue(failure.getMessage().contains("did not find"), failure.getMessage());
  }

  @Test
  void aWorkerThatThrowsFailsTheMeasurementWithItsCause() {
    ArithmeticException cause = new ArithmeticException("broken");
    IllegalStateException failure = assertThrows(IllegalStateException.class, () -> pool.measure((cursor, count) -> {
      throw cause;
    }, BATCH, 1, SHORT));

    assertEquals(cause, failure.getCause());
  }

  private static int allocate(Cursor cursor, int count) {
    for (int i = 0; i < count; i++, cursor.position++) {
      cursor.consume(cursor.position, new long[1]);
    }
    return cursor.kept() == null ? 1 : 0;
  }

  private static int order(SynchronousQueue<Integer> orders, int count) {
    try {
      orders.put(count);
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
