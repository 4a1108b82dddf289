package org.jdance.internal.client.view;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No node that is needed answered in time; what that means to the application is the failure policy's matter. */
public final class FleetUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean mayHaveRun;
  private transient byte @Nullable [] unwritten;

  /**
   * A failure of a whole operation.
   *
   * @param what which nodes were tried and what they did, as the rest of a sentence; no key, value or secret
   * @param mayHaveRun whether what was asked for may have happened, or may still happen
   */
  public FleetUnavailableException(String what, boolean mayHaveRun, @Nullable Throwable cause) {
    super(what, cause);
    this.mayHaveRun = mayHaveRun;
  }

  /** Whether what was asked for may have happened, or may still happen. */
  public boolean mayHaveRun() {
    return mayHaveRun;
  }

  /** Notes the envelope that some copies may have been given, so that exactly it can be written again. */
  public void unwritten(byte[] envelope) {
    unwritten = envelope;
  }

  /** The envelope that some copies may have been given, or null if that is not known. */
  public byte @Nullable [] unwritten() {
    return unwritten;
  }
}
