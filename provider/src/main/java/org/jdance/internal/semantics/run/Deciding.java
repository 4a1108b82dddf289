package org.jdance.internal.semantics.run;

import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Intent;
import org.jdance.internal.semantics.decide.Operation;
import org.jdance.internal.semantics.decide.Outcome;
import org.jdance.internal.semantics.decide.Question;
import org.jdance.internal.semantics.decide.Settlement;
import org.jspecify.annotations.Nullable;

/** One operation's decisions, each on what is there then; the expiry policy is asked again only if the question has changed. */
final class Deciding<R> {

  private final Operation<R> operation;
  private final ExpiryRule expiry;
  private final TimeSource time;
  private Question asked = Question.NONE;
  private long answer = Settlement.UNCHANGED;

  Deciding(Operation<R> operation, ExpiryRule expiry, TimeSource time) {
    this.operation = operation;
    this.expiry = expiry;
    this.time = time;
  }

  /** The share of a group that the operation comes to if {@code prior} is there. What its user code throws is part of it. */
  Share<R> on(@Nullable StoredEntry prior) {
    try {
      long now = expiry.isTimeless() && (prior == null || prior.isEternal()) ? 0 : time.millis();
      StoredEntry live = prior == null || prior.isExpiredAt(now) ? null : prior;
      Intent<R> intent = operation.decide(live);
      Question question = Settlement.question(live, intent);
      if (question != asked) {
        answer = expiry.answer(question, now);
        asked = question;
      }
      return new Share<>(prior, Settlement.settle(prior, intent, answer, now), intent.result(), null);
    } catch (RuntimeException | Error e) {
      return new Share<>(prior, Outcome.NOTHING, null, e);
    }
  }
}
