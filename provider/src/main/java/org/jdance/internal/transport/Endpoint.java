package org.jdance.internal.transport;

/**
 * One server as configured: where it is, and by what name it is spoken of.
 *
 * @param name the node's name, for messages; holds no secret
 * @param host a host name, or an IP address without brackets
 * @param port the TCP port
 * @param tls whether to speak TLS
 */
public record Endpoint(String name, String host, int port, boolean tls) {

  public Endpoint {
    if (name.isEmpty() || host.isEmpty()) {
      throw new IllegalArgumentException("A server has a name and a host");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port is from 1 to 65535, not " + port);
    }
  }

  /** Host and port as they are written in a URI. */
  public String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
