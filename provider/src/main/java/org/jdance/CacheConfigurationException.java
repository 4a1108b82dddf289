package org.jdance;

import javax.cache.CacheException;

/**
 * A configuration that JDance refuses: an unknown, contradictory or inapplicable key, a value out of range, or a resource that is not there.
 *
 * <p>Thrown by {@code getCacheManager} or {@code createCache}. The message names the key or resource, where it came from, and what is allowed;
 * it never contains a secret.
 */
public class CacheConfigurationException extends CacheException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception with no cause.
   *
   * @param message which key, from where, and what is allowed
   */
  public CacheConfigurationException(String message) {
    super(message);
  }

  /**
   * An exception with what caused it.
   *
   * @param message which key, from where, and what is allowed
   * @param cause the failure underneath
   */
  public CacheConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
