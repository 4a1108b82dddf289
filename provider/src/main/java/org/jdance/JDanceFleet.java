package org.jdance;

/**
 * The servers that a cache manager's caches live on, obtained by {@code manager.unwrap(JDanceCacheManager.class).fleet()}.
 *
 * <p>Managers of one JVM with the same servers, credentials, times and namespace share a fleet, and what it counts.
 */
public interface JDanceFleet {

  /**
   * The fleet as this JVM sees it now. Asks no server, so what is said is as old as the last operation.
   *
   * @return its servers and figures
   */
  FleetStatus status();

  /**
   * Registers a listener, until it is removed or the cache manager is closed.
   *
   * @param listener hears of what happens from now on; one that is registered twice hears twice
   * @throws IllegalStateException if the cache manager is closed
   */
  void addListener(FleetListener listener);

  /**
   * Removes a listener; a call that is under way may still end.
   *
   * @param listener the same object that was registered; nothing happens if it was not
   */
  void removeListener(FleetListener listener);
}
