package org.jdance.internal.client.round;

import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * A write of an envelope to one node unless it has the same or a later version, by whatever the node can do: its own comparison; a look and a
 * write under a token, again after a conflict; or, where there are neither, a plain write, which is best effort.
 *
 * <p>In steps, so that one thread has those of several nodes under way: {@code begin} on all, {@link #proceed} on all, {@link #finish} on all.
 */
public final class NewerWrite {

  /** How often a write under a token is tried; others that get in between are newer as a rule, which ends it. */
  static final int MAX_CONFLICTS = 16;

  private final Node node;
  private final byte[] key;
  private final byte[] envelope;
  private final Version version;
  private final long timeToLiveMillis;
  private final @Nullable Guard guard;
  private @Nullable Pending<ReadReply> looking;
  private @Nullable Pending<WriteReply> writing;
  private @Nullable WriteReply settled;

  private NewerWrite(Node node, byte[] key, byte[] envelope, Version version, long timeToLiveMillis, @Nullable Guard guard) {
    this.node = node;
    this.key = key;
    this.envelope = envelope;
    this.version = version;
    this.timeToLiveMillis = timeToLiveMillis;
    this.guard = guard;
  }

  /** Begins the write; nothing is thrown before {@link #proceed} or {@link #finish}. */
  public static NewerWrite begin(Node node, byte[] key, byte[] envelope, long timeToLiveMillis, Deadline within) {
    return begin(node, key, envelope, timeToLiveMillis, null, within);
  }

  /**
   * As the other.
   *
   * @param guard what goes along with each request that may write
   */
  public static NewerWrite begin(
      Node node, byte[] key, byte[] envelope, long timeToLiveMillis, @Nullable Guard guard, Deadline within) {
    EntryHeader header = EntryHeader.read(envelope);
    if (header == null) {
      throw new IllegalArgumentException("Only an envelope has a version to compare");
    }
    NewerWrite write = new NewerWrite(node, key, envelope, header.version(), timeToLiveMillis, guard);
    if (node.capabilities().ifNewer()) {
      write.writing = node.write(NodeWrite.ifNewer(key, envelope, timeToLiveMillis), guard, within);
    } else if (node.capabilities().conditionalWrites()) {
      write.looking = node.read(key, within);
    } else {
      write.writing = node.write(NodeWrite.always(key, envelope, timeToLiveMillis), guard, within);
    }
    return write;
  }

  /**
   * Brings the last request onto the wire that is needed if nobody gets in between.
   *
   * @throws NodeException if the node fails
   */
  public void proceed(Deadline within) {
    if (looking != null) {
      ReadReply seen = looking.await(within);
      looking = null;
      attempt(seen, within);
    }
  }

  /**
   * Waits for the end.
   *
   * @return {@link NodeOutcome#STORED}, {@link NodeOutcome#SAME_VERSION_EXISTS}, {@link NodeOutcome#NEWER_EXISTS}, or with a guard
   *     {@link NodeOutcome#OTHER_STAMP}
   * @throws NodeException if the node fails
   */
  public WriteReply finish(Deadline within) {
    proceed(within);
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      if (settled != null) {
        return settled;
      }
      Pending<WriteReply> pending = writing;
      if (pending == null) {
        throw new IllegalStateException("A write that is not settled is under way");
      }
      WriteReply reply = pending.await(within);
      if (!isConflict(reply.outcome())) {
        return reply;
      }
      attempt(node.read(key, within).await(within), within);
    }
    throw NodeException.notRun(Kind.OVERLOADED, node.name(), "a write met " + MAX_CONFLICTS + " others of the same entry in a row");
  }

  private void attempt(ReadReply seen, Deadline within) {
    byte[] value = seen.value();
    EntryHeader there = value == null ? null : EntryHeader.read(value);
    if (there != null && !version.isAfter(there.version())) {
      boolean same = version.equals(there.version());
      settled = WriteReply.against(same ? NodeOutcome.SAME_VERSION_EXISTS : NodeOutcome.NEWER_EXISTS, there);
      return;
    }
    NodeToken token = seen.token();
    NodeWrite write;
    if (value == null) {
      write = NodeWrite.ifAbsent(key, envelope, timeToLiveMillis);
    } else if (token != null) {
      write = NodeWrite.ifMatches(key, envelope, token, timeToLiveMillis);
    } else {
      // Bytes that are no envelope, and no mark of theirs: nobody's entry.
      write = NodeWrite.always(key, envelope, timeToLiveMillis);
    }
    writing = node.write(write, guard, within);
  }

  private static boolean isConflict(NodeOutcome outcome) {
    return outcome == NodeOutcome.EXISTS || outcome == NodeOutcome.NOT_FOUND || outcome == NodeOutcome.TOKEN_MISMATCH;
  }
}
