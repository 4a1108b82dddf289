package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** User code that throws what nobody expects, is slow, or meets a cache that closes. */
@Timeout(60)
final class UserFailureTest {

  private final CacheFixture fixture = new CacheFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void putAllStoresAllWhateverListenersThrow() {
    Cache<String, String> cache = fixture.listening().create();
    fixture.recorder.failure = new IllegalStateException("listener");
    Map<String, String> values = new LinkedHashMap<>(Map.of("a", "1", "b", "2", "c", "3"));
    assertThrows(CacheEntryListenerException.class, () -> cache.putAll(values));
    assertEquals(values, cache.getAll(values.keySet()));
    assertThrows(CacheEntryListenerException.class, () -> cache.removeAll(values.keySet()));
    assertEquals(Map.of(), cache.getAll(values.keySet()));
    assertEquals(6, fixture.recorder.events.size());
  }

  @Test
  void anErrorOfAWriterLeavesWhatItHasNotWrittenOutOfTheCache() {
    Cache<String, String> cache = fixture.writing().listening().create();
    fixture.writer.error = new StackOverflowError("writer");
    assertThrows(StackOverflowError.class, () -> cache.putAll(Map.of("a", "1", "b", "2")));
    fixture.writer.error = null;
    assertFalse(cache.containsKey("a"));
    assertFalse(cache.containsKey("b"));
    cache.put("a", "3");
    assertEquals(List.of("CREATED null>3"), fixture.recorder.events);
  }

  @Test
  void loadAllTellsOfAnError() throws Exception {
    fixture.configuration.setCacheLoaderFactory(() -> new FailingLoader());
    Cache<String, String> cache = fixture.create();
    CompletionListenerFuture told = new CompletionListenerFuture();
    cache.loadAll(Set.of("a"), false, told);
    ExecutionException thrown = assertThrows(ExecutionException.class, () -> told.get(20, TimeUnit.SECONDS));
    assertInstanceOf(CacheException.class, thrown.getCause());
    assertInstanceOf(StackOverflowError.class, thrown.getCause().getCause());
  }

  @Test
  void loadAllThatHadNotBegunWhenTheCacheClosedTellsSo() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    fixture.configuration.setCacheLoaderFactory(() -> new WaitingLoader(release));
    Cache<String, String> cache = fixture.create();
    List<CompletionListenerFuture> told = new ArrayList<>();
    for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors() + 4; i++) {
      CompletionListenerFuture future = new CompletionListenerFuture();
      told.add(future);
      cache.loadAll(Set.of("k" + i), false, future);
    }
    cache.close();
    release.countDown();
    for (CompletionListenerFuture future : told) {
      ExecutionException thrown = assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS));
      assertInstanceOf(CacheException.class, thrown.getCause());
    }
  }

  @Test
  void aReadThatMovesTheDeadlineDoesNotMakeAProcessorRunAgain() {
    fixture.configuration.setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(Duration.ONE_MINUTE));
    Cache<String, String> cache = fixture.create();
    cache.put("k", "1");
    AtomicInteger runs = new AtomicInteger();
    cache.invoke(
        "k",
        (entry, arguments) -> {
          runs.incrementAndGet();
          fixture.time.advance(1);
          assertEquals("1", cache.get("k"));
          entry.setValue(entry.getValue() + "+");
          return null;
        });
    assertEquals("1+", cache.get("k"));
    assertEquals(1, runs.get());
  }

  @Test
  void anIterationDoesNotReviveWhatExpiredSinceItLooked() {
    fixture.configuration.setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(Duration.ONE_MINUTE));
    Cache<String, String> cache = fixture.create();
    cache.put("k", "1");
    var entries = cache.iterator();
    assertTrue(entries.hasNext());
    fixture.time.advance(60_000);
    entries.next();
    assertFalse(cache.containsKey("k"));
    assertNull(cache.get("k"));
  }

  @Test
  void aListenerThatHearsOfALoadMayLoadTheSameKeyAgain() {
    List<String> heard = new ArrayList<>();
    CacheEntryCreatedListener<String, String> listener =
        events -> {
          if (heard.isEmpty()) {
            Cache<String, String> cache = fixture.manager.getCache("fixture");
            cache.remove("k");
            fixture.loader.values.put("k", "2");
            heard.add(cache.get("k"));
          }
        };
    fixture.configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, true));
    Cache<String, String> cache = fixture.loading().create();
    fixture.loader.values.put("k", "1");
    assertEquals("1", cache.get("k"));
    assertEquals(List.of("2"), heard);
  }

  @Test
  void aListenerRegisteredWhileTheCacheClosesIsClosed() {
    Cache<String, String> cache = fixture.create();
    ClosingListener listener = new ClosingListener();
    assertThrows(
        IllegalStateException.class,
        () ->
            cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<>(
                    () -> {
                      cache.close();
                      return listener;
                    },
                    null,
                    false,
                    true)));
    assertEquals(1, listener.closed.get());
  }

  @Test
  void listenersOfACacheThatCannotBeMadeAreClosed() {
    ClosingListener listener = new ClosingListener();
    fixture.configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(
            () -> listener,
            () -> {
              throw new IllegalStateException("filter");
            },
            false,
            true));
    assertThrows(CacheException.class, fixture::create);
    assertEquals(1, listener.closed.get());
  }

  @Test
  void anErrorOfAListenerThatIsClosedDoesNotKeepTheCacheFromClosing() {
    ClosingListener listener = new ClosingListener();
    ClosingLoader loader = new ClosingLoader();
    listener.failure = new StackOverflowError("close");
    fixture.configuration.setCacheLoaderFactory(() -> loader);
    fixture.configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, true));
    Cache<String, String> cache = fixture.create();
    cache.close();
    assertEquals(1, listener.closed.get());
    assertEquals(1, loader.closed.get());
  }

  /** Throws an error. */
  private static class FailingLoader implements CacheLoader<String, String> {

    @Override
    public String load(String key) {
      throw new StackOverflowError("loader");
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      throw new StackOverflowError("loader");
    }
  }

  /** Waits, and then fails. */
  private static final class WaitingLoader extends FailingLoader {

    private final CountDownLatch release;

    WaitingLoader(CountDownLatch release) {
      this.release = release;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("loader");
    }
  }

  /** Counts its closings. */
  private static final class ClosingLoader extends FailingLoader implements AutoCloseable {

    private final AtomicInteger closed = new AtomicInteger();

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** Counts its closings. */
  private static final class ClosingListener
      implements CacheEntryListener<String, String>, CacheEntryCreatedListener<String, String>, AutoCloseable {

    private final AtomicInteger closed = new AtomicInteger();
    private volatile Error failure;

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {}

    @Override
    public void close() {
      closed.incrementAndGet();
      if (failure != null) {
        throw failure;
      }
    }
  }
}
