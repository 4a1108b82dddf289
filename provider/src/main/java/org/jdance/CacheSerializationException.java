package org.jdance;

import javax.cache.CacheException;

/**
 * A key or value that cannot be stored by value: it is not serializable, or a key has no stable form.
 *
 * <p>Thrown by the operation that was given the object, before anything was changed. The message names the class, never the object's content,
 * and says what to do.
 */
public class CacheSerializationException extends CacheException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception with no cause.
   *
   * @param message which class, why, and what to do
   */
  public CacheSerializationException(String message) {
    super(message);
  }

  /**
   * An exception with what caused it.
   *
   * @param message which class, why, and what to do
   * @param cause the failure underneath
   */
  public CacheSerializationException(String message, Throwable cause) {
    super(message, cause);
  }
}
