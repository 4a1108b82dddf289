package org.jdance.internal.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * One look-up of a host name. Names are asked for in a thread of their own that ends with the answer, since the JDK offers no way to ask with a
 * deadline; addresses are not asked for at all.
 */
final class Lookup {

  private final String host;
  private volatile InetAddress @Nullable [] addresses;
  private volatile @Nullable UnknownHostException failure;

  private Lookup(String host) {
    this.host = host;
  }

  /** Starts the look-up; {@code whenDone} is run in another thread, or not at all if the answer is there at once. */
  static Lookup start(Endpoint endpoint, Runnable whenDone) {
    Lookup lookup = new Lookup(endpoint.host());
    if (isAddress(endpoint.host())) {
      lookup.ask();
    } else {
      Thread thread = new Thread(() -> {
        lookup.ask();
        whenDone.run();
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
