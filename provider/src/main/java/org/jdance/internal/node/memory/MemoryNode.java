package org.jdance.internal.node.memory;

import java.util.ArrayList;
import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Guard;
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
import org.jdance.internal.node.WriteCondition;
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
    return submit(check.ofKey(key), within, (items, origin) -> items.readMark(key));
  }

  @Override
  public Pending<ReadReply> read(byte[] key, @Nullable Guard guard, Deadline within) {
    return markedRead(submit(check.ofKey(key), within, (items, origin) -> items.read(key, origin)), guard, within);
  }

  @Override
  public Pending<ReadReply> readAndTouch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within) {
    NodeException refusal = check.ofTouch(key, touch);
    if (guard == null || !capabilities.refusesOtherStamps()) {
      return markedRead(submit(refusal, within, (items, origin) -> items.readAndTouch(key, touch, origin)), guard, within);
    }
    return submit(
        refusal,
        within,
        (items, origin) ->
            (items.isUnder(guard) ? items.readAndTouch(key, touch, origin) : ReadReply.NOT_FOUND).under(items.readMark(guard.key())));
  }

  @Override
  public Pending<WriteReply> write(NodeWrite write, @Nullable Guard guard, Deadline within) {
    boolean refusable = write.condition() != WriteCondition.Simple.ALWAYS;
    return guarded(check.ofWrite(write), refusable, (items, origin) -> items.write(write, origin), guard, within);
  }

  @Override
  public Pending<WriteReply> touch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within) {
    return guarded(check.ofTouch(key, touch), true, (items, origin) -> items.touch(key, touch), guard, within);
  }

  @Override
  public Pending<WriteReply> delete(byte[] key, @Nullable Guard guard, Deadline within) {
    return guarded(check.ofKey(key), false, (items, origin) -> items.delete(key), guard, within);
  }

  @Override
  public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, @Nullable Guard guard, Deadline within) {
    Command<WriteReply> command = (items, origin) -> items.deleteIfMatches(key, token, origin);
    return guarded(check.ofDeleteIfMatches(key), true, command, guard, within);
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
  public List<Pending<ReadReply>> readAll(List<byte[]> keys, @Nullable Guard guard, Deadline within) {
    List<Pending<ReadReply>> replies = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      replies.add(read(key, replies.size() == keys.size() - 1 ? guard : null, within));
    }
    return replies;
  }

  @Override
  public List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, @Nullable Guard guard, Deadline within) {
    List<Pending<WriteReply>> replies = new ArrayList<>(writes.size());
    for (NodeWrite write : writes) {
      boolean tells = capabilities.refusesOtherStamps() || replies.size() == writes.size() - 1;
      replies.add(write(write, tells ? guard : null, within));
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

  private Pending<WriteReply> guarded(
      @Nullable NodeException refusal, boolean refusable, Command<WriteReply> command, @Nullable Guard guard, Deadline within) {
    if (guard == null) {
      return submit(refusal, within, command);
    }
    if (refusable && capabilities.refusesOtherStamps()) {
      return submit(
          refusal,
          within,
          (items, origin) ->
              items.isUnder(guard)
                  ? command.run(items, origin).under(guard.mark())
                  : WriteReply.underOtherStamp(items.readMark(guard.key())));
    }
    Pending<WriteReply> writing = submit(refusal, within, command);
    return refusal != null ? writing : new MarkedRequest<>(writing, () -> readMark(guard.key(), within), WriteReply::under);
  }

  private Pending<ReadReply> markedRead(Pending<ReadReply> reading, @Nullable Guard guard, Deadline within) {
    return guard == null ? reading : new MarkedRequest<>(reading, () -> readMark(guard.key(), within), ReadReply::under);
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
