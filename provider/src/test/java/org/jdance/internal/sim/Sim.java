package org.jdance.internal.sim;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The scheduler: virtual time, the events to come, and the baton that lets one task run at a time. A task that waits runs the events itself until
 * one lets a task go on, so that nothing is handed over between threads when that is the same one.
 */
final class Sim {

  /** After so many events a run is given up: something goes round in circles. */
  static final int MAX_EVENTS = 400_000;

  final SplittableRandom random;
  private final PriorityQueue<SimEvent> events = new PriorityQueue<>();
  private final Executor threads;
  private final SimTask conductor = new SimTask("conductor", -1);
  private long now;
  private long numbers;
  private int running;
  private SimTask current;
  private Throwable failure;
  int ran;
  boolean over;

  Sim(long seed, Executor threads) {
    this.random = new SplittableRandom(seed);
    this.threads = threads;
  }

  long now() {
    return now;
  }

  SimTask current() {
    return current;
  }

  void at(long nanos, Supplier<SimTask> action) {
    events.add(new SimEvent(Math.max(now, nanos), numbers++, action));
  }

  void after(long nanos, Runnable action) {
    at(now + nanos, () -> {
      action.run();
      return null;
    });
  }

  boolean oneIn(int parts) {
    return random.nextInt(parts) == 0;
  }

  /** Starts a task, at this moment. */
  SimTask start(String name, int client, Runnable body) {
    SimTask task = new SimTask(name, client);
    running++;
    at(now, () -> {
      threads.execute(() -> run(task, body));
      return task;
    });
    return task;
  }

  private void run(SimTask task, Runnable body) {
    task.park();
    try {
      body.run();
    } catch (SimCrash e) {
      // As intended.
    } catch (Throwable e) {
      fail(e);
    }
    task.finished = true;
    running--;
    SimTask next = next();
    (next == null ? conductor : goOn(next)).handOver();
  }

  void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    }
    over = true;
  }

  /** Runs everything until no task is left; throws what failed. */
  void conduct() throws Throwable {
    SimTask next = next();
    if (next != null) {
      goOn(next).handOver();
      conductor.park();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private SimTask goOn(SimTask task) {
    current = task;
    return task;
  }

  /** The task to go on with, or null when none is left. */
  private SimTask next() {
    while (running > 0) {
      SimEvent event = events.poll();
      if (event == null) {
        fail(new AssertionError("Tasks wait for ever"));
        return null;
      }
      if (++ran == MAX_EVENTS) {
        fail(new AssertionError("Too many events: something goes round in circles"));
      }
      if (ran > 2 * MAX_EVENTS) {
        return null;
      }
      now = event.nanos();
      SimTask task = event.action().get();
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  /** Lets the current task wait until this moment, or until {@link #wake}. */
  void block(long untilNanos) {
    SimTask me = current;
    long wait = ++me.waits;
    at(untilNanos, () -> me.waits == wait ? me : null);
    SimTask next = next();
    if (next == null) {
      throw new SimCrash();
    }
    if (next != me) {
      goOn(next).handOver();
      me.park();
    }
    current = me;
    me.waits++;
    if (me.crashed) {
      throw new SimCrash();
    }
  }

  /** Lets a task go on that waits, this much later. */
  void wake(SimTask task, long afterNanos) {
    long wait = task.waits;
    at(now + afterNanos, () -> task.waits == wait ? task : null);
  }
}
