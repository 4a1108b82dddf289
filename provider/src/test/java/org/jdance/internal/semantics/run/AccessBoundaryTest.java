package org.jdance.internal.semantics.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.expiry.AccessedExpiryPolicy;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.local.LocalStore;
import org.junit.jupiter.api.Test;

/** A read that moves the deadline while the clock passes the old one. */
final class AccessBoundaryTest {

  @Test
  void whatWasAliveWhenItWasTouchedIsAHit() {
    AtomicLong now = new AtomicLong(1_000_000);
    TimeSource eachLookIsAMillisecondLater =
        new TimeSource() {
          @Override
          public long millis() {
            return now.getAndIncrement();
          }

          @Override
          public long nanos() {
            return 0;
          }
        };
    EventDispatcher<Object, Object> events = new EventDispatcher<>("c", Duration.ofSeconds(1), Runnable::run, key -> key);
    ExpiryRule expiry =
        ExpiryRule.of("c", new AccessedExpiryPolicy(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 100)));
    CacheSemantics semantics =
        new CacheSemantics(
            new CacheSemantics.Rules(
                "c",
                LocalStore.byReference(OptionalLong.empty(), count -> {}),
                eachLookIsAMillisecondLater,
                expiry,
                events,
                new CacheStatistics(),
                null,
                false,
                null),
            Runnable::run);
    long put = now.get();
    semantics.put("k", "v");
    now.set(put + 99);
    assertEquals("v", semantics.reads().get("k"), "alive at the moment of the read");
    now.set(put + 99 + 99);
    assertEquals("v", semantics.reads().get("k"), "the read moved the deadline");
  }
}
