package org.jdance.internal.jcache;

import java.util.List;
import org.jdance.internal.base.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ends with a cache, in this order: its own parts, then the user's loader, writer and expiry policy where they can be closed.
 *
 * @param cacheName for messages
 * @param time the clocks
 * @param closeables closed first, one by one
 */
record CacheResources(String cacheName, TimeSource time, List<Object> closeables) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CacheResources.class);

  CacheResources {
    closeables = List.copyOf(closeables);
  }

  @Override
  public void close() {
    closeAll(closeables);
  }

  /** Closes what can be closed; a failure is logged and the rest is closed nevertheless. */
  void closeAll(List<Object> objects) {
    for (Object object : objects) {
      if (object instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception | Error e) {
          if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
          }
          LOG.warn("Cache {}: closing its {} failed.", cacheName, object.getClass().getName(), e);
        }
      }
    }
  }
}
