package org.jdance.samples.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the program would say if a cache did worse than it should. */
class WorkerTest {

  private static final int VISITORS = 50;

  private final CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create("jdance:memory"), null);
  private final Cache<String, Session> cache =
      manager.createCache("sessions", new MutableConfiguration<String, Session>().setTypes(String.class, Session.class));
  private final Tally tally = new Tally();
  private final Worker worker = new Worker(cache, tally, new CountDownLatch(VISITORS), 0, VISITORS);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aSoundCacheHasNothingToReport() {
    worker.write();
    worker.update();
    worker.readBack();
    assertTrue(tally.isClean());
    assertEquals(Session.of(7, 2), cache.get(Session.key(7)));
    assertEquals(Session.of(10, 2), cache.get(Session.key(10)));
  }

  @Test
  void anEntryThatIsGoneIsLost() {
    worker.write();
    cache.remove(Session.key(3));
    worker.readBack();
    assertEquals(1, tally.lostEntries());
    assertFalse(tally.isClean());
  }

  @Test
  void anEarlierValueIsLostToo() {
    worker.write();
    worker.update();
    cache.put(Session.key(3), Session.of(3, 1));
    worker.readBack();
    assertEquals(1, tally.lostEntries());
  }

  @Test
  void anEntryThatGoesBackInTheMiddleIsAStaleRead() {
    worker.write();
    cache.remove(Session.key(3));
    cache.remove(Session.key(10));
    worker.update();
    assertEquals(2, tally.staleReads());
  }

  @Test
  void whatWasNeverAcknowledgedIsNotMissed() {
    worker.update();
    worker.readBack();
    assertTrue(tally.isClean());
  }

  @Test
  void errorsAreCountedAndEndTheWork() {
    manager.close();
    worker.write();
    assertEquals(Worker.MAX_ERRORS, tally.errors());
    assertEquals(IllegalStateException.class, tally.firstError().getClass());
  }
}
