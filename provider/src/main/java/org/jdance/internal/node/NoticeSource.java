package org.jdance.internal.node;

import java.io.IOException;
import java.time.Duration;

/**
 * One server's word on what changes on it, whoever changes it. Used by one thread, but for {@link #close}.
 *
 * <p>From the moment at which {@link #subscribe} returns until something here throws, each change of a key is told, not long after the change itself.
 */
public interface NoticeSource extends AutoCloseable {

  /** Begins to hear of changes. What is told before this returns may concern what was before. */
  void subscribe(Notices notices) throws IOException;

  /**
   * Hands over what has changed, and makes sure that the server is there to tell it.
   *
   * @param quiet how long to listen
   * @param patience how long after that the server may take for a sign of life
   * @return when the sign of life was asked for, by the monotonic clock: what was changed before has been handed over
   * @throws IOException if it did not come; from now on changes may go unheard
   */
  long listen(Duration quiet, Duration patience, Notices notices) throws IOException;

  /** Ends it, whatever the thread that uses it does. */
  @Override
  void close();

  /** Who hears. */
  interface Notices {

    /** This key was written, removed, or lost. */
    void changed(byte[] key);

    /** Any key may have been. */
    void allChanged();

    /** A client of the server said something on the namespace's channel. */
    void told(byte[] message);

    /** The server will not tell what is said there. */
    void notTold(String why);
  }
}
