package org.jdance.internal.transport;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection in the order of their replies, linked through {@link Request#next}: any thread appends, one at a time
 * moves the
 * mark between sent and unsent, one at a time takes from the front what was answered. Never locks.
 */
final class RequestQueue {

  private final AtomicReference<Request<?>> tail;

  /** The last request that was encoded, or skipped since it was over; the sender's. */
  private volatile Request<?> encoded;

  /** The last request that was answered or skipped; the receiver's. */
  private Request<?> answered;

  /** Written by the receiver only. */
  private volatile long answeredCount;

  private long answeredSoFar;

  /** A queue that begins behind a request that counts as answered. */
  RequestQueue(Request<?> before) {
    tail = new AtomicReference<>(before);
    encoded = before;
    answered = before;
  }

  /** Appends a chain of requests. */
  void append(Request<?> first, Request<?> last) {
    Request<?> before = tail.getAndSet(last);
    before.next = first;
  }

  Request<?> lastEncoded() {
    return encoded;
  }

  void setLastEncoded(Request<?> request) {
    encoded = request;
  }

  /** How many requests were answered or skipped. */
  long answeredCount() {
    return answeredCount;
  }

  /** The first request that is neither encoded nor skipped. */
  @Nullable Request<?> firstUnsent() {
    return encoded.next;
  }

  /** The first request without an answer, past those that ended unsent; perhaps it is not sent yet. */
  @Nullable Request<?> firstUnanswered() {
    Request<?> first = answered.next;
    while (first != null && first.start == Long.MAX_VALUE && first.isSettled()) {
      // The link stays, since the sender may still stand before it.
      answered = first;
      answeredCount = ++answeredSoFar;
      first = answered.next;
    }
    return first;
  }

  /** The first unanswered request was answered. */
  void advance(Request<?> first) {
    Request<?> before = answered;
    answered = first;
    answeredCount = ++answeredSoFar;
    // So that an old request that outlives a collection does not keep all later ones.
    before.next = null;
  }
}
