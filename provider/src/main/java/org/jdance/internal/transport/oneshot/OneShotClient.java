package org.jdance.internal.transport.oneshot;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.internal.transport.oneshot.OneShotException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges with one server that answers one request a connection. Has no thread: callers do the work.
 *
 * <p>Submitting connects without waiting, and writes at once where the connection is there at once, as it mostly is on the same machine; elsewhere
 * the request is written by who awaits, or asks whether it is done. So a server that hangs delays nobody but who awaits it, and connections to several
 * servers are made together.
 */
public final class OneShotClient implements AutoCloseable {

  /** How many connections there are at once. More requests wait for one to end, until their deadline. */
  public static final int MAX_CONNECTIONS = 32;

  /** How often one who waits for a free connection looks whether it can help those in use to end: they may have no other thread. */
  private static final long HELP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Endpoint endpoint;
  private final TimeSource time;
  private final long connectNanos;
  private final ConnectBackoff backoff;
  private final SelectorPool selectors = new SelectorPool(MAX_CONNECTIONS);
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
  private final Set<Exchange> begun = ConcurrentHashMap.newKeySet();
  private final Set<Exchange> queued = ConcurrentHashMap.newKeySet();
  private volatile @Nullable InetSocketAddress resolved;
  private volatile boolean closed;

  /** A client of this server. Does nothing until the first request. */
  public OneShotClient(Endpoint endpoint, ConnectionSettings settings) {
    this.endpoint = endpoint;
    this.time = settings.time();
    this.connectNanos = settings.connectTimeout().toNanos();
    this.backoff = new ConnectBackoff(time, settings.connectTimeout());
  }

  /**
   * Submits a request. Never waits and never throws for what is wrong with the server: that is met by who awaits.
   *
   * @param sendBy the moment after which it is no longer sent
   * @param after what is to end before this one is sent, or null
   */
  public Exchange submit(OneShotRequest request, Deadline sendBy, @Nullable Exchange after) {
    Exchange exchange = new Exchange(this, request, sendBy, after);
    if (closed) {
      failClosed(exchange);
    } else {
      exchange.start();
    }
    return exchange;
  }

  /** How many exchanges have begun, or wait to begin, and are not over. */
  public int inFlight() {
    return begun.size() + queued.size();
  }

  /** Ends all exchanges, and all later ones as soon as they are submitted. */
  @Override
  public void close() {
    closed = true;
    begun.forEach(OneShotClient::failClosed);
    queued.forEach(OneShotClient::failClosed);
    selectors.close();
  }

  private static void failClosed(Exchange exchange) {
    exchange.fail(Kind.ABANDONED, "the node is closed", null);
  }

  TimeSource time() {
    return time;
  }

  long connectNanos() {
    return connectNanos;
  }

  SelectorPool selectors() {
    return selectors;
  }

  String address() {
    return endpoint.address();
  }

  /** The server's address. Asked for again after a failure only: a lookup may take long, and as long as connections are made it is the right one. */
  InetSocketAddress resolve() {
    InetSocketAddress address = resolved;
    if (address == null) {
      address = new InetSocketAddress(endpoint.host(), endpoint.port());
      resolved = address;
    }
    return address;
  }

  long backoffNanos() {
    return backoff.nanosToWait();
  }

  void connectFailed(long begunAt) {
    resolved = null;
    backoff.failed(begunAt);
  }

  void connectSucceeded() {
    backoff.succeeded();
  }

  /** Gives the exchange one of the connections, if one is free; else it is among those that wait. */
  boolean takeConnection(Exchange exchange) {
    if (!free.tryAcquire()) {
      queue(exchange);
      return false;
    }
    begun.add(exchange);
    queued.remove(exchange);
    endIfClosed(exchange);
    return true;
  }

  void queue(Exchange exchange) {
    queued.add(exchange);
    endIfClosed(exchange);
  }

  /** Closing may have looked before the exchange was there to be seen; or the exchange may have been ended. */
  private void endIfClosed(Exchange exchange) {
    if (closed) {
      failClosed(exchange);
    }
    if (exchange.hasEnded()) {
      ended(exchange);
    }
  }

  /** Takes back what the exchange had. Once or more often for each that ended. */
  void ended(Exchange exchange) {
    queued.remove(exchange);
    if (begun.remove(exchange)) {
      free.release();
    }
  }

  /** Waits a moment for a connection to be free, and does what it can to bring that about. */
  void awaitFreeConnection(Deadline within, Deadline sendBy) throws InterruptedException {
    for (Exchange exchange : begun) {
      exchange.endIfForgotten();
      exchange.help();
      if (free.availablePermits() > 0) {
        return;
      }
    }
    queued.forEach(Exchange::endIfForgotten);
    long nanos = Math.min(HELP_NANOS, Math.min(within.remainingNanos(), sendBy.remainingNanos()));
    if (nanos > 0 && free.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
      free.release();
    }
  }
}
