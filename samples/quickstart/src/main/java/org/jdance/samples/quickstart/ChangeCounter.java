package org.jdance.samples.quickstart;

import java.util.concurrent.atomic.LongAdder;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener that counts what happens to a cache's entries. */
final class ChangeCounter implements CacheEntryCreatedListener<String, Integer>, CacheEntryUpdatedListener<String, Integer> {

  private final LongAdder created = new LongAdder();
  private final LongAdder updated = new LongAdder();

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
    events.forEach(event -> created.increment());
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
    events.forEach(event -> updated.increment());
  }

  long created() {
    return created.sum();
  }

  long updated() {
    return updated.sum();
  }
}
