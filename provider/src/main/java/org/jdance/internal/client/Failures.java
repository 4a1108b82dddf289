package org.jdance.internal.client;

import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in one operation, for the sentence that the application reads if nothing helps. */
final class Failures {

  private final TimeSource time;
  private final long begun;
  private int count;
  private boolean mayHaveRun;
  private @Nullable NodeException last;

  Failures(TimeSource time) {
    this(time, time.nanos());
  }

  /** Of an operation that began at that moment of the monotonic clock. */
  Failures(TimeSource time, long begun) {
    this.time = time;
    this.begun = begun;
  }

  void add(NodeException failure) {
    count++;
    mayHaveRun |= failure.mayHaveRun();
    last = failure;
  }

  /** Notes that something was written somewhere, so that the operation may have happened in part. */
  void somethingWasWritten() {
    mayHaveRun = true;
  }

  FleetUnavailableException unavailable(String what) {
    long millis = TimeUnit.NANOSECONDS.toMillis(time.nanos() - begun);
    String tries = count == 0 ? "" : ", " + count + (count == 1 ? " request failed" : " requests failed");
    String cause = last == null ? "" : ", the last because of this: " + last.getMessage();
    return new FleetUnavailableException(what + " after " + millis + " ms" + tries + cause, mayHaveRun, last);
  }
}
