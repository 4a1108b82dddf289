package org.jdance.internal.serial;

import org.jspecify.annotations.Nullable;

/** Why an object cannot be written and what to do; {@link EncodeFailures} adds cache and class for the user. */
sealed class UnstorableException extends RuntimeException permits ByteSink.TooLargeException {

  private static final long serialVersionUID = 1L;

  UnstorableException(String problem) {
    this(problem, null);
  }

  UnstorableException(String problem, @Nullable Throwable cause) {
    super(problem, cause, false, false);
  }

  /** The problem and the advice, a part of a sentence that goes on after a colon. */
  String problem() {
    return String.valueOf(getMessage());
  }
}
