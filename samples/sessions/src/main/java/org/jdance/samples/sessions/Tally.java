package org.jdance.samples.sessions;

import java.util.concurrent.atomic.AtomicInteger;

/** What was asked and what went wrong. */
final class Tally {

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger sessionsLost = new AtomicInteger();
  private final AtomicInteger attributesLost = new AtomicInteger();

  void request() {
    requests.incrementAndGet();
  }

  void failure() {
    failures.incrementAndGet();
  }

  void sessionLost() {
    sessionsLost.incrementAndGet();
  }

  void attributeLost() {
    attributesLost.incrementAndGet();
  }

  int requests() {
    return requests.get();
  }

  @Override
  public String toString() {
    return "  requests             " + requests + "\n  failures             " + failures
        + "\n  sessions lost        " + sessionsLost + "\n  attributes lost      " + attributesLost;
  }
}
