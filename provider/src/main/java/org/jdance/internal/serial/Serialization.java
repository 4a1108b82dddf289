package org.jdance.internal.serial;

import org.jdance.internal.base.TimeSource;

/**
 * Turns the keys and values of one cache into bytes and back.
 *
 * <p>Holds no class and no class loader but weakly, so that it never keeps an application in memory. Safe for many threads.
 */
public final class Serialization {

  private final SerializationCounts counts = new SerializationCounts();
  private final KeySerializer keys;
  private final ValueSerializer values;

  /**
   * The serialization of one cache.
   *
   * @throws org.jdance.CacheConfigurationException if a pattern in {@code settings.allow()} is none
   */
  public Serialization(SerializationSettings settings, TimeSource time) {
    ClassPolicy policy = new ClassPolicy(settings, counts);
    ClassResolver resolver = new ClassResolver(settings.classLoader());
    DecodeFailures failures = new DecodeFailures(settings.cacheName(), counts, time);
    keys = new KeySerializer(settings, policy, resolver, failures, time);
    values = new ValueSerializer(settings, policy, resolver, failures, time);
  }

  public KeySerializer keys() {
    return keys;
  }

  public ValueSerializer values() {
    return values;
  }

  public SerializationCounts counts() {
    return counts;
  }
}
