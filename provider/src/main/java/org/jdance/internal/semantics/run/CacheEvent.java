package org.jdance.internal.semantics.run;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jdance.internal.entry.Payload;
import org.jspecify.annotations.Nullable;

/** What one listener hears of one change. By value, each listener gets copies of its own, made when it asks. */
final class CacheEvent<K, V> extends CacheEntryEvent<K, V> {

  private static final long serialVersionUID = 1L;

  private final transient K key;
  private final boolean oldValueAvailable;
  private final transient @Nullable Payload payload;
  private final transient @Nullable Payload oldPayload;
  private transient @Nullable V value;
  private transient @Nullable V oldValue;

  /**
   * An event.
   *
   * @param payload the new value; where there is none, that of what was removed or has expired, if this listener may see it
   * @param oldPayload the value before, if there was one and this listener may see it
   */
  CacheEvent(Cache<K, V> source, EventType type, K key, @Nullable Payload payload, @Nullable Payload oldPayload) {
    super(source, type);
    this.key = key;
    this.payload = payload;
    this.oldPayload = oldPayload;
    this.oldValueAvailable = oldPayload != null;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the API is not annotated: null says that there is none
  public V getValue() {
    if (value == null && payload != null) {
      value = (V) payload.value();
    }
    return value;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the API is not annotated: null says that there is none
  public V getOldValue() {
    if (oldValue == null && oldPayload != null) {
      oldValue = (V) oldPayload.value();
    }
    return oldValue;
  }

  @Override
  public boolean isOldValueAvailable() {
    return oldValueAvailable;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException("A cache event of JDance cannot be unwrapped to " + type.getName() + ".");
  }

  /** Neither key nor value: events end up in logs. */
  @Override
  public String toString() {
    return "CacheEvent[" + getEventType() + "]";
  }
}
