package org.jdance.internal.transport;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jdance.internal.base.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to servers: limits, credentials, TLS. {@code toString} shows no secret.
 *
 * @param connectTimeout how long looking up, connecting, the TLS handshake and the greeting may take together
 * @param user the user to log in as, or null for the server's default one
 * @param password the password to log in with, or null not to log in
 * @param tls the keys and trusted certificates for endpoints with TLS, or null for those of the JVM
 * @param time the clocks of deadlines and back-off
 */
public record ConnectionSettings(
    Duration connectTimeout, @Nullable String user, @Nullable String password, @Nullable SSLContext tls, TimeSource time) {

  public ConnectionSettings {
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException("The connect timeout is positive, not " + connectTimeout);
    }
  }

  @Override
  public String toString() {
    return "ConnectionSettings[connectTimeout="
        + connectTimeout
        + ", user="
        + (user == null ? "none" : "***")
        + ", password="
        + (password == null ? "none" : "***")
        + ", tls="
        + (tls == null ? "default" : "configured")
        + "]";
  }
}
