package org.jdance.internal.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection: encodes requests in their order and sends them, many at once if there are many.
 *
 * <p>One thread sends at a time. Who comes meanwhile leaves its requests to that one. Never waits: when the socket takes no more, what no
 * byte of
 * was sent is taken back, so that it can still be abandoned or grow too old, and the driver goes on when there is room.
 */
final class Sender {

  private final RequestQueue queue;
  private final int greetings;
  private final AtomicLong appended = new AtomicLong();
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile boolean blocked;
  private volatile long handedOver;

  // From here on only the thread that sends.
  private final OutputBuffer out = new OutputBuffer();
  private final List<Request<?>> batch = new ArrayList<>();
  private long encodedBytes;
  private int greeted;
  private Request<?> beforeBatch;

  Sender(RequestQueue queue, int greetings) {
    this.queue = queue;
    this.greetings = greetings;
    this.beforeBatch = queue.lastEncoded();
    appended.set(greetings);
  }

  void append(Request<?> first, Request<?> last, int count) {
    appended.addAndGet(count);
    queue.append(first, last);
  }

  long appended() {
    return appended.get();
  }

  /** Every request that starts before this place has perhaps been sent in part. */
  long handedOver() {
    return handedOver;
  }

  /** Whether there is more to send than the socket took. */
  boolean isBlocked() {
    return blocked;
  }

  /**
   * Sends what there is, unless another thread does.
   *
   * @param session null as long as only the greeting may be sent
   * @return false if the socket took less than there is
   */
  boolean send(Wire wire, @Nullable Object session) throws IOException {
    boolean more;
    do {
      if (!sending.compareAndSet(false, true)) {
        return true;
      }
      try {
        blocked = !sendAll(wire, session);
      } finally {
        sending.set(false);
      }
      more = !blocked && session != null && queue.firstUnsent() != null;
    } while (more);
    return !blocked;
  }

  private boolean sendAll(Wire wire, @Nullable Object session) throws IOException {
    while (true) {
      if (!out.isEmpty() || blocked) {
        // What does not fit is taken back below, so this is the rest of one request, or what TLS holds.
        if (!out.sendTo(wire)) {
          return false;
        }
      }
      out.setInRecords(wire.hasRecords());
      encode(session);
      if (out.isEmpty()) {
        return true;
      }
      handedOver = encodedBytes;
      if (!out.sendTo(wire)) {
        takeBack();
        return false;
      }
      batch.clear();
    }
  }

  private void encode(@Nullable Object session) {
    batch.clear();
    beforeBatch = queue.lastEncoded();
    while (out.size() < OutputBuffer.BATCH_BYTES && !out.holdsLarge()) {
      if (session == null && greeted == greetings) {
        return;
      }
      Request<?> request = queue.firstUnsent();
      if (request == null) {
        return;
      }
      if (session == null) {
        greeted++;
      }
      queue.setLastEncoded(request);
      if (request.beginSending(session)) {
        request.start = encodedBytes;
        long before = out.size();
        request.encode(out);
        out.endOfCommand();
        encodedBytes += out.size() - before;
        batch.add(request);
      }
    }
  }

  /** Takes back the requests of which nothing was sent. */
  private void takeBack() {
    long sentUpTo = encodedBytes - out.size();
    int kept = batch.size();
    while (kept > 0 && batch.get(kept - 1).start >= sentUpTo) {
      kept--;
    }
    if (kept < batch.size()) {
      long from = batch.get(kept).start;
      out.takeBack(encodedBytes - from);
      encodedBytes = from;
      handedOver = from;
      for (int i = kept; i < batch.size(); i++) {
        batch.get(i).takeBack();
      }
      queue.setLastEncoded(kept == 0 ? beforeBatch : batch.get(kept - 1));
    }
    batch.clear();
  }
}
