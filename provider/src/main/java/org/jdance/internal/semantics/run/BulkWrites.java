package org.jdance.internal.semantics.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.event.CacheEntryListenerException;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.semantics.decide.Operations;
import org.jspecify.annotations.Nullable;

/** {@code putAll} and {@code removeAll}: key by key, or with a writer while all keys are held, so that writer and cache agree on the order. */
final class BulkWrites {

  private final EntryStore store;
  private final TimeSource time;
  private final UpdateLoop loop;
  private final BlindWrites blind;
  private final EventDispatcher<?, ?> events;
  private final CacheStatistics statistics;
  private final @Nullable WriterCalls writer;

  BulkWrites(
      EntryStore store,
      TimeSource time,
      UpdateLoop loop,
      BlindWrites blind,
      EventDispatcher<?, ?> events,
      CacheStatistics statistics,
      @Nullable WriterCalls writer) {
    this.store = store;
    this.time = time;
    this.loop = loop;
    this.blind = blind;
    this.events = events;
    this.statistics = statistics;
    this.writer = writer;
  }

  void putAll(Map<?, ?> values) {
    // Everything is made ready first: what cannot be stored leaves cache and writer unchanged.
    Map<Object, Payload> payloads = new LinkedHashMap<>(values.size() * 2);
    values.forEach((key, value) -> payloads.put(store.ownKey(key), store.payload(value)));
    if (payloads.isEmpty()) {
      return;
    }
    if (writer != null) {
      WriterCalls through = writer;
      loop.holdingAll(payloads.keySet(), (held, deliveries) -> putAllHeld(through, payloads, deliveries));
    } else if (!blind.tryPutAll(payloads)) {
      forEach(payloads.entrySet(), entry -> loop.update(entry.getKey(), Operations.put(entry.getValue())));
    }
  }

  void removeAll(Set<?> keys) {
    if (keys.isEmpty()) {
      return;
    }
    if (writer == null) {
      forEach(keys, key -> loop.update(key, Operations.remove()));
    } else {
      WriterCalls through = writer;
      Set<Object> all = new LinkedHashSet<>(keys.size() * 2);
      keys.forEach(key -> all.add(store.ownKey(key)));
      loop.holdingAll(all, (held, deliveries) -> through.deleteAll(all, deleted -> removeHeld(deleted, deliveries)));
    }
  }

  void removeAll() {
    if (writer == null && !events.hasListeners() && !statistics.isEnabled()) {
      store.clear(store.newDeadline());
      return;
    }
    long now = time.millis();
    Set<Object> live = new HashSet<>();
    List<Object> expired = new ArrayList<>();
    for (Iterator<KeyedEntry> entries = store.entries(); entries.hasNext(); ) {
      KeyedEntry entry = entries.next();
      if (entry.entry().isExpiredAt(now)) {
        expired.add(entry.key());
      } else {
        live.add(entry.key());
      }
    }
    // Expiry is no removal, and the writer hears of removals only.
    EventDispatcher.runAll(
        List.of(() -> removeAll(live), () -> forEach(expired, key -> loop.update(key, Operations.reap()))));
  }

  /** Goes on when a listener fails, since the entry has been changed by then; the first failure is thrown at the end. */
  private static <T> void forEach(Collection<? extends T> all, Consumer<T> step) {
    CacheEntryListenerException failure = null;
    for (T one : all) {
      try {
        step.accept(one);
      } catch (CacheEntryListenerException e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void putAllHeld(WriterCalls through, Map<Object, Payload> payloads, List<EventDispatcher.Delivery> deliveries) {
    Map<Object, Object> values = new LinkedHashMap<>(payloads.size() * 2);
    payloads.forEach((key, payload) -> values.put(key, payload.value()));
    through.writeAll(
        values,
        written ->
            payloads.forEach(
                (key, payload) -> {
                  if (written.contains(key)) {
                    loop.updateHeld(key, Operations.put(payload), deliveries);
                  }
                }));
  }

  private void removeHeld(Set<Object> keys, List<EventDispatcher.Delivery> deliveries) {
    keys.forEach(key -> loop.updateHeld(key, Operations.remove(), deliveries));
  }
}
