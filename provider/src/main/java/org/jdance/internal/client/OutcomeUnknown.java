package org.jdance.internal.client;

import java.io.Serial;
import org.jdance.internal.client.view.FleetUnavailableException;

/** A conditional write that may have happened or not, and nobody who could be asked can tell. */
final class OutcomeUnknown extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  OutcomeUnknown(FleetUnavailableException why) {
    super(why.getMessage(), why);
  }
}
