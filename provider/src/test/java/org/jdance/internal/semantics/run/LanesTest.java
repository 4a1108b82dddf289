package org.jdance.internal.semantics.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
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
  void anErrorOfASynchronousListenerDoesNotEndItsLane() {
    SyncLanes lanes = new SyncLanes("c");
    SyncLanes.Ticket first =
        lanes.draw(
            "k",
            () -> {
              // A listener that uses its own key leaves its ticket to whoever runs now: this one, and it fails.
              lanes.run(lanes.draw("k", LanesTest::fail));
              lanes.run(lanes.draw("k", () -> heard.add("left")));
            });
    lanes.run(first);
    lanes.run(lanes.draw("k", () -> heard.add("next")));
    assertEquals(List.of("left", "next"), heard);
  }

  @Test
  void anErrorInABulkOperationLeavesNoTicketBehind() {
    SyncLanes lanes = new SyncLanes("c");
    SyncLanes.Ticket first = lanes.draw("a", LanesTest::fail);
    SyncLanes.Ticket second = lanes.draw("b", () -> heard.add("second"));
    assertThrows(StackOverflowError.class, () -> EventDispatcher.runAll(List.of(() -> lanes.run(first), () -> lanes.run(second))));
    assertEquals(List.of("second"), heard);
  }

  private static void fail() {
    throw new StackOverflowError("of a listener");
  }
}
