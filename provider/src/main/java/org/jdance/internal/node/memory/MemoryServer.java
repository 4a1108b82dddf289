package org.jdance.internal.node.memory;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.Pending;
import org.jspecify.annotations.Nullable;

/**
 * A server in memory: like a real one it runs one command at a time, is shared by all nodes that {@link #connect} to it, and fails as commanded.
 *
 * <p>It keeps to the capabilities it is given, so that it imitates one kind of server or another ({@link ServerKinds}). Never waits, starts no
 * thread.
 */
public final class MemoryServer {

  /** How many requests a paused server takes. */
  static final int MAX_HELD = 10_000;

  private final String name;
  private final NodeCapabilities capabilities;
  private final Items items;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<HeldRequest<?>> held = new ArrayDeque<>();
  private boolean stopped;
  private boolean paused;
  private long life;

  /** A running, empty server that may hold any number of bytes. */
  public MemoryServer(String name, NodeCapabilities capabilities, TimeSource time) {
    this(name, capabilities, time, Long.MAX_VALUE);
  }

  /**
   * A running, empty server.
   *
   * @param name the name of its nodes
   * @param capabilities what it can do
   * @param time the clock that its values expire by
   * @param capacityBytes how many bytes of keys and values it holds before it refuses more
   */
  public MemoryServer(String name, NodeCapabilities capabilities, TimeSource time, long capacityBytes) {
    this.name = name;
    this.capabilities = capabilities;
    this.items = new Items(name, capabilities, time, capacityBytes);
  }

  /** A node of this server, with a connection of its own. */
  public MemoryNode connect() {
    return new MemoryNode(this, name, capabilities);
  }

  /** Kills the server: connections break, requests it has not run are lost, and no node reaches it. What it holds stays. */
  public void stop() {
    locked(() -> {
      stopped = true;
      dropConnections();
    });
  }

  /** Starts the server again, with what it held. */
  public void start() {
    locked(() -> stopped = false);
  }

  /** Kills the server and starts it again without anything. */
  public void restartEmpty() {
    locked(() -> {
      dropConnections();
      items.clear();
      stopped = false;
    });
  }

  /** What the server holds now. */
  public MemoryImage image() {
    lock.lock();
    try {
      return items.image();
    } finally {
      lock.unlock();
    }
  }

  /** Kills the server and starts it again with what it held at an earlier moment. */
  public void restartWith(MemoryImage image) {
    locked(() -> {
      dropConnections();
      items.restore(image);
      stopped = false;
    });
  }

  /** Drops all that the server holds, as a command to flush does: connections stay. */
  public void flush() {
    locked(items::clear);
  }

  /** Stops the server from running commands: connections stay, requests are taken and held. */
  public void pause() {
    locked(() -> paused = true);
  }

  /** Lets a paused server go on: it runs what it holds, in order, wanted or not. */
  public void resume() {
    locked(() -> {
      paused = false;
      for (HeldRequest<?> request = held.poll(); request != null; request = held.poll()) {
        request.run(items);
      }
    });
  }

  /** Drops what is under a key, as a server short of memory does. */
  public void evict(byte[] key) {
    locked(() -> items.evict(key));
  }

  /** The process as {@link MemoryNode#identify} tells it. */
  Pending<String> identify(MemoryNode from) {
    return submit(from, null, (items, origin) -> process());
  }

  /**
   * Runs a command, or holds it.
   *
   * @param expected the process that it is meant for, or null for any
   */
  <T> Pending<T> submit(MemoryNode from, @Nullable String expected, Command<T> command) {
    lock.lock();
    try {
      if (from.isClosed()) {
        return Pending.failed(NodeException.notRun(Kind.ABANDONED, name, "the node is closed"));
      }
      if (stopped) {
        return Pending.failed(NodeException.notRun(Kind.UNREACHABLE, name, "the server is stopped"));
      }
      if (expected != null && capabilities.tellsProcess() && !expected.equals(process())) {
        return Pending.failed(NodeException.notRun(Kind.RESTARTED, name, "the server was restarted"));
      }
      Object origin = capabilities.tokensBoundToConnection() ? new Connection(from, life) : this;
      if (!paused) {
        return HeldRequest.runNow(command, items, origin);
      }
      if (held.size() == MAX_HELD) {
        return Pending.failed(NodeException.notRun(Kind.OVERLOADED, name, "the server holds " + MAX_HELD + " requests already"));
      }
      HeldRequest<T> request = new HeldRequest<>(from, origin, command);
      held.add(request);
      return request;
    } finally {
      lock.unlock();
    }
  }

  void disconnect(MemoryNode node) {
    locked(() -> {
      node.markClosed();
      for (HeldRequest<?> request : held) {
        if (request.isFrom(node)) {
          request.fail(Kind.ABANDONED, "the node was closed");
        }
      }
    });
  }

  private String process() {
    return capabilities.tellsProcess() ? name + "-" + life : "";
  }

  private void dropConnections() {
    life++;
    paused = false;
    for (HeldRequest<?> request = held.poll(); request != null; request = held.poll()) {
      request.fail(Kind.UNREACHABLE, "the connection broke");
    }
  }

  private void locked(Runnable command) {
    lock.lock();
    try {
      command.run();
    } finally {
      lock.unlock();
    }
  }

  /** One node's connection between two breaks. */
  private record Connection(MemoryNode node, long life) {}
}
