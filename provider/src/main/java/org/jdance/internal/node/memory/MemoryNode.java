package org.jdance.internal.node.memory;

import java.util.ArrayList;
import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.RequestCheck;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/** A node of a {@link MemoryServer}: a request is run while it is submitted, unless the server is paused. */
public final class MemoryNode implements Node {

  private final MemoryServer server;
  private final String name;
  private final NodeCapabilities capabilities;
  private final RequestCheck check;
  private volatile @Nullable String expected;
  private volatile boolean closed;

  MemoryNode(MemoryServer server, String name, NodeCapabilities capabilities) {
    this.server = server;
    this.name = name;
    this.capabilities = capabilities;
    this.check = new RequestCheck(name, capabilities);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public NodeCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Pending<String> identify(Deadline within) {
    return within.hasPassed() ? Pending.failed(tooLate()) : server.identify(this);
  }

  @Override
  public void expect(@Nullable String process) {
    expected = process;
  }

  @Override
  public Pending<Long> readMark(byte[] key, Deadline within) {
    // Behind the request that it is asked for together with, as on a connection.
    return new DeferredRequest<>(() -> submit(check.ofKey(key), within, (items, origin) -> items.readMark(key)));
  }

  @Override
  public Pending<ReadReply> read(byte[] key, Deadline within) {
    return submit(check.ofKey(key), within, (items, origin) -> items.read(key, origin));
  }

  @Override
  public Pending<ReadReply> readAndTouch(byte[] key, Touch touch, Deadline within) {
    return submit(check.ofTouch(key, touch), within, (items, origin) -> items.readAndTouch(key, touch, origin));
  }

  @Override
  public Pending<WriteReply> write(NodeWrite write, Deadline within) {
    return submit(check.ofWrite(write), within, (items, origin) -> items.write(write, origin));
  }

  @Override
  public Pending<WriteReply> touch(byte[] key, Touch touch, Deadline within) {
    return submit(check.ofTouch(key, touch), within, (items, origin) -> items.touch(key, touch));
  }

  @Override
  public Pending<WriteReply> delete(byte[] key, Deadline within) {
    return submit(check.ofKey(key), within, (items, origin) -> items.delete(key));
  }

  @Override
  public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, Deadline within) {
    return submit(check.ofDeleteIfMatches(key), within, (items, origin) -> items.deleteIfMatches(key, token, origin));
  }

  @Override
  public Pending<KeyPage> list(byte[] prefix, @Nullable ListCursor from, int pageSize, Deadline within) {
    if (pageSize <= 0) {
      throw new IllegalArgumentException("A page has a positive size, not " + pageSize);
    }
    if (from != null && !(from instanceof MemoryCursor)) {
      throw new IllegalArgumentException("The cursor comes from another kind of node");
    }
    MemoryCursor cursor = (MemoryCursor) from;
    return submit(check.ofList(), within, (items, origin) -> items.list(prefix, cursor, pageSize));
  }

  @Override
  public List<Pending<ReadReply>> readAll(List<byte[]> keys, Deadline within) {
    List<Pending<ReadReply>> replies = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      replies.add(read(key, within));
    }
    return replies;
  }

  @Override
  public List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, Deadline within) {
    List<Pending<WriteReply>> replies = new ArrayList<>(writes.size());
    for (NodeWrite write : writes) {
      replies.add(write(write, within));
    }
    return replies;
  }

  @Override
  public void close() {
    server.disconnect(this);
  }

  boolean isClosed() {
    return closed;
  }

  /** Called by the server, under its lock, so that nothing is held for a closed node. */
  void markClosed() {
    closed = true;
  }

  private <T> Pending<T> submit(@Nullable NodeException refusal, Deadline within, Command<T> command) {
    if (refusal != null) {
      return Pending.failed(refusal);
    }
    return within.hasPassed() ? Pending.failed(tooLate()) : server.submit(this, expected, command);
  }

  private NodeException tooLate() {
    return NodeException.notRun(Kind.TIMEOUT, name, "the deadline had passed before the request was sent");
  }
}
