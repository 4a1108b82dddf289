package org.jdance.internal.config;

/** A value's text that its type refuses; the message is the end of a sentence and never contains the value. */
final class InvalidValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidValueException(String reason) {
    super(reason);
  }

  /** Why, as the end of a sentence that begins with the value: "is shorter than 1ms". */
  String reason() {
    return String.valueOf(getMessage());
  }
}
