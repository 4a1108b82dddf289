package org.jdance.internal.transport;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The receiving half of a connection, the driver's: gives each request its reply, in order. Never waits. */
final class Receiver {

  /** After so many more hits than misses a reply is looked for before waiting. */
  private static final int LUCKY = 4;

  /** Without luck it is tried this seldom. */
  private static final int TRY_EVERY = 32;

  private final RequestQueue queue;
  private final InputBuffer in;
  private final long maxReplyBytes;
  private final Sender sender;
  private long takenOfReply;
  private int luck;
  private int sinceTried;

  Receiver(RequestQueue queue, Sender sender, Protocol protocol) {
    this.queue = queue;
    this.sender = sender;
    this.in = new InputBuffer(protocol.newParser());
    this.maxReplyBytes = protocol.maxReplyBytes();
  }

  /**
   * Whether a reply is likely to be there already, going by those before: else it costs less to wait first and to receive then.
   */
  boolean isLikelyThere() {
    return luck >= LUCKY || ++sinceTried >= TRY_EVERY;
  }

  /** Remembers how it was to receive without having waited. */
  void tried(boolean received) {
    sinceTried = 0;
    luck = received ? Math.min(luck + 1, 2 * LUCKY) : Math.max(luck - 1, 0);
  }

  /**
   * Receives once and completes what is whole.
   *
   * @return whether more may be there
   */
  boolean receive(Wire from, @Nullable Object session) throws IOException, ProtocolViolation {
    int room = InputBuffer.CAPACITY - in.available();
    int received = in.receive(from);
    if (received < 0) {
      throw new EOFException("the server closed it");
    }
    if (received == 0) {
      return false;
    }
    complete(session);
    return from.holdsInput() || received == room;
  }

  private void complete(@Nullable Object session) throws ProtocolViolation {
    while (in.available() > 0) {
      Request<?> first = queue.firstUnanswered();
      if (first == null || first.start >= sender.handedOver()) {
        throw new ProtocolViolation("what nobody asked for");
      }
      int before = in.available();
      boolean whole = first.parse(in, session);
      takenOfReply += before - in.available();
      if (!whole) {
        if (in.isFull()) {
          throw new ProtocolViolation("a line without an end");
        }
        if (takenOfReply > maxReplyBytes) {
          throw new ProtocolViolation("a reply of more than the " + maxReplyBytes + " bytes that one may have");
        }
        return;
      }
      takenOfReply = 0;
      queue.advance(first);
    }
  }

  /** The first thread that waits for a reply, or null. */
  @Nullable Thread firstWaiter() {
    for (Request<?> request = queue.firstUnanswered(); request != null; request = request.next) {
      Thread waiter = request.waiter();
      if (waiter != null && !request.isSettled()) {
        return waiter;
      }
    }
    return null;
  }

  void wakeAll() {
    for (Request<?> request = queue.firstUnanswered(); request != null; request = request.next) {
      Thread waiter = request.waiter();
      if (waiter != null) {
        LockSupport.unpark(waiter);
      }
    }
  }
}
