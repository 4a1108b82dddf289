package org.jdance.internal.semantics.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.jcache.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lanes of a key go on whatever a delivery throws. */
@Timeout(20)
final class LanesTest {

  private final List<String> heard = new ArrayList<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Test
  void anErrorOfAnAsynchronousListenerDoesNotEndItsLane() {
    AsyncLanes lanes = new AsyncLanes("c", tasks::add);
    lanes.add("k", LanesTest::fail);
    lanes.add("k", () -> heard.add("second"));
    tasks.remove().run();
    assertEquals(List.of("second"), heard);
    assertTrue(lanes.drain(0), "nothing is left to be delivered");
  }

  @Test
  void eventsThatCannotBeDeliveredAreNotWaitedFor() {
    AsyncLanes lanes =
        new AsyncLanes(
            "c",
            task -> {
              throw new RejectedExecutionException("closed");
            });
    lanes.add("k", () -> heard.add("never"));
    assertTrue(lanes.drain(0), "nothing is left to be delivered");
  }

  @Test
  void aListenerThatCausesEventsDoesNotWaitForItself() {
    AsyncLanes lanes = new AsyncLanes("c", tasks::add);
    AsyncLanes others = new AsyncLanes("other", task -> {});
    for (int i = 0; i < AsyncLanes.SLOW_DOWN_ABOVE + 10; i++) {
      lanes.add(
          "k",
          () -> {
            if (heard.isEmpty()) {
              heard.add("first");
              // Longer than this test may run: there is no room before this very delivery has ended.
              lanes.awaitRoom(TimeUnit.HOURS.toNanos(1));
              others.awaitRoom(TimeUnit.HOURS.toNanos(1));
            }
          });
      others.add("k", () -> {});
    }
    tasks.remove().run();
    assertTrue(lanes.drain(0));
    long begin = System.nanoTime();
    others.awaitRoom(TimeUnit.MILLISECONDS.toNanos(50));
    assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(50), "a thread that delivers nothing any more waits");
  }

  @Test
  void eventsThatNoThreadTakesAreNotBlamedOnSlowListeners() {
    AsyncLanes lanes =
        new AsyncLanes(
            "c",
            task -> {
              throw new RejectedExecutionException("closed");
            });
    try (CapturedLog log = new CapturedLog()) {
      lanes.add("k", () -> {});
      lanes.add("k", () -> {});
      assertTrue(log.text().contains("no thread takes them"), log::text);
      assertFalse(log.text().contains("too slow"), log::text);
      assertEquals(1, log.text().lines().count(), log::text);
    }
  }

  @Test
  void anErrorOfASynchronousListenerDoesNotEndItsLane() {
    SyncLanes lanes = new SyncLanes("c");
    SyncLanes.Ticket first =
        lanes.draw(
            "k",
            Thread.currentThread(),
            () -> {
              // A listener that uses its own key leaves its ticket to whoever runs now: this one, and it fails.
              lanes.run(lanes.draw("k", Thread.currentThread(), LanesTest::fail));
              lanes.run(lanes.draw("k", Thread.currentThread(), () -> heard.add("left")));
            });
    lanes.run(first);
    lanes.run(lanes.draw("k", Thread.currentThread(), () -> heard.add("next")));
    assertEquals(List.of("left", "next"), heard);
  }

  @Test
  void anErrorInABulkOperationLeavesNoTicketBehind() {
    SyncLanes lanes = new SyncLanes("c");
    SyncLanes.Ticket first = lanes.draw("a", Thread.currentThread(), LanesTest::fail);
    SyncLanes.Ticket second = lanes.draw("b", Thread.currentThread(), () -> heard.add("second"));
    assertThrows(StackOverflowError.class, () -> EventDispatcher.runAll(List.of(() -> lanes.run(first), () -> lanes.run(second))));
    assertEquals(List.of("second"), heard);
  }

  private static void fail() {
    throw new StackOverflowError("of a listener");
  }
}
