package org.jdance.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jdance.internal.base.Deadline;
import org.jspecify.annotations.Nullable;

/** Brings one connection up, step by step and without waiting: look-up, TCP, TLS. */
final class Dialer {

  private final Endpoint endpoint;
  private final ConnectionSettings settings;
  private final Selector selector;
  private final Deadline until;
  private final Lookup lookup;
  private int nextAddress;
  private volatile @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable TlsWire tls;

  /** Whoever drives may come once more after the end, and must not open another socket then, which nobody would close. */
  private volatile boolean closed;

  Dialer(Endpoint endpoint, ConnectionSettings settings, Selector selector, AtomicReference<@Nullable Lookup> lastLookup) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.selector = selector;
    this.until = Deadline.after(settings.time(), settings.connectTimeout());
    this.lookup = Lookup.start(endpoint, lastLookup, selector::wakeup);
  }

  /** When the connection must be up, greeting included. */
  Deadline until() {
    return until;
  }

  /** What the selector watches, once there is a socket. */
  @Nullable SelectionKey key() {
    return key;
  }

  /** Whether TCP is connected. */
  boolean isConnected() {
    SocketChannel current = channel;
    return current != null && current.isConnected();
  }

  /** Whether TLS has something that the socket did not take. */
  boolean wantsToWrite() throws IOException {
    return tls != null && !tls.flush();
  }

  /** Goes on as far as it goes without waiting; the wire once it is up, else null. */
  @Nullable Wire advance() throws IOException {
    InetAddress[] addresses;
    try {
      addresses = lookup.addresses();
    } catch (UnknownHostException e) {
      throw new IOException("the host name " + endpoint.host() + " does not resolve; check the node's address and the name service", e);
    }
    if (addresses == null) {
      return null;
    }
    SocketChannel connected = connect(addresses);
    if (connected == null) {
      return null;
    }
    if (!endpoint.tls()) {
      return new PlainWire(connected);
    }
    if (tls == null) {
      tls = new TlsWire(connected, context(), endpoint.host(), endpoint.port());
    }
    try {
      return tls.handshake() ? tls : null;
    } catch (IOException e) {
      throw new IOException(
          "the TLS handshake with "
              + endpoint.address()
              + " failed ("
              + e.getMessage()
              + "); check that the server speaks TLS there, and that its certificate is trusted here and names this host",
          e);
    }
  }

  /** Where it stands, for messages. */
  String stage() {
    if (channel == null) {
      return "looking up the name " + endpoint.host();
    }
    return tls == null ? "connecting to " + endpoint.address() : "the TLS handshake with " + endpoint.address();
  }

  void close() {
    closed = true;
    SocketChannel open = channel;
    if (open != null) {
      closeQuietly(open);
    }
  }

  private @Nullable SocketChannel connect(InetAddress[] addresses) throws IOException {
    while (nextAddress < addresses.length) {
      SocketChannel current = channel;
      try {
        if (current == null) {
          current = open();
          channel = current;
          if (closed) {
            throw new IOException("the attempt is over");
          }
          if (!current.connect(new InetSocketAddress(addresses[nextAddress], endpoint.port()))) {
            key = current.register(selector, SelectionKey.OP_CONNECT);
            return null;
          }
        }
        if (!current.isConnected() && !current.finishConnect()) {
          return null;
        }
        if (key == null) {
          key = current.register(selector, SelectionKey.OP_READ);
        }
        return current;
      } catch (IOException | UnresolvedAddressException e) {
        if (current != null) {
          closeQuietly(current);
        }
        channel = null;
        key = null;
        nextAddress = closed ? addresses.length : nextAddress + 1;
        if (nextAddress == addresses.length) {
          throw new IOException("cannot connect to " + endpoint.address() + " (" + e.getMessage() + "); is the server running there?", e);
        }
      }
    }
    throw new IOException("the attempt to connect to " + endpoint.address() + " is over");
  }

  private static SocketChannel open() throws IOException {
    SocketChannel opened = SocketChannel.open();
    try {
      opened.configureBlocking(false);
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      opened.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      return opened;
    } catch (IOException e) {
      closeQuietly(opened);
      throw e;
    }
  }

  private SSLContext context() throws IOException {
    SSLContext configured = settings.tls();
    if (configured != null) {
      return configured;
    }
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("the JVM has no usable default for TLS (" + e.getMessage() + "); configure the trusted certificates", e);
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}
