package org.jdance.internal.node;

import java.time.Duration;
import org.jdance.internal.base.TimeSource;
import org.junit.jupiter.api.Assumptions;

/**
 * What the contract needs of one kind of node: a running, empty server that is this test's own, nodes of it, and its faults.
 *
 * <p>A fault that a kind of server cannot be brought to aborts the test, which shows in the report.
 */
public interface NodeFixture extends AutoCloseable {

  /** A node with a connection of its own. The fixture closes it at the end. */
  Node connect();

  /** The clock of deadlines and of times to live. */
  TimeSource time();

  /** Lets time pass: moves the clock, or waits where it is the real one. */
  void pass(Duration time);

  /** Stops the server from running commands, as SIGSTOP does. */
  default void pause() {
    Assumptions.abort("This server cannot be paused");
  }

  /** Lets a paused server go on. */
  default void resume() {
    Assumptions.abort("This server cannot be resumed");
  }

  /** Kills the server, even a paused one. */
  default void stop() {
    Assumptions.abort("This server cannot be stopped");
  }

  /** Starts the server after {@link #stop}, with or without what it held. */
  default void start() {
    Assumptions.abort("This server cannot be started");
  }

  /** Kills the server and starts it without anything. */
  default void restartEmpty() {
    Assumptions.abort("This server cannot be restarted");
  }

  /** Closes the nodes and ends the server, even a paused one. */
  @Override
  void close();
}
