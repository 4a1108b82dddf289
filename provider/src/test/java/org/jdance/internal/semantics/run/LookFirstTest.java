package org.jdance.internal.semantics.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.expiry.EternalExpiryPolicy;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.ManualTime;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.local.LocalStore;
import org.jdance.internal.semantics.decide.Operations;
import org.junit.jupiter.api.Test;

/** Operations look before they take a lock where looking is free, and ask the store no more than they must where it is not. */
final class LookFirstTest {

  private static final Set<String> LOCAL = Set.of("payload", "ownKey", "newDeadline", "readsAreFree", "remembered", "forget", "tellsSuccessors");

  private final LocalStore local = LocalStore.byReference(OptionalLong.empty(), count -> {});
  private final CacheStatistics statistics = new CacheStatistics();
  private final List<String> asked = new ArrayList<>();

  @Test
  void whatChangesNothingWaitsForNobody() {
    CacheSemantics semantics = semantics(true);
    set("k", "v");
    assertFalse(whileHeld(semantics, "k", () -> semantics.storing("k", "new", Operations::putIfAbsent)));
    assertFalse(whileHeld(semantics, "absent", () -> semantics.storing("absent", "new", Operations::replace)));
    assertFalse(whileHeld(semantics, "k", () -> semantics.storing("k", "new", payload -> Operations.replace("other", payload))));
    assertFalse(whileHeld(semantics, "k", () -> semantics.update("k", Operations.remove((Object) "other"))));
    assertFalse(whileHeld(semantics, "absent", () -> semantics.update("absent", Operations.remove())));
    assertEquals(6, statistics.hits(), "of three processors and three operations in them");
    assertEquals(3, statistics.misses(), "of two processors and one operation in them: a removal asks nothing");
    assertEquals("v", local.read("k", Deadline.NONE).payload().value());
  }

  @Test
  void aStoreFarAwayIsAskedOnce() {
    CacheSemantics semantics = semantics(false);
    assertTrue(semantics.storing("k", "v", Operations::putIfAbsent));
    assertEquals(List.of("readForUpdate", "compareAndSet"), asked);
    asked.clear();
    assertFalse(semantics.storing("k", "v", Operations::putIfAbsent));
    assertEquals(List.of("readForUpdate"), asked);
    asked.clear();
    assertEquals(Map.of("k", "v"), semantics.reads().getAll(Set.of("k", "absent")));
    assertEquals(List.of("readAll"), asked);
  }

  @Test
  void aStoreAtHandIsAskedOnce() {
    CacheSemantics semantics = semantics(true);
    assertTrue(semantics.storing("k", "v", Operations::putIfAbsent));
    assertEquals(List.of("readForUpdate", "compareAndSet"), asked);
  }

  /** Runs it inside a processor that holds the key, where an operation that wants the key for itself is refused. */
  private static Boolean whileHeld(CacheSemantics semantics, String key, Supplier<Boolean> operation) {
    return semantics.invoke(key, (entry, arguments) -> operation.get(), new Object[0], value -> {});
  }

  private void set(Object key, Object value) {
    local.write(key, local.payload(value), StoredEntry.ETERNAL, Deadline.NONE);
  }

  private CacheSemantics semantics(boolean readsAreFree) {
    EntryStore store =
        (EntryStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntryStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("readsAreFree")) {
                    return readsAreFree;
                  }
                  if (!LOCAL.contains(method.getName())) {
                    asked.add(method.getName());
                  }
                  try {
                    return method.invoke(local, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    statistics.setEnabled(true);
    return new CacheSemantics(
        new CacheSemantics.Rules(
            "c",
            store,
            new ManualTime(),
            ExpiryRule.of("c", new EternalExpiryPolicy()),
            new EventDispatcher<>("c", Duration.ofSeconds(1), Runnable::run, key -> key),
            statistics,
            null,
            false,
            null),
        Runnable::run);
  }
}
