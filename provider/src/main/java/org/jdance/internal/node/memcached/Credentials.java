package org.jdance.internal.node.memcached;

import org.jdance.internal.transport.ConnectionSettings;
import org.jspecify.annotations.Nullable;

/** The check that a user and a password can be sent to a memcached server, whose login is the two with a space between them. */
final class Credentials {

  private Credentials() {}

  /** Refuses, before anything is sent, what would be taken for something else. */
  static void check(String node, ConnectionSettings settings) {
    String user = settings.user();
    String password = settings.password();
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("Node " + node + ": memcached's login needs a user and a password, or neither");
    }
    if (isUnfit(user) || isUnfit(password)) {
      throw new IllegalArgumentException(
          "Node " + node + ": memcached's login allows no spaces and no control characters in user and password, and neither may be empty");
    }
  }

  private static boolean isUnfit(@Nullable String text) {
    return text != null && (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == 0x7F));
  }
}
