package org.jdance.samples.failover;

import java.util.BitSet;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * One thread's work on visitors of its own, so that it knows what the cache acknowledged last for each of them: it writes their sessions while it
 * reads back earlier ones, then has each make another request, and at last reads all of them again.
 */
final class Worker {

  /** With so many errors there is nothing more to learn. */
  static final int MAX_ERRORS = 100;

  private static final int PROCESSED = 10;

  /** The next request as an entry processor, which the cache runs as one step however many threads there are. */
  private static final EntryProcessor<String, Session, @Nullable Integer> NEXT_REQUEST =
      (entry, arguments) -> {
        Session session = entry.getValue();
        if (session == null) {
          return null;
        }
        Session next = session.next((int) arguments[0]);
        entry.setValue(next);
        return next.requests();
      };

  private final Cache<String, Session> cache;
  private final Tally tally;
  private final CountDownLatch half;
  private final int from;
  private final int to;
  private final Random random;

  /** By visitor, from {@code from} on: how many requests the session had that the cache acknowledged last; 0 for none. */
  private final int[] acknowledged;

  /** Visitors of whom a write failed, so that the cache may have either session. */
  private final BitSet uncertain = new BitSet();

  Worker(Cache<String, Session> cache, Tally tally, CountDownLatch half, int from, int to) {
    this.cache = cache;
    this.tally = tally;
    this.half = half;
    this.from = from;
    this.to = to;
    this.random = new Random(from);
    this.acknowledged = new int[to - from];
  }

  /** Writes every session, and after each reads some earlier one. */
  void write() {
    for (int visitor = from; visitor < to && mayGoOn(); visitor++) {
      put(visitor, Session.of(visitor, 1));
      half.countDown();
      check(from + random.nextInt(visitor - from + 1));
    }
  }

  /** One more request of every visitor: read and write, or an entry processor. */
  void update() {
    for (int visitor = from; visitor < to && mayGoOn(); visitor++) {
      if (visitor % PROCESSED == 0) {
        process(visitor);
      } else {
        Session session = check(visitor);
        if (session != null) {
          put(visitor, session.next(visitor));
        }
      }
    }
  }

  /** Reads every session that was acknowledged. */
  void readBack() {
    for (int visitor = from; visitor < to && mayGoOn(); visitor++) {
      Answer<Session> found = get(visitor);
      if (found.came() && !isRight(visitor, found.value())) {
        tally.lost();
      }
    }
  }

  private boolean mayGoOn() {
    return tally.errors() < MAX_ERRORS && !Thread.currentThread().isInterrupted();
  }

  private void put(int visitor, Session session) {
    Answer<Boolean> done =
        timed(() -> {
          cache.put(Session.key(visitor), session);
          return true;
        });
    wrote(visitor, done.came() ? session.requests() : null);
  }

  private void process(int visitor) {
    Answer<Integer> requests = timed(() -> cache.invoke(Session.key(visitor), NEXT_REQUEST, visitor));
    if (requests.came() && requests.value() == null) {
      // Nothing was there, so nothing was written.
      if (!isRight(visitor, null)) {
        tally.stale();
      }
    } else {
      wrote(visitor, requests.value());
    }
  }

  private void wrote(int visitor, @Nullable Integer requests) {
    if (requests != null) {
      acknowledged[visitor - from] = requests;
    }
    uncertain.set(visitor - from, requests == null);
  }

  /** Reads a session and compares it with what was acknowledged. */
  private @Nullable Session check(int visitor) {
    Answer<Session> found = get(visitor);
    if (found.came() && !isRight(visitor, found.value())) {
      tally.stale();
    }
    return found.value();
  }

  private Answer<Session> get(int visitor) {
    return timed(() -> cache.get(Session.key(visitor)));
  }

  /** Whether this is what was acknowledged last, or, where a write failed, what that would have made. */
  private boolean isRight(int visitor, @Nullable Session found) {
    int requests = acknowledged[visitor - from];
    Session expected = requests == 0 ? null : Session.of(visitor, requests);
    return Objects.equals(expected, found) || (uncertain.get(visitor - from) && Session.of(visitor, requests + 1).equals(found));
  }

  private <T> Answer<T> timed(Supplier<@Nullable T> call) {
    long begun = System.nanoTime();
    try {
      return new Answer<>(true, call.get());
    } catch (RuntimeException e) {
      tally.error(e);
      return new Answer<>(false, null);
    } finally {
      tally.operation(System.nanoTime() - begun);
    }
  }

  /** What came back from the cache, if anything came. */
  private record Answer<T>(boolean came, @Nullable T value) {}
}
