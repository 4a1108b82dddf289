package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jdance.internal.semantics.run.CacheStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The single cases of the sections on statistics and listeners of docs/conformance.md. */
class ListenerConformanceTest {

  private final CacheFixture fixture = new CacheFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void averagesAreOverTheirOwnOperations() {
    CacheStatistics statistics = new CacheStatistics();
    statistics.setEnabled(true);
    statistics.add(3, 1, 2, 1);
    statistics.addGetNanos(8_000);
    statistics.addPutNanos(8_000);
    statistics.addRemoveNanos(8_000);
    StatisticsBean bean = new StatisticsBean(statistics);
    assertEquals(List.of(2f, 4f, 8f), List.of(bean.getAverageGetTime(), bean.getAveragePutTime(), bean.getAverageRemoveTime()));
  }

  @Test
  void aListenersFactoryRunsUnderNoLock() throws Exception {
    Cache<String, String> cache = fixture.create();
    AtomicReference<Object> seenByAnotherThread = new AtomicReference<>();
    AtomicReference<Object> seenMeanwhile = new AtomicReference<>();
    Runnable look = () -> seenByAnotherThread.set(registered(cache));
    CacheEntryCreatedListener<String, String> listener = events -> {};
    var configuration =
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> {
              Thread other = new Thread(look);
              other.start();
              try {
                other.join(10_000);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              seenMeanwhile.set(seenByAnotherThread.get());
              return listener;
            },
            null,
            true,
            true);
    cache.registerCacheEntryListener(configuration);
    assertNotNull(seenMeanwhile.get(), "another thread could look at the configuration meanwhile");
    assertEquals(configuration, registered(cache).iterator().next());
  }

  @Test
  void ofTwoRegistrationsAtOnceOneIsRefusedAndItsListenerClosed() {
    Cache<String, String> cache = fixture.create();
    List<CacheEntryListenerConfiguration<String, String>> configuration = new ArrayList<>();
    List<ClosedListener> made = new ArrayList<>();
    configuration.add(
        new MutableCacheEntryListenerConfiguration<>(
            () -> {
              ClosedListener listener = new ClosedListener();
              made.add(listener);
              if (made.size() == 1) {
                // As another thread would, while the first is still being made.
                cache.registerCacheEntryListener(configuration.get(0));
              }
              return listener;
            },
            null,
            true,
            true));
    assertThrows(IllegalArgumentException.class, () -> cache.registerCacheEntryListener(configuration.get(0)));
    assertEquals(List.of(true, false), made.stream().map(listener -> listener.closed).toList());
    assertThrows(IllegalArgumentException.class, () -> cache.registerCacheEntryListener(configuration.get(0)));
    assertEquals(2, made.size(), "nothing is made for a registration that is refused anyway");
  }

  @SuppressWarnings("unchecked") // the cache's own types
  private static Iterable<CacheEntryListenerConfiguration<String, String>> registered(Cache<String, String> cache) {
    return cache.getConfiguration(CompleteConfiguration.class).getCacheEntryListenerConfigurations();
  }

  /** Knows whether it has been closed. */
  private static final class ClosedListener implements CacheEntryCreatedListener<String, String>, AutoCloseable {

    private boolean closed;

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {}

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void anEqualValueIsAnUpdate() {
    Cache<String, String> cache = fixture.listening().create();
    cache.put("k", "same");
    cache.put("k", "same");
    assertEquals(List.of("CREATED null>same", "UPDATED same>same"), fixture.recorder.events);
    assertEquals(List.of(0L, 0L, 2L, 0L), CacheFixture.counts(cache));
  }

  @Test
  void aThrowingFilterIsAThrowingListener() {
    IllegalStateException broken = new IllegalStateException("broken");
    CacheEntryEventFilter<String, String> filter = event -> {
      throw broken;
    };
    fixture.configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(fixture.recorder), new SingletonFactory<>(filter), true, true));
    Cache<String, String> cache = fixture.create();
    CacheEntryListenerException thrown = assertThrows(CacheEntryListenerException.class, () -> cache.put("k", "new"));
    assertSame(broken, thrown.getCause());
    assertEquals("new", cache.get("k"));
    assertEquals(List.of(), fixture.recorder.events);
  }

  @Test
  void allListenersAreToldAndFurtherFailuresAreSuppressed() {
    CacheFixture.Recorder second = new CacheFixture.Recorder();
    fixture.recorder.failure = new IllegalStateException("first");
    second.failure = new IllegalStateException("second");
    fixture.listening().configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(second), null, true, true));
    Cache<String, String> cache = fixture.create();
    CacheEntryListenerException thrown = assertThrows(CacheEntryListenerException.class, () -> cache.put("k", "new"));
    assertEquals(1, thrown.getSuppressed().length);
    assertInstanceOf(CacheEntryListenerException.class, thrown.getSuppressed()[0]);
    assertEquals(List.of("CREATED null>new"), fixture.recorder.events);
    assertEquals(List.of("CREATED null>new"), second.events);
  }

  @Test
  void oldValuesAreSeenByWhoRequiresThem() {
    OldValues required = new OldValues();
    OldValues notRequired = new OldValues();
    fixture.configuration
        .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(required), null, true, true))
        .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(notRequired), null, false, true));
    Cache<String, String> cache = fixture.create();
    cache.put("k", "1");
    cache.put("k", "2");
    cache.remove("k");
    assertEquals(List.of("UPDATED 1 true", "REMOVED 2 true", "value 2"), required.seen);
    assertEquals(List.of("UPDATED null false", "REMOVED null false", "value null"), notRequired.seen);
  }

  @Test
  void aListenerCannotChangeTheStoredValue() {
    CacheEntryCreatedListener<String, ArrayList<String>> meddler = events -> events.forEach(event -> event.getValue().add("meddled"));
    Cache<String, ArrayList<String>> cache = fixture.manager.createCache(
        "lists",
        new MutableConfiguration<String, ArrayList<String>>()
            .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(meddler), null, true, true)));
    ArrayList<String> given = new ArrayList<>(List.of("given"));
    cache.put("k", given);
    assertEquals(List.of("given"), cache.get("k"));
    assertEquals(List.of("given"), given);
  }

  /** Writes down what it is shown of old values. */
  private static final class OldValues implements CacheEntryUpdatedListener<String, String>, CacheEntryRemovedListener<String, String> {

    final List<String> seen = new ArrayList<>();

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      events.forEach(this::note);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      for (CacheEntryEvent<? extends String, ? extends String> event : events) {
        note(event);
        seen.add("value " + event.getValue());
      }
    }

    private void note(CacheEntryEvent<? extends String, ? extends String> event) {
      seen.add(event.getEventType() + " " + event.getOldValue() + " " + event.isOldValueAvailable());
    }
  }
}
