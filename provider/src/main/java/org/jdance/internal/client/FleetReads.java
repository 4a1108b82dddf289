package org.jdance.internal.client;

import java.util.ArrayList;
import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.round.NewerWrite;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.entry.DecodedEntry;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.entry.Undecodable;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/** Reads of one entry: from the first copy that answers, or, for an update, from the one that decides. */
final class FleetReads {

  /** How often one operation begins again because the state of the fleet changed under it. */
  static final int MAX_ROUNDS = 16;

  private final FleetContext context;
  private final DecodeCounts counts;

  FleetReads(FleetContext context, DecodeCounts counts) {
    this.context = context;
    this.counts = counts;
  }

  /** Looks at the first copy that is up, and at the next if that fails. */
  Found read(EntryKey key, Deadline within) {
    long begun = context.time.nanos();
    Failures failures = null;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      FleetState state = context.keeper.usable(within);
      int failed = -1;
      NodeException failure = null;
      boolean moved = false;
      for (int index : Replicas.readable(state, key.encoded())) {
        try {
          Found found = readAt(state, index, key, within);
          if (found == null) {
            moved = true;
            break;
          }
          if (failure != null) {
            context.keeper.figures().fallbackReads.increment();
            judgeLater(state, failed, failure, within);
          }
          return found;
        } catch (NodeException e) {
          failures = failures == null ? new Failures(context.time, begun) : failures;
          failures.add(e);
          if (failure == null) {
            failed = index;
            failure = e;
          }
        }
      }
      boolean again = moved || (failure != null && context.keeper.suspect(state, failed, failure, within));
      if (!again || within.hasPassed()) {
        break;
      }
    }
    failures = failures == null ? new Failures(context.time, begun) : failures;
    throw failures.unavailable("no copy of the entry could be read");
  }

  /**
   * Looks at the copy where conditional writes are decided, and makes sure that the other copies have what it says, so that whatever is answered
   * because of it stays true when that copy is lost.
   */
  Found readForUpdate(EntryKey key, Deadline within) {
    return context.stripes.holding(key, within, () -> readForUpdateHeld(key, within));
  }

  private Found readForUpdateHeld(EntryKey key, Deadline within) {
    boolean lifted = false;
    Failures failures = new Failures(context.time);
    for (int round = 0; round < MAX_ROUNDS && !within.hasPassed(); round++) {
      FleetState state = context.keeper.usable(within);
      int[] replicas = state.replicas(key.encoded());
      int arbiter = Replicas.arbiter(state, replicas);
      if (arbiter < 0) {
        throw failures.unavailable("no copy of the entry is up");
      }
      List<Peer> peers = peers(state, replicas, arbiter, key, within);
      try {
        Found found = readAt(state, arbiter, key, within);
        if (found != null && found.envelope() == null && !lifted && lifted(found, peers, key, within)) {
          lifted = true;
          continue;
        }
        if (found != null && repaired(found, peers, key, within)) {
          return found;
        }
      } catch (NodeException e) {
        failures.add(e);
        if (!context.keeper.suspect(state, arbiter, e, within)) {
          break;
        }
      }
    }
    throw failures.unavailable("the copy of the entry that decides could not be read");
  }

  /** What one node holds; null if the reply does not count because the state has changed. */
  @Nullable Found readAt(FleetState state, int index, EntryKey key, Deadline within) {
    Node node = state.node(index).node();
    long sent = context.time.nanos();
    Pending<ReadReply> reading = node.read(context.wireKey(state, index, key), state.guard(), within);
    try {
      ReadReply reply = reading.await(within.share(3));
      return accepted(state, index, reply.stamp(), sent, within) ? found(state, index, key, reply) : null;
    } finally {
      reading.abandon();
    }
  }

  /**
   * Whether a reply counts, by the mark that it told.
   *
   * @param sentNanos when the request was sent
   */
  boolean accepted(FleetState state, int index, long told, long sentNanos, Deadline within) {
    return context.keeper.acceptTold(state, index, told, sentNanos, within);
  }

  Found found(FleetState state, int index, EntryKey key, ReadReply reply) {
    byte[] value = reply.value();
    if (value == null) {
      return new Found(state, index, null, null, reply.token());
    }
    DecodedEntry decoded = EntryFormat.decode(value, key.encoded());
    if (decoded instanceof Envelope envelope) {
      context.clock.observe(envelope.stamp());
      return new Found(state, index, value, envelope, reply.token());
    }
    counts.undecodable(state.name(index), decoded);
    if (decoded == Undecodable.OTHER_KEY && key.isReadable()) {
      // The key on the wire is the whole key, so no other entry can be there: this was the reply to another request.
      throw NodeException.mayHaveRun(NodeException.Kind.PROTOCOL, state.name(index), "it answered with another entry than it was asked for");
    }
    return new Found(state, index, value, null, reply.token());
  }

  private List<Peer> peers(FleetState state, int[] replicas, int arbiter, EntryKey key, Deadline within) {
    List<Peer> peers = new ArrayList<>(replicas.length);
    for (int index : replicas) {
      if (index != arbiter && !state.isOut(index)) {
        byte[] wireKey = context.wireKey(state, index, key);
        peers.add(new Peer(index, wireKey, state.node(index).node().readMark(wireKey, within)));
      }
    }
    return peers;
  }

  /** Copies what another copy still has to the one that decides and has nothing, as after an eviction; whether there was anything. */
  private boolean lifted(Found nothing, List<Peer> peers, EntryKey key, Deadline within) {
    FleetState state = nothing.state();
    for (Peer peer : peers) {
      try {
        Deadline share = within.share(3);
        if (peer.mark.await(share) != EnvelopeMark.NONE && lift(nothing, peer, key, share)) {
          return true;
        }
      } catch (NodeException e) {
        context.keeper.suspect(state, peer.index, e, within);
      }
    }
    return false;
  }

  /** Copies what another copy has to the one that decides; whether there was anything. */
  private boolean lift(Found decides, Peer peer, EntryKey key, Deadline share) {
    FleetState state = decides.state();
    Found there = readAt(state, peer.index, key, share);
    Envelope envelope = there == null ? null : there.envelope();
    if (there == null || there.bytes() == null || envelope == null) {
      return false;
    }
    byte[] wireKey = context.wireKey(state, decides.index(), key);
    long life = context.timeToLive(state, envelope.header());
    NewerWrite.begin(state.node(decides.index()).node(), wireKey, there.bytes(), life, state.guard(), share).finish(share);
    context.keeper.figures().repairs.increment();
    return true;
  }

  /**
   * Copies what was found to every copy that has something else; false if the state has changed, or if a copy has something later, as of a write that
   * is under way: that is brought here first, since somebody may have read it there.
   */
  private boolean repaired(Found found, List<Peer> peers, EntryKey key, Deadline within) {
    Envelope envelope = found.envelope();
    byte[] bytes = found.bytes();
    if (envelope == null || bytes == null) {
      peers.forEach(peer -> peer.mark.abandon());
      return true;
    }
    FleetState state = found.state();
    long mark = EnvelopeMark.of(bytes);
    for (Peer peer : peers) {
      try {
        Deadline share = within.share(3);
        if (peer.mark.await(share) != mark) {
          long life = context.timeToLive(state, envelope.header());
          WriteReply reply = NewerWrite.begin(state.node(peer.index).node(), peer.wireKey, bytes, life, state.guard(), share).finish(share);
          if (reply.outcome() == NodeOutcome.STORED) {
            context.keeper.figures().repairs.increment();
          }
          if (reply.outcome() == NodeOutcome.OTHER_STAMP) {
            context.keeper.accept(state, peer.index, reply.stamp(), context.time.nanos(), within);
            return false;
          }
          if (reply.outcome() == NodeOutcome.NEWER_EXISTS) {
            lift(found, peer, key, share);
            return false;
          }
        }
      } catch (NodeException e) {
        context.keeper.suspect(state, peer.index, e, within);
      }
    }
    return context.keeper.isCurrent(state);
  }

  /** Another copy has answered: what the failure means for the rest of the fleet must not spoil that. */
  private void judgeLater(FleetState state, int index, NodeException failure, Deadline within) {
    try {
      context.keeper.suspect(state, index, failure, within);
    } catch (FleetUnavailableException e) {
      // Whoever comes next meets the same failure and tries again.
      counts.judgementPutOff();
    }
  }

  /** Another copy while an update reads the one that decides. */
  private static final class Peer {
    final int index;
    final byte[] wireKey;
    final Pending<Long> mark;

    Peer(int index, byte[] wireKey, Pending<Long> mark) {
      this.index = index;
      this.wireKey = wireKey;
      this.mark = mark;
    }
  }
}
