package org.jdance.internal.semantics.decide;

import javax.cache.event.EventType;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * What an intent comes to: the specification's three tables (expiry, events, statistics), once for all operations.
 *
 * <p>An expired prior counts as absent and is told as EXPIRED. What is created already expired is never added. What is updated to expire at
 * once was updated, then expired. No answer of the policy leaves the deadline as it is. A loaded value is no put.
 */
public final class Settlement {

  /** The expiry policy's answer when it leaves the deadline as it is. */
  public static final long UNCHANGED = Long.MIN_VALUE;

  private Settlement() {}

  /** What the expiry policy has to be asked before {@link #settle}. */
  public static Question question(@Nullable StoredEntry live, Intent<?> intent) {
    return switch (intent.action()) {
      case KEEP, EXPIRE, REMOVE -> Question.NONE;
      case ACCESS -> live == null ? Question.NONE : Question.ACCESS;
      case LOAD, STORE -> live == null ? Question.CREATION : Question.UPDATE;
    };
  }

  /**
   * Settles.
   *
   * @param prior the entry as it was found, expired or not
   * @param intent what the operation wants
   * @param deadline the deadline that the policy's answer comes to, or {@link #UNCHANGED}; of no meaning without a question
   * @param now milliseconds since the epoch
   */
  public static <R> Outcome<R> settle(
      @Nullable StoredEntry prior, Intent<R> intent, long deadline, long now) {
    boolean priorExpired = prior != null && prior.isExpiredAt(now);
    StoredEntry live = priorExpired ? null : prior;
    return switch (intent.action()) {
      case KEEP -> live == null ? absent(intent, priorExpired) : kept(intent);
      case ACCESS -> live == null ? absent(intent, priorExpired) : accessed(intent, live, deadline, now);
      case EXPIRE -> live == null ? absent(intent, priorExpired) : expired(intent, live);
      case REMOVE -> live == null ? absent(intent, priorExpired) : removed(intent);
      case LOAD, STORE -> live == null ? created(intent, priorExpired, deadline, now) : updated(intent, live, deadline, now);
    };
  }

  private static <R> Outcome<R> absent(Intent<R> intent, boolean priorExpired) {
    Change change = priorExpired ? Change.REMOVE : Change.NONE;
    return new Outcome<>(change, null, 0, priorExpired, null, false, 0, count(intent.counted()), 0, 0, intent.result());
  }

  private static <R> Outcome<R> kept(Intent<R> intent) {
    return new Outcome<>(Change.NONE, null, 0, false, null, false, count(intent.counted()), 0, 0, 0, intent.result());
  }

  private static <R> Outcome<R> accessed(Intent<R> intent, StoredEntry live, long deadline, long now) {
    int hits = count(intent.counted());
    if (deadline == UNCHANGED || deadline == live.deadline()) {
      return new Outcome<>(Change.NONE, null, 0, false, null, false, hits, 0, 0, 0, intent.result());
    }
    if (deadline <= now) {
      return new Outcome<>(Change.REMOVE, live.payload(), 0, false, null, true, hits, 0, 0, 0, intent.result());
    }
    return new Outcome<>(Change.TOUCH, live.payload(), deadline, false, null, false, hits, 0, 0, 0, intent.result());
  }

  private static <R> Outcome<R> expired(Intent<R> intent, StoredEntry live) {
    return new Outcome<>(Change.REMOVE, live.payload(), 0, false, null, true, 0, 0, 0, 0, intent.result());
  }

  private static <R> Outcome<R> removed(Intent<R> intent) {
    return new Outcome<>(Change.REMOVE, null, 0, false, EventType.REMOVED, false, count(intent.counted()), 0, 0, 1, intent.result());
  }

  private static <R> Outcome<R> created(Intent<R> intent, boolean priorExpired, long deadline, long now) {
    long until = deadline == UNCHANGED ? StoredEntry.ETERNAL : deadline;
    if (until <= now) {
      return absent(intent, priorExpired);
    }
    int puts = count(intent.action() == Action.STORE);
    return new Outcome<>(
        Change.WRITE, payloadOf(intent), until, priorExpired, EventType.CREATED, false, 0, count(intent.counted()), puts, 0, intent.result());
  }

  private static <R> Outcome<R> updated(Intent<R> intent, StoredEntry live, long deadline, long now) {
    long until = deadline == UNCHANGED ? live.deadline() : deadline;
    boolean expiredAtOnce = until <= now;
    Change change = expiredAtOnce ? Change.REMOVE : Change.WRITE;
    int puts = count(intent.action() == Action.STORE);
    return new Outcome<>(
        change, payloadOf(intent), until, false, EventType.UPDATED, expiredAtOnce, count(intent.counted()), 0, puts, 0, intent.result());
  }

  private static Payload payloadOf(Intent<?> intent) {
    Payload payload = intent.payload();
    if (payload == null) {
      throw new IllegalStateException("an intent to " + intent.action() + " without a payload");
    }
    return payload;
  }

  private static int count(boolean counted) {
    return counted ? 1 : 0;
  }
}
