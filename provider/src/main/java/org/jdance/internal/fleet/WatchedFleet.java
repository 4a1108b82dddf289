package org.jdance.internal.fleet;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdance.FleetListener;
import org.jdance.FleetStatus;
import org.jdance.JDanceFleet;

/** One manager's hold on a fleet, with the listeners that it has registered, which go with it. */
public final class WatchedFleet implements JDanceFleet, AutoCloseable {

  private final RunningFleet fleet;
  private final Runnable onClose;
  private final List<FleetListener> mine = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  WatchedFleet(RunningFleet fleet, Runnable onClose) {
    this.fleet = fleet;
    this.onClose = onClose;
  }

  @Override
  public FleetStatus status() {
    return fleet.statuses.status();
  }

  @Override
  public void addListener(FleetListener listener) {
    requireNonNull(listener, "listener must not be null");
    if (closed.get()) {
      throw new IllegalStateException("the cache manager of this fleet is closed");
    }
    mine.add(listener);
    fleet.listeners.add(listener);
  }

  @Override
  public void removeListener(FleetListener listener) {
    for (FleetListener each : mine) {
      if (each == listener) {
        mine.remove(each);
        fleet.listeners.remove(each);
        return;
      }
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      mine.forEach(fleet.listeners::remove);
      mine.clear();
      onClose.run();
    }
  }
}
