package org.jdance.internal.transport.oneshot;

import org.jdance.internal.transport.oneshot.OneShotException.Kind;
import org.jspecify.annotations.Nullable;

/** How an exchange ended: with the bytes of a reply, or with the first cause of its failure. */
final class Ending {

  private final byte @Nullable [] reply;
  private final Kind kind;
  private final String what;
  private final @Nullable Throwable cause;

  private Ending(byte @Nullable [] reply, Kind kind, String what, @Nullable Throwable cause) {
    this.reply = reply;
    this.kind = kind;
    this.what = what;
    this.cause = cause;
  }

  static Ending replied(byte[] reply) {
    return new Ending(reply, Kind.UNREACHABLE, "", null);
  }

  static Ending failed(Kind kind, String what, @Nullable Throwable cause) {
    return new Ending(null, kind, what, cause);
  }

  /** The reply, or a failure with the stack of who asks. */
  byte[] result(boolean mayHaveRun) {
    if (reply != null) {
      return reply;
    }
    throw new OneShotException(kind, what, mayHaveRun, cause);
  }
}
