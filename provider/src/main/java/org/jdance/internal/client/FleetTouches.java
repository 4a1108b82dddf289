package org.jdance.internal.client;

import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.entry.DeadlinePatch;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.TouchKind;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * Moves an entry's deadline on all its copies, without a new version: on the server where it can, else by a look and a write under a token of the
 * same envelope with another deadline.
 *
 * <p>A touch that one copy misses shortens that copy's life, never the value's truth; so failures are left to the next request to judge.
 */
final class FleetTouches {

  private final FleetContext context;
  private final FleetReads reads;

  FleetTouches(FleetContext context, FleetReads reads) {
    this.context = context;
    this.reads = reads;
  }

  /** Moves the deadline of this version, where it is still there. */
  void touch(EntryKey key, Version version, long newDeadline, Deadline within) {
    FleetState state = context.keeper.usable(within);
    touch(state, -1, key, version, context.time.millis(), newDeadline, within);
  }

  /** Reads the entry, and if it is live at {@code now} moves its deadline on all copies at once. */
  Found readAndTouch(EntryKey key, long now, long newDeadline, Deadline within) {
    FleetState state = context.keeper.usable(within);
    int[] readable = Replicas.readable(state, key.encoded());
    if (readable.length > 0 && canPatch(state.node(readable[0]).node())) {
      Found found = inOneStep(state, readable[0], key, now, newDeadline, within);
      if (found != null) {
        return found;
      }
    }
    Found found = reads.read(key, within);
    Envelope live = found.live();
    if (live != null && !live.header().isExpiredAt(now)) {
      touch(found.state(), -1, key, live.header().version(), now, newDeadline, within);
    }
    return found;
  }

  private @Nullable Found inOneStep(FleetState state, int index, EntryKey key, long now, long newDeadline, Deadline within) {
    Node node = state.node(index).node();
    long sent = context.time.nanos();
    Touch touch = Touch.deadline(DeadlinePatch.of(key.encoded(), newDeadline), now, context.timeToLive(state, newDeadline));
    Pending<ReadReply> reading = node.readAndTouch(context.wireKey(state, index, key), touch, state.guard(), within);
    // The others are on their way before this one is awaited; whether they arrive is nobody's concern here.
    for (int other : Replicas.writable(state, key.encoded())) {
      if (other != index && canPatch(state.node(other).node())) {
        state.node(other).node().touch(context.wireKey(state, other, key), touch, state.guard(), within);
      }
    }
    try {
      ReadReply reply = reading.await(within.share(3));
      if (!reads.accepted(state, index, reply.stamp(), sent, within)) {
        return null;
      }
      Found found = reads.found(state, index, key, reply);
      Envelope live = found.live();
      if (live != null && !live.header().isExpiredAt(now)) {
        rewriteWhereNeeded(state, index, key, live.header().version(), newDeadline, within);
      }
      return found;
    } catch (NodeException e) {
      // The plain way judges the failure and finds another copy.
      return null;
    }
  }

  private void touch(FleetState state, int except, EntryKey key, Version version, long now, long newDeadline, Deadline within) {
    Touch touch =
        Touch.deadline(DeadlinePatch.of(key.encoded(), newDeadline), now, context.timeToLive(state, newDeadline)).onlyOf(version);
    @Nullable Pending<WriteReply> first = null;
    for (int index : Replicas.writable(state, key.encoded())) {
      if (index != except && canPatch(state.node(index).node())) {
        Pending<WriteReply> touching = state.node(index).node().touch(context.wireKey(state, index, key), touch, state.guard(), within);
        first = first == null ? touching : first;
      }
    }
    if (first != null) {
      await(first, within);
    }
    rewriteWhereNeeded(state, except, key, version, newDeadline, within);
  }

  private void rewriteWhereNeeded(FleetState state, int except, EntryKey key, Version version, long newDeadline, Deadline within) {
    for (int index : Replicas.writable(state, key.encoded())) {
      if (index != except && !canPatch(state.node(index).node())) {
        context.stripes.holding(
            key,
            within,
            () -> {
              rewrite(state, index, key, version, newDeadline, within);
              return true;
            });
      }
    }
  }

  private void rewrite(FleetState state, int index, EntryKey key, Version version, long newDeadline, Deadline within) {
    try {
      Found found = reads.readAt(state, index, key, within);
      if (found == null || !version.equals(found.version()) || found.bytes() == null) {
        return;
      }
      byte[] envelope = found.bytes().clone();
      DeadlinePatch.of(key.encoded(), newDeadline).applyTo(envelope);
      EntryHeader header = EntryHeader.read(envelope);
      NodeToken token = found.token();
      byte[] wireKey = context.wireKey(state, index, key);
      long life = header == null ? context.timeToLive(state, newDeadline) : context.timeToLive(state, header);
      NodeWrite write = token == null ? NodeWrite.always(wireKey, envelope, life) : NodeWrite.ifMatches(wireKey, envelope, token, life);
      await(state.node(index).node().write(write, state.guard(), within), within);
    } catch (NodeException e) {
      // As the class says.
      return;
    }
  }

  private static void await(Pending<WriteReply> touching, Deadline within) {
    try {
      touching.await(within.share(3));
    } catch (NodeException e) {
      // As the class says.
      return;
    }
  }

  private static boolean canPatch(Node node) {
    return node.capabilities().touch() == TouchKind.DEADLINE;
  }
}
