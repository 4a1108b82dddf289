package org.jdance.internal.semantics.decide;

import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jspecify.annotations.Nullable;

/** The operations of {@code javax.cache.Cache}: all that sets one apart from the others is here. */
public final class Operations {

  private static final Operation<Boolean> REMOVE = new PlainOperation<>(live -> Intent.remove(false, live != null));

  private static final Operation<Object> GET_AND_REMOVE = new PlainOperation<>(live -> Intent.remove(true, valueOf(live)));

  private static final Operation<StoredEntry> REAP = new PlainOperation<>(live -> Intent.keep(false, live));

  private static final Operation<StoredEntry> ACCESS = live -> Intent.access(live);

  private static final Intent<Boolean> REFUSED = Intent.keep(true, false);

  private static final Intent<Boolean> REFUSED_BY_ACCESS = Intent.access(false);

  private Operations() {}

  /** Looks, without an access: an expired entry is taken away. Answers the live entry. */
  public static Operation<StoredEntry> reap() {
    return REAP;
  }

  /** A read whose access may change the entry. Answers the live entry. */
  public static Operation<StoredEntry> access() {
    return ACCESS;
  }

  /** Takes away an entry whose access has made it expire, if it is still the one that was accessed. */
  public static Operation<Void> expire(StoredEntry accessed) {
    return live -> live != null && live.isSameStateAs(accessed) ? Intent.expire() : Intent.keep(false, null);
  }

  /** {@code put}. */
  public static Operation<Void> put(Payload payload) {
    return new PlainOperation<>(live -> Intent.store(payload, false, null));
  }

  /** {@code getAndPut}. */
  public static Operation<Object> getAndPut(Payload payload) {
    return new PlainOperation<>(live -> Intent.store(payload, true, valueOf(live)));
  }

  /** {@code putIfAbsent}: finding an entry is a hit, but not an access. */
  public static Operation<Boolean> putIfAbsent(Payload payload) {
    return live -> live == null ? Intent.store(payload, true, true) : REFUSED;
  }

  /** {@code replace(key, value)}. */
  public static Operation<Boolean> replace(Payload payload) {
    return live -> live == null ? REFUSED : Intent.store(payload, true, true);
  }

  /** {@code replace(key, oldValue, newValue)}: finding another value is an access. */
  public static Operation<Boolean> replace(Object oldValue, Payload payload) {
    return live -> {
      if (live == null) {
        return REFUSED;
      }
      return holds(live, oldValue) ? Intent.store(payload, true, true) : REFUSED_BY_ACCESS;
    };
  }

  /** {@code getAndReplace}. */
  public static Operation<Object> getAndReplace(Payload payload) {
    return live -> live == null ? Intent.keep(true, null) : Intent.store(payload, true, valueOf(live));
  }

  /** {@code remove(key)}. */
  public static Operation<Boolean> remove() {
    return REMOVE;
  }

  /** {@code remove(key, oldValue)}: finding another value is an access. */
  public static Operation<Boolean> remove(Object oldValue) {
    return live -> {
      if (live == null) {
        return REFUSED;
      }
      return holds(live, oldValue) ? Intent.remove(true, true) : REFUSED_BY_ACCESS;
    };
  }

  /** {@code getAndRemove}. */
  public static Operation<Object> getAndRemove() {
    return GET_AND_REMOVE;
  }

  /** {@code loadAll}, for a value that replaces whatever is there. */
  public static Operation<Void> load(Payload payload) {
    return new PlainOperation<>(live -> Intent.load(payload, false, null));
  }

  private static boolean holds(StoredEntry live, Object value) {
    return live.payload().view().equals(value);
  }

  private static @Nullable Object valueOf(@Nullable StoredEntry live) {
    return live == null ? null : live.payload().value();
  }
}
