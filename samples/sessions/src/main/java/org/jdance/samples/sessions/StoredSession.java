package org.jdance.samples.sessions;

import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What of a session is in the cache. When it was last used is not: the cache's own expiry knows. */
record StoredSession(Instant created, Map<String, Object> attributes) implements Serializable {

  /** The same with some attributes changed. */
  StoredSession with(Map<String, Object> changes) {
    Map<String, Object> changed = new HashMap<>(attributes);
    changes.forEach((name, value) -> {
      if (value == JCacheSession.REMOVED) {
        changed.remove(name);
      } else {
        changed.put(name, value);
      }
    });
    return new StoredSession(created, changed);
  }
}
