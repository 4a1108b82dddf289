package org.jdance.internal.semantics.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for a held key, and that only a real circle of waiting threads is refused. */
@Timeout(60)
final class WaitingTest {

  private static final int ROUNDS = 3_000;

  /** Enough for the other thread to begin to wait, most of the time. */
  private static final int SPINS = 10_000;

  private final KeyLocks locks = new KeyLocks("c");
  private final ExecutorService threads = Executors.newFixedThreadPool(2, WaitingTest::daemon);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void whoHasLetGoOfAKeyIsNoLongerWaitedFor() throws Exception {
    // One thread takes a second key while it holds the first; the other takes both, but one after the other: there is never a circle.
    AtomicReference<Thread> nests = new AtomicReference<>();
    Future<Void> nested =
        threads.submit(
            repeat(
                () -> {
                  nests.set(Thread.currentThread());
                  locks.hold("a");
                  try {
                    locks.hold("b");
                    locks.release("b");
                  } finally {
                    locks.release("a");
                  }
                }));
    Future<Void> inTurn =
        threads.submit(
            repeat(
                () -> {
                  locks.hold("b");
                  for (int i = 0; i < SPINS && (nests.get() == null || nests.get().getState() != Thread.State.WAITING); i++) {
                    Thread.onSpinWait();
                  }
                  locks.release("b");
                  locks.hold("a");
                  locks.release("a");
                }));
    nested.get(50, TimeUnit.SECONDS);
    inTurn.get(50, TimeUnit.SECONDS);
  }

  @Test
  void bulkOperationsOnKeysOfOneHashCodeNeverWaitInACircle() throws Exception {
    assertEquals("Aa".hashCode(), "BB".hashCode());
    assertEquals("Cc".hashCode(), "DD".hashCode());
    CountDownLatch held = new CountDownLatch(1);
    AtomicReference<Thread> waiting = new AtomicReference<>();
    Future<Void> userCode =
        threads.submit(
            () -> {
              locks.hold("Aa");
              held.countDown();
              while (waiting.get() == null || waiting.get().getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              // What holds a key begins a bulk operation of its own.
              try {
                locks.releaseAll(locks.holdAll(List.of("Cc", "DD")));
              } catch (CacheException circle) {
                // Refused is as good as done; what counts is that it ends.
              } finally {
                locks.release("Aa");
              }
              return null;
            });
    assertTrue(held.await(20, TimeUnit.SECONDS));
    Future<Integer> bulk =
        threads.submit(
            () -> {
              waiting.set(Thread.currentThread());
              List<Object> keys = locks.holdAll(List.of("Aa", "BB"));
              locks.releaseAll(keys);
              return keys.size();
            });
    userCode.get(20, TimeUnit.SECONDS);
    assertEquals(2, bulk.get(20, TimeUnit.SECONDS));
  }

  private static Callable<Void> repeat(Runnable work) {
    return () -> {
      for (int i = 0; i < ROUNDS; i++) {
        work.run();
      }
      return null;
    };
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }
}
