package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The section on entry processors of docs/conformance.md. */
class ProcessorConformanceTest {

  private final CacheFixture fixture = new CacheFixture().listening().writing().loading();
  private final Cache<String, String> cache = fixture.create();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aProcessorsExceptionIsWrappedOnce() {
    cache.put("k", "old");
    RuntimeException plain = new IllegalStateException("plain");
    CacheException ofTheCache = new CacheException("of the cache");
    EntryProcessorException own = new EntryProcessorException("own");
    IllegalAccessError error = new IllegalAccessError("error");
    assertSame(plain, assertThrows(EntryProcessorException.class, () -> cache.invoke("k", throwing(plain))).getCause());
    assertSame(ofTheCache, assertThrows(EntryProcessorException.class, () -> cache.invoke("k", throwing(ofTheCache))).getCause());
    assertSame(own, assertThrows(EntryProcessorException.class, () -> cache.invoke("k", throwing(own))));
    assertSame(error, assertThrows(IllegalAccessError.class, () -> cache.<Object>invoke("k", (entry, arguments) -> {
      entry.setValue("new");
      throw error;
    })));
    assertEquals("old", cache.get("k"));
    assertEquals(Map.of("k", "old"), fixture.writer.written);
  }

  @Test
  void aNullValueIsTheProcessorsFailure() {
    EntryProcessorException thrown = assertThrows(EntryProcessorException.class, () -> run(entry -> entry.setValue(null)));
    assertInstanceOf(NullPointerException.class, thrown.getCause());
  }

  @Test
  void invokeWrapsTheLoadersFailureAndNotTheWriters() {
    fixture.loader.failure = new IllegalStateException("loader");
    EntryProcessorException loading = assertThrows(EntryProcessorException.class, () -> run(MutableEntry::getValue));
    assertInstanceOf(CacheLoaderException.class, loading.getCause());
    fixture.writer.failure = new IllegalStateException("writer");
    CacheWriterException writing = assertThrows(CacheWriterException.class, () -> run(entry -> entry.setValue("new")));
    assertInstanceOf(IllegalStateException.class, writing.getCause());
    assertFalse(cache.containsKey("k"));
  }

  @Test
  void onlyTheNetEffectOfAProcessorIsSeen() {
    run(entry -> {
      entry.setValue("new");
      entry.remove();
    });
    assertEquals(List.of(), fixture.recorder.events);
    assertEquals(List.of(), fixture.writer.calls);
    assertEquals(List.of(0L, 1L, 0L, 0L), CacheFixture.counts(cache));

    cache.put("k", "old");
    fixture.recorder.events.clear();
    fixture.writer.calls.clear();
    CacheFixture.clearCounts(cache);
    run(entry -> {
      entry.remove();
      entry.setValue("newer");
      entry.setValue("newest");
    });
    assertEquals(List.of("UPDATED old>newest"), fixture.recorder.events);
    assertEquals(List.of("write"), fixture.writer.calls);
    assertEquals(List.of(1L, 0L, 1L, 0L), CacheFixture.counts(cache));
  }

  @Test
  void aRemovedEntryIsNotLoadedAgainInTheSameRun() {
    cache.put("k", "old");
    fixture.loader.values.put("k", "loaded");
    assertNull(cache.<String>invoke("k", (entry, arguments) -> {
      entry.remove();
      return entry.getValue();
    }));
    assertEquals(List.of(), fixture.loader.loads);
    assertFalse(cache.containsKey("k"));
  }

  @Test
  void aLoaderThatHadNothingIsNotAskedAgainInTheSameRun() {
    run(entry -> {
      assertNull(entry.getValue());
      assertNull(entry.getValue());
    });
    assertEquals(List.of("k"), fixture.loader.loads);
  }

  @Test
  void removingWhatWasJustLoadedIsNothing() {
    fixture.loader.values.put("k", "loaded");
    run(entry -> {
      assertEquals("loaded", entry.getValue());
      entry.remove();
    });
    assertEquals(List.of(), fixture.recorder.events);
    assertEquals(List.of(), fixture.writer.calls);
    assertEquals(List.of(0L, 1L, 0L, 0L), CacheFixture.counts(cache));
    assertFalse(cache.containsKey("k"));
  }

  @Test
  void afterAConflictTheProcessorRunsAgain() {
    cache.put("k", "old");
    fixture.recorder.events.clear();
    AtomicInteger runs = new AtomicInteger();
    String seen = cache.invoke("k", (entry, arguments) -> {
      String prior = entry.exists() ? entry.getValue() : "none";
      entry.setValue("new");
      if (runs.incrementAndGet() == 1) {
        cache.clear(); // takes no lock, as another JVM's change would not
      }
      return prior;
    });
    assertEquals(2, runs.get());
    assertEquals("none", seen, "the first run's result is dropped");
    assertEquals(List.of("CREATED null>new"), fixture.recorder.events);
  }

  @Test
  void invokeAllKeepsFailuresApart() {
    IllegalStateException broken = new IllegalStateException("broken");
    Map<String, EntryProcessorResult<String>> results = cache.invokeAll(Set.of("good", "bad", "silent"), (entry, arguments) -> {
      entry.setValue("new");
      return switch (entry.getKey()) {
        case "good" -> "done";
        case "silent" -> null;
        default -> throw broken;
      };
    });
    assertEquals(Set.of("good", "bad"), results.keySet());
    assertEquals("done", results.get("good").get());
    assertSame(broken, assertThrows(EntryProcessorException.class, () -> results.get("bad").get()).getCause());
    assertEquals(Set.of("good", "silent"), cache.getAll(Set.of("good", "bad", "silent")).keySet());
  }

  private static EntryProcessor<String, String, Object> throwing(RuntimeException failure) {
    return (entry, arguments) -> {
      entry.setValue("new");
      throw failure;
    };
  }

  private void run(Steps steps) {
    cache.<Object>invoke("k", (entry, arguments) -> {
      steps.on(entry);
      return null;
    });
  }

  /** What a processor does. */
  private interface Steps {

    void on(MutableEntry<String, String> entry);
  }
}
