package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.semantics.run.CacheSemantics;
import org.jdance.internal.semantics.run.CacheStatistics;
import org.jdance.internal.semantics.run.EventDispatcher;
import org.jdance.internal.semantics.run.ExpiryRule;
import org.junit.jupiter.api.Test;

/** Destroying a cache whose store cannot be reached. */
final class DestroyTest {

  @Test
  void aCacheThatCouldNotBeClearedIsClosedNevertheless() {
    CacheException unreachable = new CacheException("no server answers");
    EntryStore store =
        (EntryStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntryStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("clear")) {
                    throw unreachable;
                  }
                  return method.getReturnType() == boolean.class ? false : null;
                });
    try (CacheFixture fixture = new CacheFixture()) {
      EventDispatcher<Object, Object> events = new EventDispatcher<>("c", Duration.ofSeconds(1), Runnable::run, key -> key);
      CacheSemantics semantics =
          new CacheSemantics(
              new CacheSemantics.Rules(
                  "c",
                  store,
                  fixture.time,
                  ExpiryRule.of("c", new EternalExpiryPolicy()),
                  events,
                  new CacheStatistics(),
                  null,
                  false,
                  null),
              Runnable::run);
      CacheFacade<Object, Object> cache =
          new CacheFacade<>(
              fixture.manager.unwrap(ManagerFacade.class),
              "c",
              new MutableConfiguration<>(),
              semantics,
              events,
              new CacheResources("c", fixture.time, List.of()));
      assertSame(unreachable, assertThrows(CacheException.class, cache::destroy));
      assertTrue(cache.isClosed());
    }
  }
}
