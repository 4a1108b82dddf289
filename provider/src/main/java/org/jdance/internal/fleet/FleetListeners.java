package org.jdance.internal.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jdance.FleetListener;
import org.jdance.FleetStatus;
import org.jdance.NodeStatus;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.FleetState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of a fleet's changes, in a thread of its own that is there while there are listeners: whatever they do, no operation and no care
 * for the fleet waits for them.
 */
final class FleetListeners implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FleetListeners.class);

  /** How many changes of the view wait to be told at most; beyond it the oldest are left out. */
  static final int MAX_WAITING = 1_000;

  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration END = Duration.ofSeconds(1);

  private final String namespace;
  private final Statuses statuses;
  private final TimeSource time;
  private final List<FleetListener> listeners = new CopyOnWriteArrayList<>();

  /** Guarded by itself; the servers as they were after each change. */
  private final Deque<List<NodeStatus>> waiting = new ArrayDeque<>();

  /** Guarded by this object's lock. */
  private @Nullable Thread thread;

  private volatile boolean closed;

  /** Used by the thread alone: what was told last. */
  private final Map<String, NodeStatus> told = new HashMap<>();

  private @Nullable FleetStatus lastFigures;

  FleetListeners(String namespace, Statuses statuses, TimeSource time) {
    this.namespace = namespace;
    this.statuses = statuses;
    this.time = time;
  }

  /** Takes note of a change; called under the fleet's lock. */
  void changed(FleetState state) {
    statuses.changed(state);
    if (listeners.isEmpty()) {
      return;
    }
    List<NodeStatus> nodes = statuses.nodes(state);
    synchronized (waiting) {
      if (waiting.size() == MAX_WAITING) {
        waiting.removeFirst();
      }
      waiting.addLast(nodes);
    }
    LockSupport.unpark(thread());
  }

  void add(FleetListener listener) {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the cache manager is closed, and with it its fleet");
      }
      listeners.add(listener);
      if (thread == null) {
        // What is so already is no change.
        statuses.status().nodes().forEach(node -> told.put(node.name(), node));
        Thread started = new Thread(null, this::run, "jdance-fleet-listeners-" + namespace, 0, false);
        started.setDaemon(true);
        started.setContextClassLoader(FleetListeners.class.getClassLoader());
        thread = started;
        started.start();
      }
    }
  }

  void remove(FleetListener listener) {
    for (FleetListener each : listeners) {
      if (each == listener) {
        listeners.remove(each);
        break;
      }
    }
    if (listeners.isEmpty()) {
      LockSupport.unpark(thread());
    }
  }

  /** Returns when the thread has ended, or a listener has not in a short while. */
  @Override
  public void close() {
    Thread ending;
    synchronized (this) {
      closed = true;
      ending = thread;
    }
    if (ending == null || ending == Thread.currentThread()) {
      return;
    }
    LockSupport.unpark(ending);
    boolean interrupted = Thread.interrupted();
    try {
      ending.join(END.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Thread thread() {
    return thread;
  }

  private void run() {
    long next = time.nanos();
    while (goesOn()) {
      tellChanges();
      long now = time.nanos();
      if (now - next >= 0) {
        next = now + EVERY_NANOS;
        tellFigures();
      }
      if (!isWaiting() && !closed) {
        time.pause(Math.max(1, next - time.nanos()));
      }
    }
  }

  /** Ends the thread where nobody listens any more; the next listener starts another. */
  private synchronized boolean goesOn() {
    if (!closed && !listeners.isEmpty()) {
      return true;
    }
    thread = null;
    told.clear();
    lastFigures = null;
    synchronized (waiting) {
      waiting.clear();
    }
    return false;
  }

  private boolean isWaiting() {
    synchronized (waiting) {
      return !waiting.isEmpty();
    }
  }

  private void tellChanges() {
    for (int left = MAX_WAITING; left > 0; left--) {
      List<NodeStatus> nodes;
      synchronized (waiting) {
        nodes = waiting.pollFirst();
      }
      if (nodes == null) {
        return;
      }
      for (NodeStatus node : nodes) {
        NodeStatus before = told.put(node.name(), node);
        if (before == null || before.state() != node.state() || !before.incarnation().equals(node.incarnation())) {
          NodeStatus was = before == null ? node : before;
          tell(listener -> listener.nodeChanged(namespace, was, node));
        }
      }
    }
  }

  private void tellFigures() {
    FleetStatus now = statuses.status();
    FleetStatus before = lastFigures;
    lastFigures = now;
    if (before == null || !steady(before).equals(steady(now))) {
      tell(listener -> listener.figuresChanged(now));
    }
  }

  /** Without what is another each time. */
  private static FleetStatus steady(FleetStatus status) {
    List<NodeStatus> nodes =
        status.nodes().stream()
            .map(
                node ->
                    new NodeStatus(
                        node.name(), node.state(), Instant.EPOCH, node.incarnation(), node.answering(), Duration.ZERO, 0, node.errors(), node.refilled()))
            .toList();
    return new FleetStatus(status.namespace(), status.copies(), nodes, status.counts());
  }

  private void tell(Consumer<FleetListener> what) {
    for (FleetListener listener : listeners) {
      try {
        what.accept(listener);
      } catch (RuntimeException | Error e) {
        LOG.warn("A listener of fleet {} failed; it is told again of what comes next.", namespace, e);
      }
    }
  }
}
