package org.jdance.samples.quickstart;

/** The text that the user named cannot be read; the message says which and why. */
final class UnreadableTextException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableTextException(String message) {
    super(message);
  }

  UnreadableTextException(String message, Throwable cause) {
    super(message, cause);
  }
}
