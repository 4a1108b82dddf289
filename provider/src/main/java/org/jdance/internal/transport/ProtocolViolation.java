package org.jdance.internal.transport;

import java.io.Serial;

/** The bytes received are not what the protocol allows: nothing that comes after them on the connection can be trusted. */
public final class ProtocolViolation extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * A violation.
   *
   * @param what what is wrong, to be read after "the server answered"; holds none of the bytes
   */
  public ProtocolViolation(String what) {
    super(what, null, false, false);
  }

  /** What is wrong. */
  String what() {
    return String.valueOf(getMessage());
  }
}
