package org.jdance.internal.semantics.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jdance.internal.entry.ChangeEvent;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Outcome;
import org.jspecify.annotations.Nullable;

/** The listeners of a cache: events are put in order while the key is locked, and delivered after. */
public final class EventDispatcher<K, V> {

  private final Duration timeout;
  private final UnaryOperator<Object> keyForEvents;
  private final SyncLanes syncLanes;
  private final AsyncLanes asyncLanes;
  private final List<ListenerRegistration<K, V>> registrations = new CopyOnWriteArrayList<>();
  private @Nullable Cache<K, V> source;
  private volatile boolean tellsOthers;

  /**
   * A dispatcher without listeners.
   *
   * @param timeout how long whoever causes events waits for asynchronous listeners that do not keep up, and {@link #close} for the last ones
   * @param executor where asynchronous listeners run
   * @param keyForEvents makes of an operation's key one that the caller can no longer change
   */
  public EventDispatcher(String cacheName, Duration timeout, Executor executor, UnaryOperator<Object> keyForEvents) {
    this.timeout = timeout;
    this.keyForEvents = keyForEvents;
    this.syncLanes = new SyncLanes(cacheName);
    this.asyncLanes = new AsyncLanes(cacheName, executor);
  }

  /** Names the cache that events come from, before there are any. */
  public void bind(Cache<K, V> cache) {
    this.source = cache;
  }

  /**
   * Makes a listener by its factory, then registers it.
   *
   * @param admission called once the listener is made, with what registers it; may throw instead, and then the listener is closed
   */
  public void register(CacheEntryListenerConfiguration<K, V> configuration, Consumer<Runnable> admission) {
    ListenerRegistration<K, V> registration = new ListenerRegistration<>(configuration);
    try {
      admission.accept(() -> registrations.add(registration));
    } catch (RuntimeException | Error e) {
      registration.close(e);
      throw e;
    }
  }

  /** Takes a listener away and answers what has to be closed. */
  public List<Object> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
    List<Object> closing = new ArrayList<>();
    registrations.removeIf(
        registration -> {
          boolean leaves = registration.configuration().equals(configuration);
          if (leaves) {
            closing.addAll(registration.userObjects());
          }
          return leaves;
        });
    return closing;
  }

  /** Whether anybody listens, or may listen elsewhere. */
  public boolean hasListeners() {
    return tellsOthers || !registrations.isEmpty();
  }

  /** From now on listeners in other JVMs count, too. */
  public void tellOthers() {
    tellsOthers = true;
  }

  /** Whether what happens has to be told to other JVMs in the step that makes it. */
  boolean tellsOthers() {
    return tellsOthers;
  }

  /**
   * Delivers the events of a change that another JVM made, behind what was put in order for the key before. All listeners hear of it on JDance's
   * threads, since nobody here waits for it.
   */
  public void heard(Object key, List<ChangeEvent> events) {
    List<Runnable> all = new ArrayList<>();
    events.forEach(event -> collect(event.type(), key, event.value(), event.old(), all, all));
    all.forEach(work -> asyncLanes.add(key, work));
  }

  /** Waits for asynchronous deliveries and answers what has to be closed. */
  public List<Object> close() {
    asyncLanes.drain(timeout.toNanos());
    List<Object> closing = new ArrayList<>();
    registrations.forEach(registration -> closing.addAll(registration.userObjects()));
    registrations.clear();
    return closing;
  }

  /**
   * Puts the events of an outcome in order, while nobody else can change the key.
   *
   * @param runner the thread that caused the events and will wait for them
   * @return what the caller has to wait for once the key is no longer locked, or null
   */
  @Nullable Delivery enqueue(Object key, Outcome outcome, @Nullable StoredEntry prior, Thread runner) {
    if (registrations.isEmpty() || !outcome.hasEvents()) {
      return null;
    }
    List<Runnable> sync = new ArrayList<>(2);
    List<Runnable> async = new ArrayList<>(2);
    // The lanes' own key: each listener gets another, which it may change.
    Object eventKey = keyForEvents.apply(key);
    events(outcome, prior).forEach(event -> collect(event.type(), eventKey, event.value(), event.old(), sync, async));
    async.forEach(work -> asyncLanes.add(eventKey, work));
    SyncLanes.Ticket ticket = sync.isEmpty() ? null : syncLanes.draw(eventKey, runner, () -> runAll(sync));
    return ticket == null && async.isEmpty() ? null : new Delivery(this, ticket, !async.isEmpty());
  }

  /** The events of an outcome, in their order. */
  static List<ChangeEvent> events(Outcome outcome, @Nullable StoredEntry prior) {
    List<ChangeEvent> events = new ArrayList<>(2);
    Payload before = prior == null ? null : prior.payload();
    Payload after = outcome.payload();
    if (outcome.priorExpired() && before != null) {
      events.add(new ChangeEvent(EventType.EXPIRED, before, before));
    }
    EventType event = outcome.event();
    if (event == EventType.CREATED && after != null) {
      events.add(new ChangeEvent(event, after, null));
    } else if (event == EventType.UPDATED && after != null) {
      events.add(new ChangeEvent(event, after, before));
    } else if (event == EventType.REMOVED && before != null) {
      events.add(new ChangeEvent(event, before, before));
    }
    if (outcome.expiredAtOnce() && after != null) {
      events.add(new ChangeEvent(EventType.EXPIRED, after, after));
    }
    return events;
  }

  private void collect(
      EventType type, Object key, Payload payload, @Nullable Payload old, List<Runnable> sync, List<Runnable> async) {
    Cache<K, V> cache = source;
    if (cache == null) {
      return;
    }
    for (ListenerRegistration<K, V> registration : registrations) {
      if (registration.wants(type)) {
        Payload visibleOld = registration.seesOldValue() ? old : null;
        boolean hasNewValue = type == EventType.CREATED || type == EventType.UPDATED;
        @SuppressWarnings("unchecked") // the cache holds keys of type K only
        CacheEvent<K, V> event = new CacheEvent<>(cache, type, (K) keyForEvents.apply(key), hasNewValue ? payload : visibleOld, visibleOld);
        (registration.isSynchronous() ? sync : async).add(() -> registration.deliver(event));
      }
    }
  }

  /** Runs all even if one fails, or others would wait for their turn for ever; then throws an error, or else the first failure. */
  static void runAll(List<Runnable> deliveries) {
    RuntimeException failure = null;
    Error error = null;
    for (Runnable delivery : deliveries) {
      try {
        delivery.run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      } catch (Error e) {
        error = e;
      }
    }
    if (error != null) {
      throw error;
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * What whoever caused events still has to wait for.
   *
   * @param ticket the turn of synchronous listeners, or null
   * @param hasAsync whether asynchronous deliveries were added
   */
  record Delivery(EventDispatcher<?, ?> dispatcher, SyncLanes.@Nullable Ticket ticket, boolean hasAsync) {

    /**
     * Runs synchronous listeners in their turn; waits for room if asynchronous ones do not keep up.
     *
     * @throws CacheEntryListenerException if a synchronous listener fails
     */
    void complete() {
      try {
        if (ticket != null) {
          dispatcher.syncLanes.run(ticket);
        }
      } finally {
        if (hasAsync) {
          dispatcher.asyncLanes.awaitRoom(dispatcher.timeout.toNanos());
        }
      }
    }

    /** Completes all of a bulk operation; the first failure is thrown at the end. */
    static void completeAll(List<Delivery> deliveries) {
      runAll(deliveries.stream().<Runnable>map(delivery -> delivery::complete).toList());
    }
  }
}
