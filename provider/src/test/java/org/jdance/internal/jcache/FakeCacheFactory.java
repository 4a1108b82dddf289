package org.jdance.internal.jcache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import javax.cache.configuration.CompleteConfiguration;
import org.jdance.internal.config.CacheSettings;

/** Makes fake caches and remembers them. */
final class FakeCacheFactory implements CacheFactory {

  final List<FakeCache<?, ?>> made = new CopyOnWriteArrayList<>();
  volatile boolean byReference = true;
  /** What to do before a cache is made, given its name: wait, throw, call back. */
  volatile BiConsumer<ManagerFacade, String> before = (manager, name) -> {};

  @Override
  public <K, V> ManagedCache<K, V> create(
      ManagerFacade manager, String name, CompleteConfiguration<K, V> configuration, CacheSettings settings) {
    before.accept(manager, name);
    FakeCache<K, V> cache = new FakeCache<>(manager, name, configuration, byReference);
    made.add(cache);
    return cache;
  }
}
