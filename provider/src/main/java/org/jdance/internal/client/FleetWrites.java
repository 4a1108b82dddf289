package org.jdance.internal.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.round.NewerWrite;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * Plain writes: the same envelope to every copy that is not out, all on the wire before the first reply is awaited, acknowledged when all have it
 * or a later one.
 *
 * <p>Where there is one copy, and nothing that was dropped may have to be delivered later, it is written whatever is there: nothing else could be
 * in disagreement with it.
 */
final class FleetWrites {

  private final FleetContext context;
  private final FleetReads reads;

  FleetWrites(FleetContext context, FleetReads reads) {
    this.context = context;
    this.reads = reads;
  }

  /** Writes a value with a version of its own. */
  void put(EntryKey key, byte[] payload, long deadline, Deadline within) {
    context.stripes.holding(
        key,
        within,
        () -> {
          putHeld(key, payload, deadline, within);
          return true;
        });
  }

  private void putHeld(EntryKey key, byte[] payload, long deadline, Deadline within) {
    Failures failures = new Failures(context.time);
    for (int attempt = 0; attempt < FleetReads.MAX_ROUNDS; attempt++) {
      EntryHeader header = EntryHeader.of(0, context.clock.next(), deadline);
      byte[] envelope = EntryFormat.encode(header, List.of(), key.encoded(), payload);
      try {
        // Refused by every copy: an entry of a later version is there, which the clock has followed; as nobody has seen this one it goes again.
        if (spread(key, envelope, header, Already.NOWHERE, failures, within) != Spread.REFUSED) {
          return;
        }
      } catch (FleetUnavailableException e) {
        e.unwritten(envelope);
        throw e;
      }
    }
    throw failures.unavailable("the entry was given later versions all the time");
  }

  /**
   * Brings an envelope to every copy that is not out, as often as the fleet changes meanwhile, and waits until it may be acknowledged.
   *
   * @param already what is known of this write
   * @return how it ended
   */
  Spread spread(EntryKey key, byte[] envelope, EntryHeader header, Already already, Failures failures, Deadline within) {
    boolean everStored = already.maybe();
    FleetState writtenUnder = already.state();
    byte[] storedAt = writtenUnder == null ? null : context.wireKey(writtenUnder, already.index(), key);
    for (int round = 0; round < FleetReads.MAX_ROUNDS; round++) {
      FleetState state = context.keeper.usable(within);
      Version bound = already.generation();
      if (bound != null && !bound.equals(state.view().generationOf(context.cacheName))) {
        // The cache was cleared after this write.
        return Spread.OVERTAKEN;
      }
      if (bound != null && writtenUnder != null && !Replicas.isSameArbiter(writtenUnder, already.index(), state, key.encoded())) {
        // Others may have built on a copy that has not got this write; to bring it there now would undo what they did.
        return Spread.MOVED;
      }
      int[] targets = Replicas.writable(state, key.encoded());
      if (targets.length == 0) {
        throw failures.unavailable("no copy of the entry can be written");
      }
      Round done;
      if (context.isVersioned(state)) {
        int skip = round == 0 && state == writtenUnder ? already.index() : -1;
        done = round(state, targets, skip, key, envelope, header, failures, within);
      } else {
        byte[] wireKey = context.wireKey(state, targets[0], key);
        // What the only copy has taken once must not be written again: it would undo what others wrote in between.
        done = Arrays.equals(wireKey, storedAt) ? Round.nothingToDo() : single(state, targets[0], wireKey, envelope, header, failures, within);
        storedAt = done.stored > 0 ? wireKey : storedAt;
      }
      everStored |= done.stored > 0 || done.maybeStored;
      if (done.stored > 0) {
        failures.somethingWasWritten();
      }
      if (done.complete) {
        if (done.refused > 0 && everStored) {
          copyLatest(state, targets, key, within);
        }
        if (!everStored && done.refused == targets.length) {
          return Spread.REFUSED;
        }
        if (context.keeper.mayAcknowledge(state, within)) {
          return done.refused == 0 ? Spread.LATEST : Spread.OVERTAKEN;
        }
      } else if (done.hopeless || within.hasPassed()) {
        break;
      }
    }
    throw failures.unavailable("not every copy of the entry could be written");
  }

  private Round single(
      FleetState state, int index, byte[] wireKey, byte[] envelope, EntryHeader header, Failures failures, Deadline within) {
    Node node = state.node(index).node();
    Round round = new Round();
    long sent = context.time.nanos();
    Pending<WriteReply> writing =
        node.write(NodeWrite.always(wireKey, envelope, context.timeToLive(state, header)), state.guard(), within);
    try {
      WriteReply reply = writing.await(within.share(2));
      round.stored = 1;
      round.complete = reads.accepted(state, index, reply.stamp(), sent, within);
    } catch (NodeException e) {
      failures.add(e);
      boolean again = context.keeper.suspect(state, index, e, within);
      // What may run later must not be sent twice: the second would undo what others wrote in between.
      round.hopeless = !again || e.mayHaveRun();
    }
    return round;
  }

  private Round round(
      FleetState state, int[] targets, int skip, EntryKey key, byte[] envelope, EntryHeader header, Failures failures, Deadline within) {
    long life = context.timeToLive(state, header);
    List<Part> parts = new ArrayList<>(targets.length);
    for (int index : targets) {
      if (index != skip) {
        parts.add(new Part(state, index, context.wireKey(state, index, key), envelope, life, within));
      }
    }
    for (Part part : parts) {
      part.proceed(within);
    }
    Round round = new Round();
    boolean complete = true;
    for (Part part : parts) {
      complete &= part.finish(round, failures, within);
    }
    round.complete = complete;
    return round;
  }

  /** Some copies took this write, others have a later one: they get it all. */
  private void copyLatest(FleetState state, int[] targets, EntryKey key, Deadline within) {
    Found latest = null;
    for (int index : targets) {
      try {
        Found found = reads.readAt(state, index, key, within);
        if (found != null && found.version() != null && (latest == null || isLater(found, latest))) {
          latest = found;
        }
      } catch (NodeException e) {
        context.keeper.suspect(state, index, e, within);
      }
    }
    if (latest == null || latest.envelope() == null || latest.bytes() == null) {
      return;
    }
    long life = context.timeToLive(state, latest.envelope().header());
    for (int index : targets) {
      if (index != latest.index()) {
        try {
          Deadline share = within.share(3);
          NewerWrite.begin(state.node(index).node(), context.wireKey(state, index, key), latest.bytes(), life, state.guard(), share)
              .finish(share);
          context.keeper.figures().repairs.increment();
        } catch (NodeException e) {
          context.keeper.suspect(state, index, e, within);
        }
      }
    }
  }

  private static boolean isLater(Found found, Found than) {
    Version version = found.version();
    Version other = than.version();
    return version != null && (other == null || version.isAfter(other));
  }

  /** How a write ended that was brought to all copies. */
  enum Spread {
    /** Every copy that is not out took it as its latest. */
    LATEST,
    /** It is done, but a copy has a later one already, or the cache was cleared. */
    OVERTAKEN,
    /** Every copy has a later one, and none ever had this. */
    REFUSED,
    /** A conditional write was not brought any further, since another copy decides now. */
    MOVED
  }

  /** How one round over all copies went. */
  private static final class Round {
    int stored;
    int refused;
    boolean complete;
    boolean hopeless;

    /** Whether some copy may have taken it without saying so. */
    boolean maybeStored;

    static Round nothingToDo() {
      Round round = new Round();
      round.stored = 1;
      round.complete = true;
      return round;
    }
  }

  /**
   * What is known of a write before it is spread.
   *
   * @param state under which one copy has it, if one surely has
   * @param index that copy's node
   * @param maybe whether any copy may have it, so that it must not be made anew with a later version
   * @param generation the cache's generation that it belongs to, if no other will do
   */
  record Already(@Nullable FleetState state, int index, boolean maybe, @Nullable Version generation) {

    /** It was sent nowhere, or surely taken nowhere. */
    static final Already NOWHERE = new Already(null, -1, false, null);

    /** Some copies may have it. */
    static final Already MAYBE = new Already(null, -1, true, null);
  }

  /** One copy's share of a round. */
  private final class Part {
    private final FleetState state;
    private final int index;
    private final long sent = context.time.nanos();
    private final NewerWrite write;
    private @Nullable NodeException failure;

    Part(FleetState state, int index, byte[] wireKey, byte[] envelope, long life, Deadline within) {
      Node node = state.node(index).node();
      this.state = state;
      this.index = index;
      this.write = NewerWrite.begin(node, wireKey, envelope, life, state.guard(), within);
    }

    void proceed(Deadline within) {
      try {
        write.proceed(within.share(3));
      } catch (NodeException e) {
        failure = e;
      }
    }

    boolean finish(Round round, Failures failures, Deadline within) {
      if (failure == null) {
        try {
          Deadline share = within.share(3);
          WriteReply reply = write.finish(share);
          if (reply.outcome() == NodeOutcome.OTHER_STAMP) {
            context.keeper.accept(state, index, reply.stamp(), sent, within);
            return false;
          }
          if (reply.outcome() == NodeOutcome.NEWER_EXISTS) {
            round.refused++;
            if (reply.found() != null) {
              context.clock.observe(reply.found().version());
            }
          } else {
            round.stored++;
          }
          return reads.accepted(state, index, reply.stamp(), sent, within);
        } catch (NodeException e) {
          failure = e;
        }
      }
      if (failure != null) {
        failures.add(failure);
        round.maybeStored |= failure.mayHaveRun();
        round.hopeless |= !context.keeper.suspect(state, index, failure, within);
      }
      return false;
    }
  }
}
