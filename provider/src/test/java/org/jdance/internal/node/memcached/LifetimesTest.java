package org.jdance.internal.node.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.jdance.internal.node.Node;
import org.junit.jupiter.api.Test;

class LifetimesTest {

  private static final long NOW = 1_800_000_000L;

  @Test
  void whatIsSentMakesUpForAClockThatIsASecondEarly() {
    assertEquals(2, Lifetimes.toSend(1, NOW));
    assertEquals(2, Lifetimes.toSend(900, NOW));
    assertEquals(3, Lifetimes.toSend(901, NOW));
    assertEquals(7, Lifetimes.toSend(5_000, NOW));
  }

  @Test
  void nothingLivesShorterThanAskedNorLongerThanDeclared() {
    for (long asked = 1; asked < 10_000; asked++) {
      long sent = Lifetimes.toSend(asked, NOW) * 1000;
      assertTrue(sent - 1000 > asked, asked + " ms");
      assertTrue(sent <= asked + Lifetimes.GRANULARITY_MILLIS, asked + " ms");
    }
  }

  @Test
  void moreThanThirtyDaysAreSentAsAMoment() {
    long days30 = TimeUnit.DAYS.toMillis(30);
    assertEquals(2_592_000, Lifetimes.toSend(days30 - 1_100, NOW));
    assertEquals(NOW + 2_592_001, Lifetimes.toSend(days30 - 1_099, NOW));
    assertEquals(NOW + 3_456_002, Lifetimes.toSend(TimeUnit.DAYS.toMillis(40), NOW));
  }

  @Test
  void aMomentThatDoesNotFitIsNever() {
    long last = (Lifetimes.MAX_MOMENT_SECONDS - NOW - 2) * 1000;
    assertEquals(Lifetimes.MAX_MOMENT_SECONDS, Lifetimes.toSend(last, NOW));
    assertEquals(0, Lifetimes.toSend(last + 1000, NOW));
    assertEquals(0, Lifetimes.toSend(Long.MAX_VALUE - 1, NOW));
    assertEquals(0, Lifetimes.toSend(Node.NO_EXPIRY, NOW));
    assertEquals(0, Lifetimes.toSend(TimeUnit.DAYS.toMillis(40), Integer.MAX_VALUE));
  }

  @Test
  void whatIsLeftIsWhatIsCertain() {
    assertEquals(Node.NO_EXPIRY, Lifetimes.remainingMillis(-1));
    assertEquals(4_000, Lifetimes.remainingMillis(5));
    assertEquals(1, Lifetimes.remainingMillis(1));
    assertEquals(1, Lifetimes.remainingMillis(0));
  }
}
