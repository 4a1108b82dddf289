package org.jdance.internal.client;

import java.io.Serial;
import org.jdance.internal.client.view.FleetUnavailableException;

/** A conditional write that may have happened or not, and nobody who could be asked can tell. */
final class OutcomeUnknown extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient byte[] envelope;

  /**
   * A write of which nobody can tell.
   *
   * @param envelope what was to be written, with the version that it was sent with
   */
  OutcomeUnknown(FleetUnavailableException why, byte[] envelope) {
    super(why.getMessage(), why);
    this.envelope = envelope;
  }

  /** What was to be written, with the version that it was sent with. */
  byte[] envelope() {
    return envelope;
  }
}
