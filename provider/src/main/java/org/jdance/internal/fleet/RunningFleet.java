package org.jdance.internal.fleet;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.FleetCare;
import org.jdance.internal.client.FleetDrops;
import org.jdance.internal.client.FleetKind;
import org.jdance.internal.client.view.FleetOptions;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.config.FleetSettings;
import org.jdance.internal.config.NodeSettings;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.notice.FleetNotices;

/** A fleet in use: what its caches share, and what looks after it and shows it. */
final class RunningFleet implements AutoCloseable {

  final ViewKeeper keeper;
  final FleetNotices notices;
  final FleetDrops drops;
  final Statuses statuses;
  final FleetListeners listeners;
  private final FleetCare care;
  private final CareThread thread;
  private final FleetBeanRegistration bean;
  private final Duration timeout;
  private final TimeSource time;

  /** Guarded by the lock of who counts. */
  int users;

  RunningFleet(FleetSettings fleet, FleetOptions options, FleetKind kind, HybridClock clock, TimeSource time) {
    String namespace = fleet.namespace();
    ConfiguredNodes nodes = new ConfiguredNodes(fleet, time);
    this.timeout = fleet.timeout();
    this.time = time;
    this.keeper = new ViewKeeper(options, nodes, clock, time);
    this.notices = new FleetNotices(namespace, keeper, nodes::notices, time);
    this.drops = new FleetDrops(namespace, keeper, clock, kind, time);
    this.statuses = new Statuses(namespace, fleet.redundancy(), keeper, drops, time);
    this.listeners = new FleetListeners(namespace, statuses, time);
    keeper.onChange(listeners::changed);
    this.care = new FleetCare(options, keeper, clock, time);
    this.bean = new FleetBeanRegistration(namespace, fleet.nodes().stream().map(NodeSettings::name).toList(), new FleetBean(statuses));
    this.thread = new CareThread(namespace, this::step, time);
  }

  /** What was dropped comes before all that only makes the fleet stronger. */
  private long step(Deadline within) {
    long again = drops.deliver(within) ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(FleetDrops.TRY_EVERY_MILLIS);
    return Math.min(again, care.step(within));
  }

  @Override
  public void close() {
    bean.close();
    drops.close(Deadline.after(time, timeout));
    notices.close();
    keeper.close();
    thread.close();
    listeners.close();
  }
}
