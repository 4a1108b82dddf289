package org.jdance.benchmarks;

/** A subject's classes are not on the class path. */
final class MissingSubjectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingSubjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
