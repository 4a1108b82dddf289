package org.jdance.internal.semantics.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import javax.cache.expiry.ExpiryPolicy;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.ManualTime;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.local.LocalStore;
import org.jdance.internal.semantics.decide.Operations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when another JVM changes an entry between the read and the compare-and-set of an operation. */
final class ConflictTest {

  private final ManualTime time = new ManualTime();
  private final LocalStore local = LocalStore.byReference(OptionalLong.empty(), count -> {});
  private final List<String> asked = new ArrayList<>();
  private final List<String> written = new ArrayList<>();

  /** Run before each compare-and-set, as another JVM would. */
  private final List<Runnable> interference = new ArrayList<>();

  private boolean interfereForEver;
  private CacheSemantics semantics;

  @BeforeEach
  void wire() {
    EntryStore store =
        (EntryStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntryStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("compareAndSet") && !interference.isEmpty()) {
                    Runnable next = interfereForEver ? interference.get(0) : interference.remove(0);
                    next.run();
                  }
                  try {
                    return method.invoke(local, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    EventDispatcher<Object, Object> events = new EventDispatcher<>("c", Duration.ofSeconds(1), Runnable::run, key -> key);
    CacheStatistics statistics = new CacheStatistics();
    statistics.setEnabled(true);
    semantics =
        new CacheSemantics(
            new CacheSemantics.Rules(
                "c", store, time, ExpiryRule.of("c", new Policy()), events, statistics, null, false, new WriterCalls("c", new Writer(), key -> key)),
            Runnable::run);
  }

  @Test
  void aProcessorRunsAgainOnWhatIsThereThen() {
    set("k", 1);
    interference.add(() -> set("k", 10));
    AtomicInteger runs = new AtomicInteger();
    Object result =
        semantics.invoke(
            "k",
            (entry, arguments) -> {
              runs.incrementAndGet();
              entry.setValue((Integer) entry.getValue() + 1);
              return entry.getValue();
            },
            new Object[0],
            value -> {});
    assertEquals(11, result);
    assertEquals(11, value("k"));
    assertEquals(2, runs.get());
    assertEquals(List.of("write 2", "write 11"), written, "the writer hears of the value that came to stay");
    assertEquals(List.of("update"), asked, "the question has not changed");
    assertEquals(1, semantics.statistics().puts());
    assertEquals(1, semantics.statistics().hits());
  }

  @Test
  void theSameValueIsWrittenOnce() {
    set("k", 1);
    interference.add(() -> set("k", 10));
    semantics.put("k", 5);
    assertEquals(5, value("k"));
    assertEquals(List.of("write 5"), written);
  }

  @Test
  void anotherQuestionIsAskedWhenTheEntryCameOrWent() {
    interference.add(() -> set("k", 10));
    interference.add(() -> local.clear(Deadline.NONE));
    semantics.put("k", 5);
    assertEquals(List.of("creation", "update", "creation"), asked);
    assertEquals(5, value("k"));
  }

  @Test
  void putIfAbsentLosesToWhoeverWasFirst() {
    interference.add(() -> set("k", 10));
    assertEquals(false, semantics.storing("k", 5, Operations::putIfAbsent));
    assertEquals(10, value("k"));
    assertEquals(0, semantics.statistics().puts());
    assertEquals(1, semantics.statistics().hits());
  }

  @Test
  void replaceComparesAgain() {
    set("k", 1);
    interference.add(() -> set("k", 10));
    assertEquals(false, semantics.storing("k", 5, payload -> Operations.replace(1, payload)));
    assertEquals(10, value("k"));
  }

  @Test
  void removeTellsWhatItReallyRemoved() {
    set("k", 1);
    interference.add(() -> set("k", 10));
    assertEquals(10, semantics.update("k", Operations.getAndRemove()));
    interference.add(() -> local.clear(Deadline.NONE));
    set("k", 3);
    assertEquals(null, semantics.update("k", Operations.getAndRemove()));
  }

  @Test
  void endlessConflictsEndWithAnException() {
    set("k", 1);
    interfereForEver = true;
    interference.add(() -> set("k", 10));
    CacheException thrown = assertThrows(CacheException.class, () -> semantics.put("k", 5));
    assertTrue(thrown.getMessage().contains("Cache c"), thrown.getMessage());
    assertEquals(10, value("k"));
    interference.clear();
    semantics.put("k", 6);
    assertEquals(6, value("k"), "the key is free again");
  }

  private void set(Object key, Object value) {
    local.write(key, local.payload(value), StoredEntry.ETERNAL, Deadline.NONE);
  }

  private Object value(Object key) {
    return local.read(key, Deadline.NONE).payload().value();
  }

  /** Notes what it is asked. */
  private final class Policy implements ExpiryPolicy {

    @Override
    public javax.cache.expiry.Duration getExpiryForCreation() {
      asked.add("creation");
      return javax.cache.expiry.Duration.ETERNAL;
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForAccess() {
      asked.add("access");
      return null;
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForUpdate() {
      asked.add("update");
      return null;
    }
  }

  /** Notes what it is told. */
  private final class Writer implements javax.cache.integration.CacheWriter<Object, Object> {

    @Override
    public void write(javax.cache.Cache.Entry<?, ?> entry) {
      written.add("write " + entry.getValue());
    }

    @Override
    public void writeAll(java.util.Collection<javax.cache.Cache.Entry<?, ?>> entries) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Object key) {
      written.add("delete");
    }

    @Override
    public void deleteAll(java.util.Collection<?> keys) {
      throw new UnsupportedOperationException();
    }
  }
}
