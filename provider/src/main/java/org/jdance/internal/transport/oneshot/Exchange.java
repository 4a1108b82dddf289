package org.jdance.internal.transport.oneshot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.transport.oneshot.OneShotException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One request on a connection of its own, and in time its reply.
 *
 * <p>It is driven by whoever awaits it: one thread at a time, the others wait for that one to leave. Nothing moves while nobody awaits, but what was
 * written at once when it was submitted.
 */
public final class Exchange {

  /** An interest beside those of {@link SelectionKey}: the exchange has not begun, since all connections are in use or another comes first. */
  private static final int NOT_BEGUN = 1 << 30;

  private final OneShotClient client;
  private final OneShotRequest request;
  private final Deadline sendBy;
  private final long submittedAt;
  private final AtomicReference<@Nullable Ending> outcome = new AtomicReference<>();

  /** Held by the thread that drives; guards all below but the volatile ones. */
  private final ReentrantLock turn = new ReentrantLock();

  private long begunAt;
  private long written;
  private @Nullable ReplyBuffer reply;
  private boolean connected;
  private boolean crowded;
  private volatile @Nullable Exchange after;
  private volatile @Nullable SocketChannel channel;
  private volatile @Nullable Selector waitingOn;
  /** Whether the server may have the whole request. Set before the last byte is written, and never taken back once it is. */
  private volatile boolean mayHaveRun;

  Exchange(OneShotClient client, OneShotRequest request, Deadline sendBy, @Nullable Exchange after) {
    this.client = client;
    this.request = request;
    this.sendBy = sendBy;
    this.after = after;
    this.submittedAt = client.time().nanos();
  }

  /**
   * Waits for the reply: all bytes until the server closed.
   *
   * @throws OneShotException if there is none. {@link Kind#TIMEOUT} by this deadline and {@link Kind#ABANDONED} by an interrupt end the waiting only
   */
  public byte[] await(Deadline within) {
    while (true) {
      Ending ended = outcome.get();
      if (ended != null) {
        return ended.result(mayHaveRun);
      }
      try {
        if (turn.tryLock(Math.max(0, within.remainingNanos()), TimeUnit.NANOSECONDS)) {
          try {
            drive(within);
          } finally {
            turn.unlock();
          }
        } else {
          throw notYet();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OneShotException(Kind.ABANDONED, "the waiting for a reply was interrupted", true, e);
      }
    }
  }

  /** Whether {@link #await} would not wait. Does what can be done without waiting, so asking sends a request whose connection is there by now. */
  public boolean isDone() {
    if (!hasEnded()) {
      help();
    }
    return hasEnded();
  }

  /** Whether it has ended, with or without a reply. */
  boolean hasEnded() {
    return outcome.get() != null;
  }

  /** Ends it, if it has not ended: what is not sent yet is never sent. */
  public void abandon() {
    fail(Kind.ABANDONED, "the request was abandoned", null);
  }

  /** Begins at once if a connection is free, and sends what can be sent without waiting. */
  void start() {
    turn.lock();
    try {
      step(false);
    } finally {
      turn.unlock();
    }
  }

  /** Goes on without waiting, unless another thread is at it. */
  void help() {
    if (turn.tryLock()) {
      try {
        step(true);
      } finally {
        turn.unlock();
      }
    }
  }

  /** Ends it if the time in which it could be sent is over and nobody drives it: its caller went away without a word. */
  void endIfForgotten() {
    if (sendBy.hasPassed() && turn.tryLock()) {
      try {
        fail(Kind.TIMEOUT, "nobody awaited the reply in time", null);
      } finally {
        turn.unlock();
      }
    }
  }

  boolean fail(Kind kind, String what, @Nullable Throwable cause) {
    return end(Ending.failed(kind, what, cause));
  }

  private boolean end(Ending end) {
    if (!outcome.compareAndSet(null, end)) {
      return false;
    }
    client.ended(this);
    after = null;
    closeChannel();
    return true;
  }

  private void closeChannel() {
    SocketChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // What was to be had of it is known.
      }
      Selector selector = waitingOn;
      if (selector != null) {
        selector.wakeup();
      }
    }
  }

  private void drive(Deadline within) throws InterruptedException {
    while (true) {
      int waitFor = step(true);
      if (outcome.get() != null) {
        return;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (within.hasPassed()) {
        throw notYet();
      }
      if (waitFor == NOT_BEGUN) {
        waitToBegin(within);
      } else {
        select(waitFor, within);
      }
    }
  }

  private void waitToBegin(Deadline within) throws InterruptedException {
    Exchange first = after;
    if (first == null) {
      client.awaitFreeConnection(within, sendBy);
      return;
    }
    // From the first of a chain on, without recursion: a chain is as long as a batch.
    Exchange before = first.after;
    while (before != null && !before.hasEnded()) {
      first = before;
      before = first.after;
    }
    try {
      first.await(within);
    } catch (OneShotException e) {
      if (!first.hasEnded()) {
        if (e.kind() == Kind.ABANDONED) {
          throw e;
        }
        throw notYet();
      }
    }
  }

  private void select(int ops, Deadline within) {
    SocketChannel open = channel;
    if (open == null) {
      return;
    }
    long nanos = within.remainingNanos();
    if (!connected) {
      nanos = Math.min(nanos, begunAt + client.connectNanos() - client.time().nanos());
    }
    try {
      client.selectors().await(open, ops, nanos, selector -> waitingOn = selector);
    } catch (IOException e) {
      broken(e);
    } catch (RuntimeException e) {
      // Closed by another thread that ended this exchange; else it is a fault of ours.
      if (outcome.get() == null) {
        throw e;
      }
    }
  }

  /** Does what can be done without waiting; what to wait for then, without meaning if it has ended. */
  private int step(boolean reading) {
    if (outcome.get() != null) {
      return 0;
    }
    try {
      SocketChannel open = channel;
      if (open == null) {
        open = begin();
        if (open == null) {
          return NOT_BEGUN;
        }
      }
      if (!connected && !connect(open)) {
        return SelectionKey.OP_CONNECT;
      }
      if (written < request.length() && !write(open)) {
        return SelectionKey.OP_WRITE;
      }
      return reading ? read(open) : SelectionKey.OP_READ;
    } catch (IOException e) {
      broken(e);
      return 0;
    }
  }

  /** The new connection; null if it cannot begin yet, or has ended. */
  private @Nullable SocketChannel begin() throws IOException {
    if (sendBy.hasPassed()) {
      if (crowded) {
        fail(Kind.OVERLOADED, "all " + OneShotClient.MAX_CONNECTIONS + " connections were in use for " + elapsed(), null);
      } else {
        fail(Kind.TIMEOUT, "the request was not sent within " + elapsed(), null);
      }
      return null;
    }
    Exchange earlier = after;
    if (earlier != null) {
      if (!earlier.hasEnded()) {
        client.queue(this);
        return null;
      }
      after = null;
    }
    long nanos = client.backoffNanos();
    if (nanos > 0) {
      String again = "; it is tried again in " + TimeUnit.NANOSECONDS.toMillis(nanos + 999_999) + " ms";
      fail(Kind.UNREACHABLE, client.address() + " could not be connected to a moment ago" + again, null);
      return null;
    }
    if (!client.takeConnection(this)) {
      crowded = true;
      return null;
    }
    begunAt = client.time().nanos();
    InetSocketAddress address = client.resolve();
    if (address.isUnresolved()) {
      client.connectFailed(begunAt);
      fail(Kind.UNREACHABLE, "the name of " + client.address() + " does not resolve", null);
      return null;
    }
    SocketChannel open = SocketChannel.open();
    channel = open;
    if (outcome.get() != null) {
      // Ended by another thread, which may not have seen the channel.
      open.close();
      return null;
    }
    open.configureBlocking(false);
    open.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (open.connect(address)) {
      connected();
    }
    return open;
  }

  private boolean connect(SocketChannel open) throws IOException {
    if (open.finishConnect()) {
      connected();
      return true;
    }
    if (client.time().nanos() - begunAt >= client.connectNanos()) {
      client.connectFailed(begunAt);
      fail(Kind.UNREACHABLE, "no connection to " + client.address() + " within " + elapsed(), null);
    }
    return false;
  }

  private void connected() {
    connected = true;
    client.connectSucceeded();
  }

  private boolean write(SocketChannel open) throws IOException {
    if (written == 0 && sendBy.hasPassed()) {
      fail(Kind.TIMEOUT, "the request was not sent within " + elapsed(), null);
      return false;
    }
    while (written < request.length()) {
      // In this order, so that one who ends the exchange and then finds this false can be sure that the last piece is never written.
      mayHaveRun = true;
      if (outcome.get() != null) {
        return false;
      }
      long count = open.write(request.piece(written));
      written += count;
      if (written < request.length()) {
        mayHaveRun = false;
        if (count == 0) {
          return false;
        }
      }
    }
    return true;
  }

  private int read(SocketChannel open) throws IOException {
    ReplyBuffer buffer = reply;
    if (buffer == null) {
      buffer = new ReplyBuffer(request.maxReplyBytes());
      reply = buffer;
    }
    switch (buffer.readFrom(open)) {
      case ENDED -> end(Ending.replied(buffer.take()));
      case TOO_LONG -> fail(Kind.TOO_LONG, "a reply of more than " + request.maxReplyBytes() + " bytes", null);
      case WAITING -> {
        return SelectionKey.OP_READ;
      }
    }
    return 0;
  }

  private void broken(IOException e) {
    if (outcome.get() != null) {
      return;
    }
    if (!connected) {
      client.connectFailed(begunAt);
      fail(Kind.UNREACHABLE, "no connection to " + client.address() + ": " + e.getMessage(), e);
    } else if (written < request.length()) {
      mayHaveRun = false;
      fail(
          Kind.UNREACHABLE,
          "the connection broke after " + written + " of the request's " + request.length() + " bytes (" + e.getMessage()
              + "); a server that takes only smaller requests does that",
          e);
    } else {
      int count = reply == null ? 0 : reply.count();
      fail(Kind.UNREACHABLE, "the connection broke after " + count + " bytes of the reply and " + elapsed() + " (" + e.getMessage() + ")", e);
    }
  }

  /** Says that the request may run, since it has not ended: it is sent later if somebody goes on awaiting. */
  private OneShotException notYet() {
    String what = mayHaveRun ? "no reply within " : connected ? "not all of the request was taken within " : "no connection within ";
    return new OneShotException(Kind.TIMEOUT, what + elapsed(), true, null);
  }

  private String elapsed() {
    return TimeUnit.NANOSECONDS.toMillis(client.time().nanos() - submittedAt) + " ms";
  }
}
