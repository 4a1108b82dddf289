package org.jdance.internal.sim;

import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.MemoryImage;
import org.jdance.internal.node.memory.MemoryServer;

/** A server and what befalls it. */
final class SimServer {

  final String name;
  final NodeCapabilities kind;
  final MemoryServer memory;

  /** How often it was killed: what was sent to an earlier life never reaches a later one. */
  int life;

  boolean stopped;

  /** Until when it runs nothing. */
  long pausedUntil;

  MemoryImage image;

  SimServer(SimWorld world, String name, NodeCapabilities kind) {
    this.name = name;
    this.kind = kind;
    this.memory = new MemoryServer(name, kind, world.timeOf(-1));
  }

  void kill() {
    life++;
    stopped = true;
    pausedUntil = 0;
    memory.stop();
  }

  void startEmpty() {
    stopped = false;
    memory.restartEmpty();
  }

  void startFrom(MemoryImage from) {
    stopped = false;
    memory.restartWith(from);
  }
}
