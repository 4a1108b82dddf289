package org.jdance.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdance.testing.ServerProcess;
import org.junit.runner.Description;
import org.junit.runner.Result;
import org.junit.runner.notification.RunListener;
import org.jspecify.annotations.Nullable;

/**
 * Starts the servers of a topology before the first test of its JVM, tells the system property {@code jdance.uri} where they are, kills in mid-run those
 * that are to be killed, and ends them all after the last test. Surefire makes one for each JVM.
 */
public final class ServersListener extends RunListener {

  private static final String URI = "jdance.uri";
  private static final String NOTES = "tck.servers";
  private static final int KILLED_IN_TEST = TopologyResult.TCK_TESTS / 2;
  private static final long KILL_SECONDS = 30;

  private final TopologyServers servers = new TopologyServers();
  private final ServerNotes notes = new ServerNotes(Path.of(property(NOTES)));
  private final List<Thread> killers = new ArrayList<>();
  private @Nullable Restarts restarts;
  private int started;

  @Override
  public void testRunStarted(Description run) {
    try {
      String uri = servers.start(new UriTemplate(property(URI)));
      System.setProperty(URI, uri);
      if (!servers.toRestart().isEmpty()) {
        restarts = Restarts.begin(servers.toRestart(), FleetWatch.of(uri), notes);
      }
    } catch (RuntimeException e) {
      // After an exception of a listener JUnit would run the tests nevertheless; an error ends the JVM and the build.
      throw new AssertionError("The servers of this topology did not start: " + e.getMessage(), e);
    }
  }

  /** Another thread kills, so that it comes between two of the test's operations or into the middle of one. */
  @Override
  public void testStarted(Description test) {
    started++;
    if (started == KILLED_IN_TEST) {
      for (ServerProcess server : servers.toKill()) {
        String what = server + " in test " + started + ", " + test.getClassName() + "#" + test.getMethodName();
        Thread killer = new Thread(() -> {
          server.kill();
          notes.killed(what);
        }, "tck-killer");
        killers.add(killer);
        killer.start();
      }
    }
  }

  @Override
  public void testRunFinished(Result result) throws IOException, InterruptedException {
    for (Thread killer : killers) {
      killer.join(TimeUnit.SECONDS.toMillis(KILL_SECONDS));
    }
    if (restarts != null) {
      restarts.close();
    }
    servers.lost().forEach(server -> notes.lost(server.toString()));
    servers.close();
    notes.write();
  }

  TopologyServers servers() {
    return servers;
  }

  private static String property(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .orElseThrow(() -> new IllegalStateException("The system property " + name + " is not set"));
  }
}
