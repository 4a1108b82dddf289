package org.jdance.internal.node.memory;

import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteReply;

/** A node that does what another does, for a test to break in one place. */
class ForwardingNode implements Node {

  final Node to;

  ForwardingNode(Node to) {
    this.to = to;
  }

  @Override
  public String name() {
    return to.name();
  }

  @Override
  public NodeCapabilities capabilities() {
    return to.capabilities();
  }

  @Override
  public Pending<String> identify(Deadline within) {
    return to.identify(within);
  }

  @Override
  public void expect(String process) {
    to.expect(process);
  }

  @Override
  public Pending<Long> readMark(byte[] key, Deadline within) {
    return to.readMark(key, within);
  }

  @Override
  public Pending<ReadReply> read(byte[] key, Guard guard, Deadline within) {
    return to.read(key, guard, within);
  }

  @Override
  public Pending<ReadReply> readAndTouch(byte[] key, Touch touch, Guard guard, Deadline within) {
    return to.readAndTouch(key, touch, guard, within);
  }

  @Override
  public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
    return to.write(write, guard, within);
  }

  @Override
  public Pending<WriteReply> touch(byte[] key, Touch touch, Guard guard, Deadline within) {
    return to.touch(key, touch, guard, within);
  }

  @Override
  public Pending<WriteReply> delete(byte[] key, Guard guard, Deadline within) {
    return to.delete(key, guard, within);
  }

  @Override
  public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, Guard guard, Deadline within) {
    return to.deleteIfMatches(key, token, guard, within);
  }

  @Override
  public Pending<KeyPage> list(byte[] prefix, ListCursor from, int pageSize, Deadline within) {
    return to.list(prefix, from, pageSize, within);
  }

  @Override
  public List<Pending<ReadReply>> readAll(List<byte[]> keys, Guard guard, Deadline within) {
    return to.readAll(keys, guard, within);
  }

  @Override
  public List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, Guard guard, Deadline within) {
    return to.writeAll(writes, guard, within);
  }

  @Override
  public void close() {
    to.close();
  }
}
