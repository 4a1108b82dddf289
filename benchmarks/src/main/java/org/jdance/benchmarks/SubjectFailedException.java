package org.jdance.benchmarks;

import org.jspecify.annotations.Nullable;

/** A subject cannot take part, or no longer; the message says which and why. */
final class SubjectFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SubjectFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
