package org.jdance.samples.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/** A session as one request sees it. It notes down what the request changes, so that no other request's changes are overwritten. */
final class JCacheSession implements Session {

  /** What a removed attribute was changed to. */
  static final Object REMOVED = new Object();

  private final Instant created;
  private final Map<String, Object> attributes;
  private final Map<String, Object> changes = new HashMap<>();
  private final Duration maxInactive;
  private String id;
  private @Nullable String storedId;
  private Instant lastAccessed;

  private JCacheSession(String id, @Nullable String storedId, StoredSession stored, Duration maxInactive) {
    this.id = id;
    this.storedId = storedId;
    this.created = stored.created();
    this.attributes = new HashMap<>(stored.attributes());
    this.maxInactive = maxInactive;
    this.lastAccessed = created;
  }

  static JCacheSession create(Instant now, Duration maxInactive) {
    return new JCacheSession(UUID.randomUUID().toString(), null, new StoredSession(now, Map.of()), maxInactive);
  }

  static JCacheSession of(String id, StoredSession stored, Duration maxInactive) {
    return new JCacheSession(id, id, stored, maxInactive);
  }

  /** The id that the cache knows it by, or null if it does not know it yet. */
  @Nullable String storedId() {
    return storedId;
  }

  /** What this request has changed since it was last saved. */
  Map<String, Object> changes() {
    return Map.copyOf(changes);
  }

  /** All of it, for one that is not in the cache yet. */
  StoredSession whole() {
    return new StoredSession(created, new HashMap<>(attributes));
  }

  void saved() {
    storedId = id;
    changes.clear();
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String changeSessionId() {
    id = UUID.randomUUID().toString();
    return id;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The signature is that of the interface: the caller vouches for the type.
  public <T> @Nullable T getAttribute(String name) {
    return (T) attributes.get(name);
  }

  @Override
  public Set<String> getAttributeNames() {
    return Set.copyOf(attributes.keySet());
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (value == null) {
      removeAttribute(name);
    } else {
      attributes.put(name, value);
      changes.put(name, value);
    }
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
    changes.put(name, REMOVED);
  }

  @Override
  public Instant getCreationTime() {
    return created;
  }

  /** Costs nothing: reading the entry has already moved its expiry. */
  @Override
  public void setLastAccessedTime(Instant time) {
    lastAccessed = time;
  }

  @Override
  public Instant getLastAccessedTime() {
    return lastAccessed;
  }

  /** Refused: how long a session lives is the cache's expiry policy, the same for all. */
  @Override
  public void setMaxInactiveInterval(Duration interval) {
    if (!interval.equals(maxInactive)) {
      throw new UnsupportedOperationException("All sessions live " + maxInactive + " after their last use; change it where the cache is made");
    }
  }

  @Override
  public Duration getMaxInactiveInterval() {
    return maxInactive;
  }

  /** Never: what has expired is not found. */
  @Override
  public boolean isExpired() {
    return false;
  }
}
