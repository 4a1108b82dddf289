package org.jdance.internal.transport;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jdance.internal.base.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * One pipelined connection from its look-up to its death, without threads of its own: who submits sends, who awaits receives.
 *
 * <p>Two roles are taken by one thread at a time: the {@link Sender}'s, and the driver's, who brings the connection up, waits at the socket
 * and completes the requests of all. A driver whose own request is over passes the role on to one who waits. Dead once means dead for good.
 */
final class Connection {

  /** A thread that waits for its turn looks again after so long, should all else fail. */
  private static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long the second of two threads that await the same request goes without looking at it. */
  private static final long SECOND_WAITER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** With more replies to come than this, who submits receives too, lest they pile up because nobody awaits them. */
  private static final int UNREAD = 64;

  /** Who is told of the two great moments of a connection's life, by whatever thread brings them about. */
  interface Owner {

    void isReady(Connection connection);

    void hasDied(Connection connection, Death death);

    /** The last look-up of the server's name. */
    AtomicReference<@Nullable Lookup> lastLookup();

    /** How many threads wait for others to receive their replies, on all connections together. */
    AtomicInteger parked();
  }

  private final Endpoint endpoint;
  private final Owner owner;
  private final Greeting greeting;
  private final Request<?> greetingEnd;
  private final Selector selector;
  private final Dialer dialer;
  private final Receiver receiver;
  private final Sender sender;
  private final RequestQueue queue;
  private final AtomicReference<@Nullable Death> death = new AtomicReference<>();
  private final AtomicLong parkings = new AtomicLong();
  private final int greetings;
  private final long connectMillis;
  private final AtomicBoolean driven = new AtomicBoolean();
  private volatile @Nullable Wire wire;
  private volatile @Nullable Object session;
  private boolean waitersWoken;

  /** The thread that used the connection last while nobody else did: it finds its connection again. */
  volatile long user;

  /** When it was chosen last, by the monotonic clock. */
  volatile long lastUsed;

  private volatile boolean suspect;

  Connection(Endpoint endpoint, ConnectionSettings settings, Protocol protocol, Owner owner) throws IOException {
    this.endpoint = endpoint;
    this.owner = owner;
    this.greeting = protocol.greeting();
    this.connectMillis = settings.connectTimeout().toMillis();
    this.lastUsed = settings.time().nanos();
    this.selector = Selector.open();
    this.dialer = new Dialer(endpoint, settings, selector, owner.lastLookup());
    List<? extends Request<?>> first = greeting.requests();
    RequestQueue queue = new RequestQueue(new Nothing());
    this.greetingEnd = chain(first, Deadline.NONE);
    queue.append(first.get(0), greetingEnd);
    this.greetings = first.size();
    this.sender = new Sender(queue, greetings);
    this.receiver = new Receiver(queue, sender, protocol);
    this.queue = queue;
  }

  /** Links requests to each other and gives them to this connection; the last of them. */
  Request<?> chain(List<? extends Request<?>> requests, Deadline within) {
    Request<?> last = requests.get(0);
    last.assign(this, within);
    for (int i = 1; i < requests.size(); i++) {
      Request<?> request = requests.get(i);
      request.assign(this, within);
      last.next = request;
      last = request;
    }
    return last;
  }

  /** Takes a chain of requests; sends them at once if the connection is up and nobody else is sending. */
  void submit(Request<?> first, Request<?> last, int count) {
    sender.append(first, last, count);
    if (session == null || load() > UNREAD) {
      advance();
    }
    if (session != null) {
      send();
    }
  }

  /** How many requests have no reply yet; those of the greeting count. */
  long load() {
    return sender.appended() - queue.answeredCount();
  }

  boolean isReady() {
    return session != null && !isDead();
  }

  boolean isDead() {
    return death.get() != null;
  }

  /** Whether it should have been up long ago. */
  boolean isOverdue() {
    return session == null && dialer.until().hasPassed();
  }

  /** Whether requests wait for it to be up. */
  boolean isAwaited() {
    return sender.appended() > greetings;
  }

  @Nullable Object session() {
    return session;
  }

  /** Waits until the request is over, and works for all meanwhile; throws the request's failure for what ends the waiting only. */
  void await(Request<?> request, Deadline within) {
    if (!request.isSent() && session != null) {
      send();
    }
    boolean parked = false;
    try {
      while (!request.isSettled()) {
        Death dead = death.get();
        if (dead != null) {
          request.end(dead.kind(), dead.what(), dead.cause(), sender.handedOver());
          return;
        }
        long remaining = within.remainingNanos();
        if (remaining <= 0) {
          if (request.endIfTooLateToSend()) {
            return;
          }
          throw request.failure(FailureKind.TIMEOUT, "no reply within the deadline", true, null);
        }
        if (Thread.currentThread().isInterrupted()) {
          throw request.failure(FailureKind.ABANDONED, "interrupted while waiting for a reply", true, null);
        }
        if (driven.compareAndSet(false, true)) {
          try {
            drive(request, within);
          } finally {
            leave();
          }
        } else {
          parked = true;
          park(request, remaining);
        }
      }
    } finally {
      // Who was woken to take the role and has no use for it passes it on.
      if (parked && !driven.get() && driven.compareAndSet(false, true)) {
        leave();
      }
    }
  }

  /** Goes on with what can be done without waiting, if nobody does it already. */
  void advance() {
    if (driven.compareAndSet(false, true)) {
      try {
        step();
      } finally {
        leave();
      }
    }
  }

  /** Another connection to the server broke, so this one is to be looked at before it is used. */
  void suspect() {
    suspect = true;
  }

  boolean isSuspect() {
    return suspect;
  }

  /** Notices whether the peer has closed an idle connection; whether it is still of use. */
  boolean isAlive() {
    suspect = false;
    advance();
    return !isDead();
  }

  /** Ends the connection: its requests fail with the first cause. Never waits. */
  void die(Death cause) {
    if (!death.compareAndSet(null, cause)) {
      return;
    }
    dialer.close();
    try {
      selector.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
    if (driven.compareAndSet(false, true)) {
      leave();
    }
    owner.hasDied(this, cause);
  }

  private void send() {
    Wire to = wire;
    if (to == null) {
      return;
    }
    try {
      if (!sender.send(to, session)) {
        // The driver has to wait for room, too.
        selector.wakeup();
      }
    } catch (IOException e) {
      broke(e);
    }
  }

  /** The driver's work until its own request is over or its time is. */
  private void drive(Request<?> request, Deadline within) {
    if (session == null || sender.isBlocked()) {
      step();
    } else if (receiver.isLikelyThere()) {
      step();
      receiver.tried(request.isSettled());
    }
    while (!request.isSettled() && !isDead() && !Thread.currentThread().isInterrupted()) {
      long remaining = within.remainingNanos();
      if (remaining <= 0) {
        return;
      }
      pause(session == null ? Math.min(remaining, Math.max(1, dialer.until().remainingNanos())) : remaining);
      step();
    }
  }

  private void step() {
    try {
      if (wire == null) {
        wire = dialer.advance();
      }
      Wire at = wire;
      if (at != null) {
        if (session == null || sender.isBlocked()) {
          sender.send(at, session);
        }
        receive(at);
      }
      if (isOverdue()) {
        String stage = at == null ? dialer.stage() : "the greeting of " + endpoint.address();
        die(new Death(FailureKind.UNREACHABLE, "not connected within " + connectMillis + " ms; " + stage + " took too long", null));
      }
    } catch (ProtocolViolation e) {
      die(new Death(FailureKind.PROTOCOL, "the server at " + endpoint.address() + " answered " + e.what(), null));
    } catch (GreetingRefused e) {
      die(new Death(e.kind(), e.what(), null));
    } catch (IOException e) {
      broke(e);
    } catch (ClosedSelectorException | CancelledKeyException e) {
      // The connection died meanwhile, and has said why.
    }
  }

  private void receive(Wire from) throws IOException, ProtocolViolation, GreetingRefused {
    while (!isDead()) {
      boolean more = receiver.receive(from, session);
      if (session == null && greetingEnd.isSettled()) {
        session = greeting.judge();
        owner.isReady(this);
        sender.send(from, session);
      }
      if (!more) {
        return;
      }
    }
  }

  private void broke(IOException e) {
    String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Death lost = new Death(FailureKind.UNREACHABLE, "the connection to " + endpoint.address() + " broke (" + what + ")", e);
    if (session != null) {
      die(lost);
    } else if (wire == null) {
      die(new Death(FailureKind.UNREACHABLE, what, e));
    } else {
      die(lastWords(wire, lost));
    }
  }

  /** A server that turns a client away says why and closes, perhaps before it has got the greeting. */
  private Death lastWords(Wire from, Death otherwise) {
    try {
      receiver.receive(from, null);
    } catch (IOException e) {
      // It has said all that it said.
    } catch (ProtocolViolation e) {
      return otherwise;
    }
    if (queue.answeredCount() > 0) {
      try {
        greeting.judge();
      } catch (GreetingRefused e) {
        return new Death(e.kind(), e.what(), null);
      }
    }
    return otherwise;
  }

  private void pause(long nanos) {
    try {
      SelectionKey key = dialer.key();
      if (key != null) {
        int interest = wire == null && !dialer.isConnected() ? SelectionKey.OP_CONNECT : SelectionKey.OP_READ;
        if (interest == SelectionKey.OP_READ && (sender.isBlocked() || dialer.wantsToWrite())) {
          interest |= SelectionKey.OP_WRITE;
        }
        if (key.interestOps() != interest) {
          key.interestOps(interest);
        }
      }
      selector.select(ready -> {}, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    } catch (ClosedSelectorException | CancelledKeyException e) {
      // The connection died meanwhile, and has said why.
    } catch (IOException e) {
      broke(e);
    }
  }

  private void park(Request<?> request, long remaining) {
    Thread me = Thread.currentThread();
    boolean first = request.registerWaiter(me);
    try {
      // Whoever passes the role on counts these, so that nobody who comes to wait just then is overlooked.
      parkings.incrementAndGet();
      if (driven.get() && !request.isSettled() && !isDead()) {
        owner.parked().incrementAndGet();
        LockSupport.parkNanos(this, Math.min(remaining, first ? MAX_PARK_NANOS : SECOND_WAITER_NANOS));
        owner.parked().decrementAndGet();
      }
    } finally {
      if (first) {
        request.unregisterWaiter();
      }
    }
  }

  /** Gives the driver's role away, and wakes one who waits to take it; all, if the connection is dead. */
  private void leave() {
    boolean again;
    do {
      long seen = parkings.get();
      Thread successor = null;
      if (!isDead()) {
        successor = receiver.firstWaiter();
      } else if (!waitersWoken) {
        waitersWoken = true;
        receiver.wakeAll();
      }
      driven.set(false);
      if (successor != null) {
        LockSupport.unpark(successor);
      }
      again = (isDead() && !waitersWoken) || (successor == null && seen != parkings.get());
    } while (again && driven.compareAndSet(false, true));
  }

  /** What stands before the first request. */
  private static final class Nothing extends Request<Object> {

    @Override
    protected void encode(OutputBuffer out) {
      throw new IllegalStateException("Nothing is sent");
    }

    @Override
    protected boolean parse(InputBuffer in, @Nullable Object session) {
      throw new IllegalStateException("Nothing is received");
    }

    @Override
    protected RuntimeException failure(FailureKind kind, String what, boolean mayHaveRun, @Nullable Throwable cause) {
      throw new IllegalStateException("Nothing fails");
    }

    @Override
    protected RuntimeException forWaiter(RuntimeException failure) {
      throw new IllegalStateException("Nothing is awaited");
    }
  }
}
