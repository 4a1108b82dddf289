package org.jdance.internal.sim;

import java.util.concurrent.locks.LockSupport;

/** A thread of control in the simulation; of all of them exactly one runs at a time. */
final class SimTask {

  final String name;
  final int client;
  private volatile boolean mayRun;
  private volatile Thread thread;

  /** Counts the waits, so that a wake-up that comes too late wakes nobody. */
  long waits;

  /** Whether its client has crashed: every step that it tries ends at once. */
  boolean crashed;

  boolean finished;

  SimTask(String name, int client) {
    this.name = name;
    this.client = client;
  }

  void handOver() {
    mayRun = true;
    Thread to = thread;
    if (to != null) {
      LockSupport.unpark(to);
    }
  }

  /** Called by its own thread: returns when the task may run. */
  void park() {
    thread = Thread.currentThread();
    while (!mayRun) {
      LockSupport.park(this);
    }
    mayRun = false;
  }
}
