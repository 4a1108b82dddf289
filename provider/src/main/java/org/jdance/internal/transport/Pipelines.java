package org.jdance.internal.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The pipelined connections to one server, made when they are needed: one for each caller while there are few, shared when there are many.
 *
 * <p>Nothing here waits and there are no threads: requests are sent while they are submitted, received while they are awaited. A request
 * that is
 * submitted and never awaited is sent at once where a connection is up. Where none is, connecting begins at once and goes on whenever a
 * request of it is awaited or another one submitted; what is not sent by its deadline is never sent.
 *
 * <p>A connection is added without anybody waiting for it: until it is up, the others carry all. Only where there is none, requests wait
 * for the
 * one that is being made, together.
 */
public final class Pipelines implements AutoCloseable, Connection.Owner {

  /** How many connections to a server there are at most. */
  public static final int MAX_CONNECTIONS = 8;

  /** How many requests without a reply a connection takes, a batch being taken as a whole. */
  public static final int MAX_IN_FLIGHT = 100_000;

  /** With so many callers at once they are brought together on the first connections, so that many share a system call. */
  static final int CROWD = MAX_CONNECTIONS + 4;

  /** How many connections a crowd shares. */
  static final int CONNECTIONS_OF_A_CROWD = 2;

  /** What was not used for so long is looked at before it is used, since servers close idle connections. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Endpoint endpoint;
  private final ConnectionSettings settings;
  private final Protocol protocol;
  private final TimeSource time;
  private final Backoff backoff;
  private final ReentrantLock lock = new ReentrantLock();

  private final AtomicInteger parked = new AtomicInteger();
  private final AtomicReference<@Nullable Lookup> lastLookup = new AtomicReference<>();

  /** Those that are up; replaced under the lock, never changed. */
  private volatile Connection[] ready = {};

  /** The one that is being made, or null; written under the lock. */
  private volatile @Nullable Connection coming;

  private volatile boolean closed;

  /** No connection yet: one is made for the first request. */
  public Pipelines(Endpoint endpoint, ConnectionSettings settings, Protocol protocol) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.protocol = protocol;
    this.time = settings.time();
    this.backoff = new Backoff(time);
  }

  /** Submits a request. Never waits and never fails: the failure is met where the reply is awaited. */
  public <R extends Request<?>> R submit(R request, Deadline within) {
    Connection connection = connectionFor(request, within);
    if (connection != null) {
      request.assign(connection, within);
      connection.submit(request, request, 1);
    }
    return request;
  }

  /** Submits requests in this order over one connection, in as few packets as they fit. */
  public void submitAll(List<? extends Request<?>> requests, Deadline within) {
    if (requests.isEmpty()) {
      return;
    }
    Connection connection = connectionFor(requests.get(0), within);
    if (connection == null) {
      RuntimeException failure = requests.get(0).failureIfThere();
      for (int i = 1; i < requests.size() && failure != null; i++) {
        requests.get(i).fail(failure);
      }
      return;
    }
    connection.submit(requests.get(0), connection.chain(requests, within), requests.size());
  }

  /**
   * Submits a request over the connection whose greeting had this outcome, and no other.
   *
   * @return false if that connection is not there any more; nothing was done with the request
   */
  public boolean submitOver(Object session, Request<?> request, Deadline within) {
    return submitAllOver(session, List.of(request), within);
  }

  /** {@link #submitOver} for several, in their order and in as few packets as they fit. */
  public boolean submitAllOver(Object session, List<? extends Request<?>> requests, Deadline within) {
    for (Connection connection : ready) {
      if (connection.session() == session && !connection.isDead()) {
        connection.submit(requests.get(0), connection.chain(requests, within), requests.size());
        return true;
      }
    }
    return false;
  }

  /** How many requests were handed to connections that are up and are not answered yet. */
  public int inFlight() {
    long all = 0;
    for (Connection connection : ready) {
      all += connection.load();
    }
    return (int) Math.min(Integer.MAX_VALUE, all);
  }

  /** Ends all connections without waiting; requests under way and all later ones fail. */
  @Override
  public void close() {
    Death death = new Death(FailureKind.ABANDONED, "the node was closed", null);
    List<Connection> all = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      all.addAll(List.of(ready));
      if (coming != null) {
        all.add(coming);
      }
    } finally {
      lock.unlock();
    }
    all.forEach(connection -> connection.die(death));
  }

  /** How many connections are up. */
  int connections() {
    return ready.length;
  }

  /** The connection for a request; null if there is none, and then the request has failed. */
  private @Nullable Connection connectionFor(Request<?> request, Deadline within) {
    if (closed) {
      request.end(FailureKind.ABANDONED, "the node is closed", null, 0);
      return null;
    }
    if (within.hasPassed()) {
      request.end(FailureKind.TIMEOUT, "the deadline had passed before the request was sent", null, 0);
      return null;
    }
    Connection connection = pick();
    if (connection == null) {
      connection = connect(request);
    }
    if (connection != null && connection.load() >= MAX_IN_FLIGHT) {
      request.end(FailureKind.OVERLOADED, connection.load() + " requests wait for a reply already", null, 0);
      return null;
    }
    return connection;
  }

  /** The connection to use, of those that are up; null if there is none. */
  private @Nullable Connection pick() {
    for (int attempt = 0; attempt <= MAX_CONNECTIONS; attempt++) {
      Connection[] all = ready;
      if (all.length == 0) {
        return null;
      }
      Connection chosen = choose(all);
      if (isUsable(chosen)) {
        return chosen;
      }
    }
    return null;
  }

  private Connection choose(Connection[] all) {
    long me = Thread.currentThread().getId();
    Connection mine = null;
    Connection idle = null;
    Connection least = all[0];
    Connection leastOfCrowd = all[0];
    long leastLoad = Long.MAX_VALUE;
    int callers = parked.get();
    for (int i = 0; i < all.length; i++) {
      Connection connection = all[i];
      long load = connection.load();
      if (connection.user == me) {
        mine = connection;
      } else if (load == 0 && idle == null) {
        idle = connection;
      }
      if (load > 0) {
        callers++;
      }
      if (load < leastLoad) {
        leastLoad = load;
        least = connection;
        if (i < CONNECTIONS_OF_A_CROWD) {
          leastOfCrowd = connection;
        }
      }
    }
    if (callers >= CROWD) {
      return leastOfCrowd;
    }
    if (mine != null) {
      return mine;
    }
    if (idle != null) {
      idle.user = me;
      return idle;
    }
    grow(all.length);
    return least;
  }

  private boolean isUsable(Connection connection) {
    long now = time.nanos();
    boolean doubtful = connection.isSuspect() || now - connection.lastUsed > IDLE_NANOS;
    connection.lastUsed = now;
    return (doubtful && connection.load() == 0) ? connection.isAlive() : !connection.isDead();
  }

  /** Sees to one connection more, which nobody waits for. */
  private void grow(int now) {
    dropForgotten();
    Connection next = coming;
    if (next != null) {
      next.advance();
    } else if (now < MAX_CONNECTIONS && backoff.current() == null && lock.tryLock()) {
      try {
        next = coming == null && !closed ? open() : null;
      } catch (IOException e) {
        backoff.failed(noSocket(e));
      } finally {
        lock.unlock();
      }
      if (next != null) {
        next.advance();
      }
    }
  }

  /** Drops a connection that nobody has gone on with for so long that its time is over; that says nothing about the server. */
  private void dropForgotten() {
    Connection forgotten = coming;
    if (forgotten == null || !forgotten.isOverdue() || forgotten.isAwaited()) {
      return;
    }
    lock.lock();
    try {
      if (coming != forgotten) {
        return;
      }
      coming = null;
    } finally {
      lock.unlock();
    }
    forgotten.die(new Death(FailureKind.UNREACHABLE, "connecting was given up", null));
  }

  /** The connection that is being made, since none is up; null if none is made now, and then the request has failed. */
  private @Nullable Connection connect(Request<?> request) {
    dropForgotten();
    Connection next = coming;
    if (next != null) {
      return next;
    }
    Death death;
    lock.lock();
    try {
      Backoff.Pause pause = backoff.current();
      if (closed) {
        death = new Death(FailureKind.ABANDONED, "the node is closed", null);
      } else if (coming != null) {
        return coming;
      } else if (ready.length > 0) {
        return ready[0];
      } else if (pause == null) {
        return open();
      } else {
        death = backoff.during(pause);
      }
    } catch (IOException e) {
      death = noSocket(e);
      backoff.failed(death);
    } finally {
      lock.unlock();
    }
    request.end(death.kind(), death.what(), death.cause(), 0);
    return null;
  }

  /** Under the lock. */
  private Connection open() throws IOException {
    Connection opened = new Connection(endpoint, settings, protocol, this);
    coming = opened;
    return opened;
  }

  private static Death noSocket(IOException e) {
    String what = "this process cannot open a socket (" + e.getMessage() + "); is it out of file descriptors?";
    return new Death(FailureKind.UNREACHABLE, what, e);
  }

  @Override
  public void isReady(Connection connection) {
    lock.lock();
    try {
      if (!closed && !connection.isDead()) {
        Connection[] more = Arrays.copyOf(ready, ready.length + 1);
        more[ready.length] = connection;
        ready = more;
        backoff.succeeded();
      }
      if (coming == connection) {
        coming = null;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void hasDied(Connection connection, Death death) {
    lock.lock();
    try {
      if (coming == connection) {
        coming = null;
        backoff.failed(death);
        return;
      }
      ready = Arrays.stream(ready).filter(other -> other != connection).toArray(Connection[]::new);
      for (Connection other : ready) {
        other.suspect();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AtomicReference<@Nullable Lookup> lastLookup() {
    return lastLookup;
  }

  @Override
  public AtomicInteger parked() {
    return parked;
  }
}
