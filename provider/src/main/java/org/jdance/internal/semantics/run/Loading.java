package org.jdance.internal.semantics.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListener;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Intent;
import org.jdance.internal.semantics.decide.Operation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Values from the user's loader: one load a key at a time in this JVM, whose outcome all that ask meanwhile share. */
public final class Loading {

  private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

  private final String cacheName;
  private final EntryStore store;
  private final TimeSource time;
  private final UpdateLoop loop;
  private final LoaderCalls loader;
  private final Executor executor;
  private final ConcurrentMap<Object, LoadFlight> flights = new ConcurrentHashMap<>();

  Loading(String cacheName, EntryStore store, TimeSource time, UpdateLoop loop, LoaderCalls loader, Executor executor) {
    this.cacheName = cacheName;
    this.store = store;
    this.time = time;
    this.loop = loop;
    this.loader = loader;
    this.executor = executor;
  }

  /** The value of a key that was found missing. */
  @Nullable Object get(Object missing) {
    Object key = store.ownKey(missing);
    LoadFlight mine = new LoadFlight();
    LoadFlight others = flights.putIfAbsent(key, mine);
    if (others != null) {
      return others.await(cacheName);
    }
    try {
      // Landed before listeners hear of it: they, and whoever has seen the entry change since, may load anew.
      Payload loaded = loop.updateHolding(key, new LoadIfAbsent(key), payload -> land(key, mine, payload));
      return loaded == null ? null : loaded.value();
    } catch (RuntimeException | Error e) {
      mine.fail(e);
      throw e;
    } finally {
      flights.remove(key, mine);
    }
  }

  private void land(Object key, LoadFlight flight, @Nullable Payload loaded) {
    flights.remove(key, flight);
    flight.complete(loaded);
  }

  /** The values of keys that were found missing, in one call of the loader. */
  Map<Object, Object> getMissing(Set<Object> keys) {
    Map<Object, Object> givenByOwn = new HashMap<>();
    keys.forEach(key -> givenByOwn.put(store.ownKey(key), key));
    Map<Object, Object> found = new HashMap<>();
    loop.holdingAll(
        givenByOwn.keySet(),
        (held, deliveries) ->
            loadHeld(givenByOwn.keySet(), false, deliveries)
                .forEach((ownKey, payload) -> found.put(givenByOwn.getOrDefault(ownKey, ownKey), payload.value())));
    return found;
  }

  /** {@code loadAll}: on a thread of the manager; the listener, if any, is told how it ended. */
  public void loadAll(Set<?> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
    // The caller may change its keys as soon as this returns.
    Set<Object> wanted = new HashSet<>();
    keys.forEach(key -> wanted.add(store.ownKey(key)));
    try {
      executor.execute(new LoadAll(wanted, replaceExisting, listener));
    } catch (RejectedExecutionException e) {
      failed(new CacheException("Cache " + cacheName + ": loadAll was not started, the cache is closed or has too many loads waiting.", e), listener);
    }
  }

  private void failed(RuntimeException failure, @Nullable CompletionListener listener) {
    if (listener == null) {
      LOG.warn("Cache {}: loadAll failed and was given no completion listener to tell.", cacheName, failure);
    } else {
      listener.onException(failure);
    }
  }

  private Map<Object, Payload> loadHeld(Set<Object> keys, boolean replaceExisting, List<EventDispatcher.Delivery> deliveries) {
    Map<Object, Payload> answer = new HashMap<>();
    Set<Object> wanted = new HashSet<>(keys);
    if (!replaceExisting) {
      long now = time.millis();
      store
          .readAll(keys, store.newDeadline())
          .forEach(
              (key, entry) -> {
                if (!entry.isExpiredAt(now)) {
                  answer.put(key, entry.payload());
                  wanted.remove(key);
                }
              });
    }
    if (wanted.isEmpty()) {
      return answer;
    }
    loader.loadAll(wanted).forEach((key, value) -> answer.put(key, store.payload(value)));
    for (Object key : wanted) {
      Payload payload = answer.get(key);
      if (payload != null) {
        Operation<Void> load =
            live -> live != null && !replaceExisting ? Intent.keep(false, null) : Intent.load(payload, false, null);
        loop.updateHeld(key, load, deliveries);
      }
    }
    return answer;
  }

  /** One call of {@code loadAll}; its listener is told of the end in any case. */
  private final class LoadAll implements Workers.Abandonable {

    private final Set<Object> keys;
    private final boolean replaceExisting;
    private final @Nullable CompletionListener listener;

    LoadAll(Set<Object> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
      this.keys = keys;
      this.replaceExisting = replaceExisting;
      this.listener = listener;
    }

    @Override
    public void run() {
      try {
        loop.holdingAll(keys, (held, deliveries) -> loadHeld(keys, replaceExisting, deliveries));
      } catch (RuntimeException e) {
        failed(e, listener);
        return;
      } catch (Error e) {
        failed(new CacheException("Cache " + cacheName + ": loadAll ended with " + e.getClass().getName() + "; see the cause.", e), listener);
        return;
      }
      if (listener != null) {
        listener.onCompletion();
      }
    }

    @Override
    public void abandon() {
      failed(new CacheException("Cache " + cacheName + ": loadAll was not started, the cache has been closed."), listener);
    }
  }

  /** Loads at most once, however often it has to decide. */
  private final class LoadIfAbsent implements Operation<Payload> {

    private final Object key;
    private boolean asked;
    private @Nullable Payload loaded;

    LoadIfAbsent(Object key) {
      this.key = key;
    }

    /** Who reads through is content with what was loaded, whether or not it could be stored. */
    @Override
    public boolean isConditional() {
      return false;
    }

    @Override
    public boolean isReplacing() {
      return false;
    }

    @Override
    public Intent<Payload> decide(@Nullable StoredEntry live) {
      if (live != null) {
        return Intent.keep(false, live.payload());
      }
      if (!asked) {
        Object value = loader.load(key);
        loaded = value == null ? null : store.payload(value);
        asked = true;
      }
      return loaded == null ? Intent.keep(false, null) : Intent.load(loaded, false, loaded);
    }
  }
}
