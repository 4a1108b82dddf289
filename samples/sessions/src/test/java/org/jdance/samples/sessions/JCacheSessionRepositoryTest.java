package org.jdance.samples.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jdance.testing.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The repository on two real servers; a second manager stands for a second process. */
class JCacheSessionRepositoryTest {

  private static final Duration INACTIVE = Duration.ofMinutes(30);

  private RedisProcess first;
  private RedisProcess second;
  private CacheManager here;
  private CacheManager there;
  private JCacheSessionRepository repository;
  private JCacheSessionRepository other;

  @BeforeEach
  void start() {
    first = RedisProcess.start();
    second = RedisProcess.start();
    String uri = "redis://127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port() + "/" + UUID.randomUUID();
    here = Caching.getCachingProvider().getCacheManager(URI.create(uri), null);
    there = Caching.getCachingProvider().getCacheManager(URI.create(uri + "?timeout=2s"), null);
    repository = new JCacheSessionRepository(here, INACTIVE, Clock.systemUTC());
    other = new JCacheSessionRepository(there, INACTIVE, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
    first.close();
    second.close();
  }

  @Test
  void theOtherProcessReadsClassesOfTheApplicationWithoutAnyConfiguration() {
    JCacheSession session = repository.createSession();
    session.setAttribute("basket", Basket.EMPTY.with("lamp"));
    repository.save(session);
    assertEquals(List.of("lamp"), other.findById(session.getId()).<Basket>getAttribute("basket").articles());
  }

  @Test
  void changesOfTwoRequestsAtOnceAreBothKept() {
    String id = saved();
    JCacheSession left = repository.findById(id);
    JCacheSession right = other.findById(id);
    left.setAttribute("left", 1);
    left.removeAttribute("user");
    right.setAttribute("right", 2);
    right.setLastAccessedTime(Clock.systemUTC().instant());
    repository.save(left);
    other.save(right);
    assertEquals(Set.of("left", "right"), repository.findById(id).getAttributeNames());
  }

  @Test
  void aSessionThatEndedMeanwhileStaysEnded() {
    String id = saved();
    JCacheSession late = other.findById(id);
    repository.deleteById(id);
    late.setAttribute("left", 1);
    other.save(late);
    assertNull(repository.findById(id));
    late.changeSessionId();
    late.setAttribute("right", 2);
    other.save(late);
    assertNull(repository.findById(late.getId()));
  }

  @Test
  void aNewIdKeepsWhatWasThere() {
    String id = saved();
    JCacheSession session = repository.findById(id);
    session.changeSessionId();
    session.setAttribute("left", 1);
    repository.save(session);
    assertNull(other.findById(id));
    assertEquals(Set.of("user", "left"), other.findById(session.getId()).getAttributeNames());
  }

  /** Of a hundred requests that change nothing, no server is asked twice for one, and both have moved the expiry. */
  @Test
  void aRequestThatChangesNothingIsOneRoundTripAndKeepsBothCopiesAlive() throws Exception {
    String id = saved();
    repository.save(repository.findById(id));
    long firstBefore = RedisQuestions.scriptCalls(first);
    long secondBefore = RedisQuestions.scriptCalls(second);
    int requests = 100;
    for (int i = 0; i < requests; i++) {
      JCacheSession session = repository.findById(id);
      session.setLastAccessedTime(Clock.systemUTC().instant());
      repository.save(session);
    }
    // The client asks something for itself once in a lease, however long this takes.
    long firstAsked = RedisQuestions.scriptCalls(first) - firstBefore;
    long secondAsked = RedisQuestions.scriptCalls(second) - secondBefore;
    assertTrue(firstAsked <= requests * 3 / 2, () -> "the first server was asked " + firstAsked + " times");
    assertTrue(secondAsked <= requests * 3 / 2, () -> "the second server was asked " + secondAsked + " times");

    long firstLife = RedisQuestions.remainingMillis(first, id);
    long secondLife = RedisQuestions.remainingMillis(second, id);
    Thread.sleep(1_500);
    repository.findById(id);
    long firstLived = firstLife - RedisQuestions.remainingMillis(first, id);
    long secondLived = secondLife - RedisQuestions.remainingMillis(second, id);
    assertTrue(firstLived < 1_000, () -> "the first copy has " + firstLived + " ms less");
    assertTrue(secondLived < 1_000, () -> "the second copy has " + secondLived + " ms less");
  }

  private String saved() {
    JCacheSession session = repository.createSession();
    session.setAttribute("user", "anna");
    repository.save(session);
    return session.getId();
  }
}
