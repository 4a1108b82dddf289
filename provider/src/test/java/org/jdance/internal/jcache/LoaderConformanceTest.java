package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The single cases of the section on loaders of docs/conformance.md. */
class LoaderConformanceTest {

  private final CacheFixture fixture = new CacheFixture().loading();
  private final Cache<String, String> cache = fixture.create();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void existsDoesNotLoad() {
    fixture.loader.values.put("k", "loaded");
    assertFalse(cache.<Boolean>invoke("k", (entry, arguments) -> entry.exists()));
    assertEquals(List.of(), fixture.loader.loads);
  }

  @Test
  void aThrowingLoaderIsACacheLoaderException() {
    IllegalStateException broken = new IllegalStateException("broken");
    fixture.loader.failure = broken;
    List<Executable> reads = List.of(() -> cache.get("k"), () -> cache.getAll(Set.of("k")));
    for (Executable read : reads) {
      assertSame(broken, assertThrows(CacheLoaderException.class, read).getCause());
    }
    ExecutionException told = assertThrows(ExecutionException.class, this::loadAll);
    assertInstanceOf(CacheLoaderException.class, told.getCause());
    assertSame(broken, told.getCause().getCause());
    EntryProcessorException invoked =
        assertThrows(EntryProcessorException.class, () -> cache.invoke("k", (entry, arguments) -> entry.getValue()));
    assertInstanceOf(CacheLoaderException.class, invoked.getCause());
    assertFalse(cache.containsKey("k"));
  }

  @Test
  void aLoadersOwnExceptionIsPassedOn() {
    CacheLoaderException own = new CacheLoaderException("own");
    fixture.loader.failure = own;
    assertSame(own, assertThrows(CacheLoaderException.class, () -> cache.get("k")));
    assertSame(own, assertThrows(ExecutionException.class, this::loadAll).getCause());
  }

  @Test
  void loadAllKeepsWhatTheLoaderHasNoValueFor() throws Exception {
    cache.put("k", "old");
    loadAll();
    assertEquals(List.of("k"), fixture.loader.loads);
    assertEquals("old", cache.get("k"));
  }

  private void loadAll() throws Exception {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("k"), true, done);
    done.get(30, TimeUnit.SECONDS);
  }
}
