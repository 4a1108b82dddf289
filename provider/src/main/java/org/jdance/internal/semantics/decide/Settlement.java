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
  public static Outcome settle(
      @Nullable StoredEntry prior, Intent<?> intent, long deadline, long now) {
    boolean priorExpired = prior != null && prior.isExpiredAt(now);
    StoredEntry live = priorExpired ? null : prior;
    return switch (intent.action()) {
      case KEEP -> live == null ? absent(intent, priorExpired) : Outcome.found(intent.counted());
      case ACCESS -> live == null ? absent(intent, priorExpired) : accessed(intent, live, deadline, now);
      case EXPIRE -> live == null ? absent(intent, priorExpired) : expired(live);
      case REMOVE -> live == null ? absent(intent, priorExpired) : removed(intent);
      case LOAD, STORE -> live == null ? created(intent, priorExpired, deadline, now) : updated(intent, live, deadline, now);
    };
  }

  private static Outcome absent(Intent<?> intent, boolean priorExpired) {
    return priorExpired
        ? new Outcome(Change.REMOVE, null, 0, true, null, false, 0, count(intent.counted()), 0, 0)
        : Outcome.missed(intent.counted());
  }

  private static Outcome accessed(Intent<?> intent, StoredEntry live, long deadline, long now) {
    if (deadline == UNCHANGED || deadline == live.deadline()) {
      return Outcome.found(intent.counted());
    }
    int hits = count(intent.counted());
    if (deadline <= now) {
      return new Outcome(Change.REMOVE, live.payload(), 0, false, null, true, hits, 0, 0, 0);
    }
    return new Outcome(Change.TOUCH, live.payload(), deadline, false, null, false, hits, 0, 0, 0);
  }

  private static Outcome expired(StoredEntry live) {
    return new Outcome(Change.REMOVE, live.payload(), 0, false, null, true, 0, 0, 0, 0);
  }

  private static Outcome removed(Intent<?> intent) {
    return new Outcome(Change.REMOVE, null, 0, false, EventType.REMOVED, false, count(intent.counted()), 0, 0, 1);
  }

  private static Outcome created(Intent<?> intent, boolean priorExpired, long deadline, long now) {
    long until = deadline == UNCHANGED ? StoredEntry.ETERNAL : deadline;
    if (until <= now) {
      return absent(intent, priorExpired);
    }
    int puts = count(intent.action() == Action.STORE);
    return new Outcome(
        Change.WRITE, payloadOf(intent), until, priorExpired, EventType.CREATED, false, 0, count(intent.counted()), puts, 0);
  }

  private static Outcome updated(Intent<?> intent, StoredEntry live, long deadline, long now) {
    long until = deadline == UNCHANGED ? live.deadline() : deadline;
    boolean expiredAtOnce = until <= now;
    Change change = expiredAtOnce ? Change.REMOVE : Change.WRITE;
    int puts = count(intent.action() == Action.STORE);
    return new Outcome(
        change, payloadOf(intent), until, false, EventType.UPDATED, expiredAtOnce, count(intent.counted()), 0, puts, 0);
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
