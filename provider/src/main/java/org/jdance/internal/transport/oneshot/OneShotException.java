package org.jdance.internal.transport.oneshot;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why an exchange has no reply, to be read after the name of the server. */
public final class OneShotException extends RuntimeException {

  /** What a failure says about the server. */
  public enum Kind {
    /** No connection, or it broke. */
    UNREACHABLE,
    /** No reply in time, or not sent in time. */
    TIMEOUT,
    /** All connections were in use until it was too late. */
    OVERLOADED,
    /** The reply is longer than one may be. */
    TOO_LONG,
    /** This side gave up. */
    ABANDONED
  }

  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean mayHaveRun;

  OneShotException(Kind kind, String what, boolean mayHaveRun, @Nullable Throwable cause) {
    super(what, cause);
    this.kind = kind;
    this.mayHaveRun = mayHaveRun;
  }

  /** What kind of failure it was. */
  public Kind kind() {
    return kind;
  }

  /** Whether the server may have got the whole request, or may still get it. */
  public boolean mayHaveRun() {
    return mayHaveRun;
  }
}
