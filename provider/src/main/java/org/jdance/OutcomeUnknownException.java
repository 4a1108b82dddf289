package org.jdance;

import java.io.Serial;
import javax.cache.CacheException;

/**
 * A write that may have happened or not: a server died, or was cut off, between the request and its reply, and no other server can tell.
 *
 * <p>Thrown by operations on caches that live on servers, never by the embedded store. The entry is as it was before or as the write would have
 * made it; a plain write that was still on its way may also take effect a little later. Read the entry to find out, or do again what may be done
 * twice.
 */
public final class OutcomeUnknownException extends CacheException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception with a sentence that says which cache, what and why.
   *
   * @param message what happened
   * @param cause why it cannot be known
   */
  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
