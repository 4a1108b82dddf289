package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CpuReadingTest {
  @Test
  void idleAndWaitingIsNotBusyAndGuestsAreNotCountedTwice() {
    // user nice system idle iowait irq softirq steal guest guest_nice
    assertEquals(new CpuReading(5, 7, 1 + 2 + 4 + 32 + 64 + 128, 255), CpuReading.of(5, 7, "cpu  1 2 4 8 16 32 64 128 1 2"));
  }

  @Test
  void foreignIsWhatIsBusyButNotOwn() {
    CpuReading before = CpuReading.of(0, 0, "cpu 100 0 0 100 0 0 0 0 0 0");
    // 60 ticks on: 30 busy, of which 150 ms or 15 ticks are our own, and 5 our servers'.
    CpuReading after = CpuReading.of(150_000_000, 50_000_000, "cpu 120 0 10 130 0 0 0 0 0 0");

    assertEquals(10 / 60.0, after.foreignShareSince(before), 1e-9);
  }

  @Test
  void roundingOfTicksNeverMakesForeignNegative() {
    CpuReading before = CpuReading.of(0, 0, "cpu 100 0 0 100 0 0 0 0 0 0");
    CpuReading after = CpuReading.of(15_000_000, 0, "cpu 101 0 0 101 0 0 0 0 0 0");

    assertEquals(0, after.foreignShareSince(before));
  }

  @Test
  void aMachineThatDoesNotTellIsUnknownNotQuiet() {
    CpuReading before = CpuReading.of(0, 0, "");
    CpuReading after = CpuReading.of(10, 0, "intr 1 2 3");

    assertTrue(Double.isNaN(after.foreignShareSince(before)));
  }
}
