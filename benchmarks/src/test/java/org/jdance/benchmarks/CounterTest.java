package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class CounterTest {
  @Test
  void whatWasAcknowledgedButIsNotInTheTextIsLostOnce() {
    Counter counter = new Counter();
    for (int i = 0; i < 3; i++) {
      counter.acknowledge();
    }

    String twice = Counter.next(Counter.next(Counter.START));

    assertEquals(1, counter.lost(twice));
    assertEquals(0, counter.lost(twice));
  }

  @Test
  void theTextKeepsItsSize() {
    String text = Counter.START;
    for (int i = 0; i < 11; i++) {
      text = Counter.next(text);
      assertEquals(100, text.length());
    }
  }
}
