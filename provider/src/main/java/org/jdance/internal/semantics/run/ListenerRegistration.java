package org.jdance.internal.semantics.run;

import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** One registered listener with its filter. */
final class ListenerRegistration<K, V> {

  private final CacheEntryListenerConfiguration<K, V> configuration;
  private final CacheEntryListener<? super K, ? super V> listener;
  private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;

  ListenerRegistration(CacheEntryListenerConfiguration<K, V> configuration) {
    this.configuration = configuration;
    this.listener = configuration.getCacheEntryListenerFactory().create();
    Factory<CacheEntryEventFilter<? super K, ? super V>> filters = configuration.getCacheEntryEventFilterFactory();
    this.filter = filters == null ? null : filter(filters, listener);
  }

  private static <T> T filter(Factory<T> filters, Object listener) {
    try {
      return filters.create();
    } catch (RuntimeException | Error e) {
      close(listener, e);
      throw e;
    }
  }

  private static void close(Object object, Throwable because) {
    if (object instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        because.addSuppressed(e);
      }
    }
  }

  /** Closes listener and filter, which were made but are not going to be registered. */
  void close(Throwable because) {
    userObjects().forEach(object -> close(object, because));
  }

  CacheEntryListenerConfiguration<K, V> configuration() {
    return configuration;
  }

  /** What has to be closed with the cache if it can be closed. */
  List<Object> userObjects() {
    return filter == null ? List.of(listener) : List.of(listener, filter);
  }

  boolean isSynchronous() {
    return configuration.isSynchronous();
  }

  boolean seesOldValue() {
    return configuration.isOldValueRequired();
  }

  boolean wants(EventType type) {
    return switch (type) {
      case CREATED -> listener instanceof CacheEntryCreatedListener;
      case UPDATED -> listener instanceof CacheEntryUpdatedListener;
      case REMOVED -> listener instanceof CacheEntryRemovedListener;
      case EXPIRED -> listener instanceof CacheEntryExpiredListener;
    };
  }

  /**
   * Runs filter and listener.
   *
   * @throws CacheEntryListenerException if either fails
   */
  @SuppressWarnings("unchecked") // wants() has looked at the listener's type
  void deliver(CacheEvent<K, V> event) {
    try {
      if (filter != null && !filter.evaluate(event)) {
        return;
      }
      List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
      switch (event.getEventType()) {
        case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
        case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
        case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
        case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
      }
    } catch (CacheEntryListenerException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheEntryListenerException(
          "The listener " + listener.getClass().getName() + " of cache " + event.getSource().getName() + " failed.", e);
    }
  }
}
