package org.jdance.internal.semantics.run;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Question;
import org.jdance.internal.semantics.decide.Settlement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The expiry policy of a cache. The specification's own policies have constant answers and are asked once; any other is user code, asked each
 * time. A policy that throws counts as one that answers eternal for a creation and nothing for an update or an access.
 */
public final class ExpiryRule {

  private static final Logger LOG = LoggerFactory.getLogger(ExpiryRule.class);

  private static final Set<Class<?>> CONSTANT_POLICIES =
      Set.of(
          EternalExpiryPolicy.class,
          CreatedExpiryPolicy.class,
          ModifiedExpiryPolicy.class,
          AccessedExpiryPolicy.class,
          TouchedExpiryPolicy.class);

  private final String cacheName;
  private final @Nullable ExpiryPolicy userPolicy;
  private final @Nullable Duration creation;
  private final @Nullable Duration update;
  private final @Nullable Duration access;
  private final AtomicBoolean failureLogged = new AtomicBoolean();

  private ExpiryRule(
      String cacheName, @Nullable ExpiryPolicy userPolicy, @Nullable Duration creation, @Nullable Duration update, @Nullable Duration access) {
    this.cacheName = cacheName;
    this.userPolicy = userPolicy;
    this.creation = creation;
    this.update = update;
    this.access = access;
  }

  /** The rule of a policy. */
  public static ExpiryRule of(String cacheName, ExpiryPolicy policy) {
    if (CONSTANT_POLICIES.contains(policy.getClass())) {
      return new ExpiryRule(cacheName, null, policy.getExpiryForCreation(), policy.getExpiryForUpdate(), policy.getExpiryForAccess());
    }
    return new ExpiryRule(cacheName, policy, null, null, null);
  }

  /** The rule for a time to live counted from the last write. */
  public static ExpiryRule sinceLastWrite(String cacheName, java.time.Duration ttl) {
    Duration duration = new Duration(TimeUnit.MILLISECONDS, ttl.toMillis());
    return new ExpiryRule(cacheName, null, duration, duration, null);
  }

  /** Whether asking runs code of the user. */
  public boolean isUserCode() {
    return userPolicy != null;
  }

  /** Whether a read may move a deadline. */
  public boolean asksOnAccess() {
    return userPolicy != null || access != null;
  }

  /** The deadline that every access at {@code now} leads to, or {@link Settlement#UNCHANGED} if the answer is not constant or is zero. */
  public long constantAccessDeadline(long now) {
    return access == null || access.isZero() ? Settlement.UNCHANGED : deadline(access, now);
  }

  /** Whether a store needs no look at the prior: creation and update lead to the same deadline, which is not in the past already. */
  public boolean ignoresPrior() {
    if (userPolicy != null || creation == null || creation.isZero()) {
      return false;
    }
    return update == null ? creation.isEternal() && !asksOnAccess() : creation.equals(update);
  }

  /** Whether what is written never expires, so that a blind write needs no look at the clock. */
  public boolean isEternalOnWrite() {
    return creation != null && creation.isEternal() && (update == null || update.isEternal());
  }

  /** Whether no answer of the policy depends on the time: what is eternal stays so. */
  public boolean isTimeless() {
    return isEternalOnWrite() && (access == null || access.isEternal());
  }

  /** Asks the policy and answers a deadline, or {@link Settlement#UNCHANGED}. */
  public long answer(Question question, long now) {
    Duration duration = userPolicy == null ? constant(question) : askUser(userPolicy, question);
    return duration == null ? Settlement.UNCHANGED : deadline(duration, now);
  }

  private @Nullable Duration askUser(ExpiryPolicy policy, Question question) {
    try {
      return ask(policy, question);
    } catch (RuntimeException e) {
      if (failureLogged.compareAndSet(false, true)) {
        LOG.warn(
            "Cache {}: its expiry policy {} failed when asked for {}; created entries then never expire, others keep their deadline."
                + " Further failures are not logged.",
            cacheName,
            policy.getClass().getName(),
            question,
            e);
      }
      return null;
    }
  }

  private @Nullable Duration constant(Question question) {
    return switch (question) {
      case NONE -> null;
      case CREATION -> creation;
      case UPDATE -> update;
      case ACCESS -> access;
    };
  }

  private static @Nullable Duration ask(ExpiryPolicy policy, Question question) {
    return switch (question) {
      case NONE -> null;
      case CREATION -> policy.getExpiryForCreation();
      case UPDATE -> policy.getExpiryForUpdate();
      case ACCESS -> policy.getExpiryForAccess();
    };
  }

  private static long deadline(Duration duration, long now) {
    if (duration.isEternal()) {
      return StoredEntry.ETERNAL;
    }
    long millis = duration.getTimeUnit().toMillis(duration.getDurationAmount());
    long deadline = now + millis;
    return deadline < now ? StoredEntry.ETERNAL : deadline;
  }
}
