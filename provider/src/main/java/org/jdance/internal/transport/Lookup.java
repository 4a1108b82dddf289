package org.jdance.internal.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One look-up of a host name. Names are asked for in a thread that ends with the answer, since the JDK offers no way to ask with a
 * deadline;
 * addresses are not asked for at all. A server has one such thread at most: who connects again before the answer is there waits for the
 * same.
 */
final class Lookup {

  private final String host;
  private volatile InetAddress @Nullable [] addresses;
  private volatile @Nullable UnknownHostException failure;
  private volatile Runnable whenDone;

  private Lookup(String host, Runnable whenDone) {
    this.host = host;
    this.whenDone = whenDone;
  }

  /**
   * Starts the look-up, or joins the last one if that has no answer yet.
   *
   * @param last the last look-up of the server, replaced by one that is started
   * @param whenDone run in another thread once there is an answer, or not at all if there is one at once
   */
  static Lookup start(Endpoint endpoint, AtomicReference<@Nullable Lookup> last, Runnable whenDone) {
    Lookup before = last.get();
    if (before != null && !before.isDone()) {
      before.whenDone = whenDone;
      if (before.isDone()) {
        whenDone.run();
      }
      return before;
    }
    Lookup lookup = new Lookup(endpoint.host(), whenDone);
    last.set(lookup);
    if (isAddress(endpoint.host())) {
      lookup.ask();
    } else {
      Thread thread = new Thread(() -> {
        lookup.ask();
        lookup.whenDone.run();
      }, "jdance-lookup-" + endpoint.name());
      thread.setDaemon(true);
      thread.start();
    }
    return lookup;
  }

  /** The addresses; null as long as there is no answer. */
  InetAddress @Nullable [] addresses() throws UnknownHostException {
    UnknownHostException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return addresses;
  }

  private boolean isDone() {
    return addresses != null || failure != null;
  }

  private void ask() {
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      failure = e;
    }
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
