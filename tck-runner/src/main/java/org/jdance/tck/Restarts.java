package org.jdance.tck;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdance.testing.ServerProcess;

/**
 * Kills servers and starts them again while the TCK runs, one after the other, the next when the fleet is whole: a thread of its own, so that it
 * comes between two operations of a test or into the middle of one.
 */
final class Restarts implements AutoCloseable {

  /** From a fleet that is whole to the next kill. */
  private static final Duration REST = Duration.ofSeconds(1);

  /** How long a server is gone. */
  private static final Duration DEAD = Duration.ofMillis(500);

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration END = Duration.ofSeconds(30);

  private final List<ServerProcess> servers;
  private final FleetWatch watch;
  private final ServerNotes notes;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "tck-restarts");

  private Restarts(List<ServerProcess> servers, FleetWatch watch, ServerNotes notes) {
    this.servers = servers;
    this.watch = watch;
    this.notes = notes;
  }

  static Restarts begin(List<ServerProcess> servers, FleetWatch watch, ServerNotes notes) {
    Restarts restarts = new Restarts(servers, watch, notes);
    restarts.thread.start();
    return restarts;
  }

  /** Ends with the restart that is under way. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watch.close();
  }

  private void run() {
    try {
      for (int i = 0; !stop.await(REST.toMillis(), TimeUnit.MILLISECONDS); i++) {
        ServerProcess server = servers.get(i % servers.size());
        watch.remember();
        server.kill();
        stop.await(DEAD.toMillis(), TimeUnit.MILLISECONDS);
        server.restart();
        notes.restarted(server.toString());
        while (!watch.isWhole(server.host() + ":" + server.port()) && !stop.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          // The next one is killed when this one is filled: two copies bear the loss of one.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
