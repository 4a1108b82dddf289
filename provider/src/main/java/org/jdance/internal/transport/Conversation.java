package org.jdance.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdance.internal.base.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one thread that sends and then waits for whatever comes, as a server that tells something of its own accord needs it. Only
 * {@link #close} may be called from another thread, which ends all waiting.
 */
public final class Conversation implements AutoCloseable {

  /** What is received at once is parsed before more is received. */
  private final InputBuffer input;

  private final Endpoint endpoint;
  private final Selector selector;
  private final Dialer dialer;
  private final AtomicReference<@Nullable Lookup> lastLookup = new AtomicReference<>();
  private @Nullable Wire wire;

  /**
   * A connection that has not been made yet.
   *
   * @param parser what the reader of {@link #input} wants to find there
   */
  public Conversation(Endpoint endpoint, ConnectionSettings settings, Object parser) throws IOException {
    this.endpoint = endpoint;
    this.input = new InputBuffer(parser);
    this.selector = Selector.open();
    this.dialer = new Dialer(endpoint, settings, selector, lastLookup);
  }

  /** Connects, which takes no longer than the connect timeout allows. */
  public void connect() throws IOException {
    while (wire == null) {
      wire = dialer.advance();
      if (wire == null) {
        if (dialer.until().hasPassed()) {
          throw new IOException(dialer.stage() + " took too long");
        }
        await(dialer.isConnected() ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, dialer.wantsToWrite(), dialer.until());
      }
    }
  }

  /** Sends all of this. */
  public void send(byte[] bytes, Deadline within) throws IOException {
    Wire to = connected();
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    to.write(rest);
    while (rest.hasRemaining() || !to.flush()) {
      if (within.hasPassed()) {
        throw new IOException(endpoint.address() + " took nothing in time");
      }
      await(SelectionKey.OP_READ, true, within);
      to.write(rest);
    }
  }

  /** Waits until something is received or the time is over; whether something was. */
  public boolean receive(Deadline within) throws IOException {
    Wire from = connected();
    while (true) {
      int received = input.receive(from);
      if (received < 0) {
        throw new IOException(endpoint.address() + " closed the connection");
      }
      if (received > 0) {
        return true;
      }
      if (within.hasPassed()) {
        return false;
      }
      if (!from.holdsInput()) {
        await(SelectionKey.OP_READ, !from.flush(), within);
      }
    }
  }

  /** What has been received and not been taken. */
  public InputBuffer input() {
    return input;
  }

  @Override
  public void close() {
    dialer.close();
    try {
      selector.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }

  private Wire connected() throws IOException {
    Wire current = wire;
    if (current == null) {
      throw new IOException("not connected to " + endpoint.address());
    }
    return current;
  }

  private void await(int interest, boolean writes, Deadline within) throws IOException {
    try {
      SelectionKey key = dialer.key();
      if (key != null) {
        key.interestOps(writes && interest == SelectionKey.OP_READ ? interest | SelectionKey.OP_WRITE : interest);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, within.remainingNanos())) + 1;
      selector.select(millis);
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new IOException("the connection to " + endpoint.address() + " was closed here", e);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("interrupted while waiting for " + endpoint.address());
    }
  }
}
