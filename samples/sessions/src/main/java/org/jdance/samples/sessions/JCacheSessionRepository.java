package org.jdance.samples.sessions;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.session.SessionRepository;

/**
 * Spring Session's sessions in a JCache cache.
 *
 * <p>A request that changes nothing is one call of the cache: reading the session moves its expiry on all copies. One that changes attributes
 * changes just these, in an entry processor.
 */
final class JCacheSessionRepository implements SessionRepository<JCacheSession> {

  private final Cache<String, StoredSession> sessions;
  private final Duration maxInactive;
  private final Clock clock;

  JCacheSessionRepository(CacheManager manager, Duration maxInactive, Clock clock) {
    this.maxInactive = maxInactive;
    this.clock = clock;
    // The types say which classes may be read back: these, and those of the same package.
    this.sessions = manager.createCache("sessions", new MutableConfiguration<String, StoredSession>()
        .setTypes(String.class, StoredSession.class)
        .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(
            new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, maxInactive.toMillis()))));
  }

  @Override
  public JCacheSession createSession() {
    return JCacheSession.create(clock.instant(), maxInactive);
  }

  @Override
  public @Nullable JCacheSession findById(String id) {
    StoredSession stored = sessions.get(id);
    return stored == null ? null : JCacheSession.of(id, stored, maxInactive);
  }

  @Override
  public void save(JCacheSession session) {
    String storedId = session.storedId();
    if (storedId == null) {
      sessions.put(session.getId(), session.whole());
    } else if (!storedId.equals(session.getId())) {
      rename(storedId, session);
    } else if (!session.changes().isEmpty()) {
      change(session);
    }
    session.saved();
  }

  @Override
  public void deleteById(String id) {
    sessions.remove(id);
  }

  /** A session that another request has ended meanwhile stays ended. */
  private void change(JCacheSession session) {
    Map<String, Object> changes = session.changes();
    sessions.invoke(session.getId(), (entry, arguments) -> {
      if (entry.exists()) {
        entry.setValue(entry.getValue().with(changes));
      }
      return null;
    });
  }

  private void rename(String storedId, JCacheSession session) {
    StoredSession stored = sessions.getAndRemove(storedId);
    if (stored != null) {
      sessions.put(session.getId(), stored.with(session.changes()));
    }
  }
}
