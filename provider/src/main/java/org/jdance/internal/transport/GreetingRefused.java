package org.jdance.internal.transport;

import java.io.Serial;

/** A new connection's greeting was answered in a way that makes the server of no use, at least for now. */
public final class GreetingRefused extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String what;

  /**
   * A refusal.
   *
   * @param what what the server said and what to do, to be read after the node's name; holds no secret
   */
  public GreetingRefused(FailureKind kind, String what) {
    super(what, null, false, false);
    this.kind = kind;
    this.what = what;
  }

  FailureKind kind() {
    return kind;
  }

  String what() {
    return what;
  }
}
