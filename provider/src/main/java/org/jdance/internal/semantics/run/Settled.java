package org.jdance.internal.semantics.run;

import org.jdance.internal.semantics.decide.Outcome;
import org.jspecify.annotations.Nullable;

/** What was settled, what the operation answers, and what listeners still have to hear. */
record Settled<R>(Outcome outcome, @Nullable R result, EventDispatcher.@Nullable Delivery delivery) {}
