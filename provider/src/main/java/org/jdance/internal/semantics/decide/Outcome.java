package org.jdance.internal.semantics.decide;

import javax.cache.event.EventType;
import org.jdance.internal.entry.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an entry, of its listeners and of the statistics.
 *
 * @param change what the store has to do
 * @param payload the value to write, for {@link Change#WRITE}; also the value of the event
 * @param deadline the deadline to write or to move to
 * @param priorExpired whether the entry that was found had expired, which is told first
 * @param event what then happened, or null
 * @param expiredAtOnce whether the value that was just stored or accessed expired with that, which is told last
 * @param hits counted hits
 * @param misses counted misses
 * @param puts counted puts
 * @param removals counted removals
 */
public record Outcome(
    Change change,
    @Nullable Payload payload,
    long deadline,
    boolean priorExpired,
    @Nullable EventType event,
    boolean expiredAtOnce,
    int hits,
    int misses,
    int puts,
    int removals) {

  /** Nothing is done, told or counted. */
  public static final Outcome NOTHING = unchanged(0, 0);
  private static final Outcome HIT = unchanged(1, 0);
  private static final Outcome MISS = unchanged(0, 1);

  /** A live entry was found, and stays as it is. */
  static Outcome found(boolean counted) {
    return counted ? HIT : NOTHING;
  }

  /** There was nothing, and nothing comes. */
  static Outcome missed(boolean counted) {
    return counted ? MISS : NOTHING;
  }

  private static Outcome unchanged(int hits, int misses) {
    return new Outcome(Change.NONE, null, 0, false, null, false, hits, misses, 0, 0);
  }

  /** Whether any listener could have something to hear. */
  public boolean hasEvents() {
    return priorExpired || event != null || expiredAtOnce;
  }
}
