package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

final class QuartilesTest {
  @Test
  void quartilesOfAnOddNumber() {
    assertEquals(new Quartiles(2, 3, 4), Quartiles.of(5, 1, 4, 2, 3));
  }

  @Test
  void betweenTwoNumbersTheyAreInterpolated() {
    assertEquals(new Quartiles(1.75, 2.5, 3.25), Quartiles.of(4, 3, 2, 1));
  }

  @Test
  void oneNumberIsAllThree() {
    assertEquals(new Quartiles(7, 7, 7), Quartiles.of(7));
  }

  @Test
  void whatIsNotKnownDoesNotCount() {
    assertEquals(new Quartiles(7, 7, 7), Quartiles.of(Double.NaN, 7, Double.NaN));
    assertFalse(Quartiles.of(Double.NaN).isKnown());
    assertFalse(Quartiles.of().isKnown());
  }
}
