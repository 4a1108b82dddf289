package org.jdance.internal.node.memory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.ManualTime;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeFixture;

/** A server in memory with a clock that the test moves. */
final class MemoryFixture implements NodeFixture {

  private final ManualTime time = new ManualTime();
  private final MemoryServer server;
  private final UnaryOperator<Node> wrapper;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();

  MemoryFixture(NodeCapabilities capabilities) {
    this(capabilities, node -> node);
  }

  /** A fixture whose nodes are wrapped, to see what the contract says of them. */
  MemoryFixture(NodeCapabilities capabilities, UnaryOperator<Node> wrapper) {
    this.server = new MemoryServer("memory-1", capabilities, time);
    this.wrapper = wrapper;
  }

  @Override
  public Node connect() {
    Node node = wrapper.apply(server.connect());
    nodes.add(node);
    return node;
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public void pass(Duration duration) {
    time.advance(duration);
  }

  @Override
  public void pause() {
    server.pause();
  }

  @Override
  public void resume() {
    server.resume();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void restartEmpty() {
    server.restartEmpty();
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    server.stop();
  }
}
