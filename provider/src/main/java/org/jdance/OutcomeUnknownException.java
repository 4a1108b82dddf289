package org.jdance;

import java.io.Serial;
import javax.cache.CacheException;

/**
 * A write that may have happened or not: a server died, or was cut off, between the request and its reply, and no other server can tell.
 *
 * <p>Thrown by operations that write to caches that live on servers, never by reads and never by the embedded store: by conditional ones
 * ({@code putIfAbsent}, {@code replace}, {@code remove(key, old)}, {@code getAndReplace}, {@code invoke}, and all that have to see the old value) when
 * the server that decides was lost after the request was sent and the other copies cannot tell; by {@code put}, {@code putAll} and {@code clear} when
 * some server may have taken it and not every one that has to answered in time. Plain writes are not among them under the failure policies
 * {@code miss} and {@code bypass}, which remember them instead. Before it is thrown, JDance has repeated what may be repeated: a plain write under its
 * own version, a conditional one only if it surely did not happen.
 *
 * <p>The entry is as it was before or as the write would have
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
