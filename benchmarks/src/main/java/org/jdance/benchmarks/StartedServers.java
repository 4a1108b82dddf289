package org.jdance.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.jdance.testing.ServerProcess;
import org.opentest4j.TestAbortedException;

/** The servers that one subject has to itself, so that subjects do not meet in them, each with a process of its own. */
final class StartedServers implements AutoCloseable {
  private final List<ServerProcess> processes = new ArrayList<>();
  private final Suite suite;

  /**
   * Starts as many servers as the subject works with, which may be none.
   *
   * @throws SubjectFailedException if the server's program is not installed
   */
  StartedServers(Subject subject) {
    suite = subject.suite();
    try {
      for (int i = 0; i < subject.servers(); i++) {
        processes.add(suite.startServer());
      }
    } catch (TestAbortedException e) {
      throw new SubjectFailedException(subject.label() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  ServerFleet fleet() {
    return new ServerFleet(suite, processes.stream().map(process -> new ServerFleet.Server(process.host(), process.port(), process.pid())).toList());
  }

  @Override
  public void close() {
    processes.forEach(ServerProcess::close);
  }
}
