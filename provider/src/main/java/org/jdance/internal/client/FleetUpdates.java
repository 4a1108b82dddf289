package org.jdance.internal.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.FleetWrites.Already;
import org.jdance.internal.client.FleetWrites.Spread;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * Conditional writes: decided by compare-and-set at the arbiter, the last copy that is up, then brought to the others; the copy that is read gets
 * it last, so that nobody reads what a lost arbiter could take back.
 *
 * <p>When the arbiter is lost after sending, it is fenced and the survivors are asked: each envelope names the last conditional writes of its
 * entry. Where they cannot tell, the outcome is unknown, and said to be.
 */
final class FleetUpdates {

  /** How often a node is fenced when the view changes for another reason meanwhile. */
  private static final int MAX_FENCES = 4;

  private final FleetContext context;
  private final FleetReads reads;
  private final FleetWrites writes;

  private final Remembered remembered = new Remembered();

  FleetUpdates(FleetContext context, FleetReads reads, FleetWrites writes) {
    this.context = context;
    this.reads = reads;
    this.writes = writes;
  }

  /** What was read or written here last. */
  Remembered remembered() {
    return remembered;
  }

  /** Remembers what a plain read found, unless it is what is remembered already, perhaps from the node that decides. */
  void seen(EntryKey key, Found found) {
    Found known = remembered.find(key);
    if (known == null || !known.equals(found)) {
      remembered.keep(key, found);
    }
  }

  /** What {@link FleetReads#readForUpdate} would find, if nobody has written since this JVM read or wrote the entry; null if that cannot be guessed. */
  @Nullable Found guess(EntryKey key) {
    Found found = remembered.find(key);
    if (found == null || found.live() == null) {
      return null;
    }
    FleetState state = found.state();
    if (!context.keeper.isCurrent(state)) {
      remembered.forget(key);
      return null;
    }
    int arbiter = Replicas.arbiter(state, state.replicas(key.encoded()));
    if (arbiter == found.index()) {
      return found;
    }
    // Read from another copy: good where tokens are versions, which are the same on all.
    boolean same = arbiter >= 0 && tokensTravel(state, arbiter) && tokensTravel(state, found.index());
    return same ? new Found(state, arbiter, found.bytes(), found.envelope(), found.token()) : null;
  }

  private static boolean tokensTravel(FleetState state, int index) {
    NodeCapabilities node = state.node(index).node().capabilities();
    return node.conditionalWrites() && !node.tokensBoundToConnection();
  }

  /**
   * Replaces exactly what was found.
   *
   * @param expected what {@link FleetReads#readForUpdate} answered, or null for nothing, whatever that was
   * @param payload the new value's bytes, or null to remove
   * @return false if something else is there, or the fleet has changed so that it has to be looked at again
   * @throws OutcomeUnknown if it may have happened or not
   */
  boolean compareAndSet(EntryKey key, @Nullable Found expected, byte @Nullable [] payload, long deadline, Deadline within) {
    return swap(key, expected, payload, deadline, null, new Successor(), within);
  }

  /**
   * As the other.
   *
   * @param notice what those who listen hear in the step that decides it, if anything
   * @param successor is told what is there afterwards, if it is done and that can be said
   */
  boolean swap(
      EntryKey key,
      @Nullable Found expected,
      byte @Nullable [] payload,
      long deadline,
      NodeWrite.@Nullable Notice notice,
      Successor successor,
      Deadline within) {
    return context.stripes.holding(key, within, () -> swapHeld(key, expected, payload, deadline, notice, successor, within));
  }

  private boolean swapHeld(
      EntryKey key,
      @Nullable Found expected,
      byte @Nullable [] payload,
      long deadline,
      NodeWrite.@Nullable Notice notice,
      Successor successor,
      Deadline within) {
    Failures failures = new Failures(context.time);
    Found prior = expected == null && payload != null ? removedHere(key) : expected;
    for (int round = 0; round < FleetReads.MAX_ROUNDS && !within.hasPassed(); round++) {
      FleetState state = context.keeper.usable(within);
      int arbiter = Replicas.arbiter(state, state.replicas(key.encoded()));
      if (arbiter < 0) {
        throw failures.unavailable("no copy of the entry is up");
      }
      if (prior != null && (prior.state() != state || prior.index() != arbiter)) {
        if (expected != null) {
          remembered.forget(key);
          return false;
        }
        prior = null;
      }
      if (expected == null && payload == null) {
        boolean absent = reads.readForUpdate(key, within).live() == null;
        successor.isKnown = absent;
        return absent;
      }
      Attempt attempt = new Attempt(key, prior, payload, deadline, notice);
      Boolean decided = attempt.run(state, arbiter, failures, within);
      if (decided != null) {
        attempt.remember(state, arbiter, decided, successor);
        return decided;
      }
      remembered.forget(key);
      if (expected != null) {
        return false;
      }
      // Nothing was expected and something is there: a tombstone or foreign bytes count as nothing.
      prior = reads.readForUpdate(key, within);
      if (prior.live() != null) {
        return false;
      }
      if (prior.bytes() == null) {
        prior = null;
      }
    }
    throw failures.unavailable("a conditional write could not be decided");
  }

  /** The tombstone that was written here last, which counts as nothing and still has to be replaced; null if there is none to remember. */
  private @Nullable Found removedHere(EntryKey key) {
    Found found = remembered.find(key);
    return found != null && found.live() == null ? found : null;
  }

  /** What is there after a conditional write. */
  static final class Successor {

    /** Whether it can be said. */
    boolean isKnown;

    /** What was written and where, as it would be found now; null for nothing. */
    @Nullable Found found;
  }

  /** One version's way: it is written once at one arbiter. */
  private final class Attempt {
    private final EntryKey key;
    private final @Nullable Found prior;
    private final boolean removes;
    private final Version version;
    private final EntryHeader header;
    private final byte[] envelope;
    private final NodeWrite.@Nullable Notice notice;
    private @Nullable NodeToken written;

    Attempt(EntryKey key, @Nullable Found prior, byte @Nullable [] payload, long deadline, NodeWrite.@Nullable Notice notice) {
      this.notice = notice;
      this.key = key;
      this.prior = prior;
      this.removes = payload == null;
      this.version = context.clock.next();
      this.header = EntryHeader.of(removes ? EntryHeader.FLAG_TOMBSTONE : 0, version, removes ? StoredEntry.ETERNAL : deadline);
      this.envelope = EntryFormat.encode(header, writes(prior), key.encoded(), payload == null ? new byte[0] : payload);
    }

    private List<Version> writes(@Nullable Found before) {
      List<Version> all = new ArrayList<>();
      all.add(version);
      if (before != null && before.envelope() != null) {
        all.addAll(before.envelope().conditionalWrites());
      }
      return all.subList(0, Math.min(all.size(), EntryFormat.MAX_CONDITIONAL_WRITES));
    }

    /** True: done. False: something else is there. Null: nothing was done, and another look is worth while. */
    private @Nullable Boolean run(FleetState state, int arbiter, Failures failures, Deadline within) {
      Node node = state.node(arbiter).node();
      long sent = context.time.nanos();
      WriteReply reply;
      boolean counts;
      try {
        if (!node.capabilities().conditionalWrites()) {
          return withoutConditions(state, arbiter, failures, within);
        }
        reply = write(state, arbiter, node, within).await(within.share(3));
        written = reply.token();
        if (reply.outcome() == NodeOutcome.OTHER_STAMP) {
          context.keeper.accept(state, arbiter, reply.stamp(), sent, within);
          return null;
        }
        counts = !isDone(reply) || reads.accepted(state, arbiter, reply.stamp(), sent, within);
      } catch (NodeException e) {
        failures.add(e);
        if (!e.mayHaveRun()) {
          if (!context.keeper.suspect(state, arbiter, e, within)) {
            throw failures.unavailable("the copy of the entry that decides could not be written");
          }
          return null;
        }
        return afterLoss(state, arbiter, e, failures, within);
      }
      if (isDone(reply)) {
        boolean only = counts && state.copies() == 1 && context.keeper.mayAcknowledge(state, within);
        return only || complete(state, arbiter, counts, failures, within);
      }
      return null;
    }

    /** Keeps what was just written for the next update of this key, if the fleet is still the same. */
    void remember(FleetState state, int arbiter, boolean done, Successor successor) {
      if (done && written != null && context.keeper.isCurrent(state)
          && EntryFormat.decode(envelope, key.encoded()) instanceof Envelope own) {
        Found found = new Found(state, arbiter, envelope, own, written);
        remembered.keep(key, found);
        successor.isKnown = true;
        successor.found = found;
      } else {
        remembered.forget(key);
        successor.isKnown = done && removes;
      }
    }

    private boolean isDone(WriteReply reply) {
      return reply.outcome() == NodeOutcome.STORED || reply.outcome() == NodeOutcome.DELETED;
    }

    private Pending<WriteReply> write(FleetState state, int arbiter, Node node, Deadline within) {
      byte[] wireKey = context.wireKey(state, arbiter, key);
      long life = context.timeToLive(state, header);
      if (prior == null) {
        return node.write(told(NodeWrite.ifAbsent(wireKey, envelope, life)), state.guard(), within);
      }
      NodeToken token = prior.token();
      if (token == null) {
        return node.write(NodeWrite.always(wireKey, envelope, life), state.guard(), within);
      }
      // A deletion cannot be told in the same step, a tombstone can.
      return removes && !context.isVersioned(state) && notice == null
          ? node.deleteIfMatches(wireKey, token, state.guard(), within)
          : node.write(told(NodeWrite.ifMatches(wireKey, envelope, token, life)), state.guard(), within);
    }

    private NodeWrite told(NodeWrite write) {
      return notice == null ? write : write.telling(notice.channel(), notice.message());
    }

    /** The arbiter has it: now the others, then a look whether the arbiter was the right one to the end. */
    private boolean complete(FleetState state, int arbiter, boolean counted, Failures failures, Deadline within) {
      try {
        failures.somethingWasWritten();
        if (state.copies() == 1) {
          return verified(failures, within, false);
        }
        Version generation = generation(state);
        if (!counted && !generation.equals(generation(context.keeper.usable(within)))) {
          // The cache was cleared: this write is in the generation that was, where nobody looks any more.
          return removes;
        }
        boolean decidedBefore = counted && hasDecidedBefore(state);
        Spread spread = counted ? writes.spread(key, envelope, header, new Already(state, arbiter, true, generation), failures, within) : Spread.MOVED;
        if (spread == Spread.MOVED || !Replicas.isSameArbiter(state, arbiter, context.keeper.usable(within), key.encoded())) {
          return verified(failures, within, false);
        }
        // Copies that were sent while another node decided may still arrive and undo this write; else nothing can.
        return decidedBefore || verified(failures, within, true);
      } catch (FleetUnavailableException e) {
        throw new OutcomeUnknown(e, envelope);
      }
    }

    /** Whether the arbiter is no new one: under the view before, too, it decided on this key, or that view is out of use for long. */
    private boolean hasDecidedBefore(FleetState state) {
      if (context.keeper.isSettled()) {
        return true;
      }
      FleetState before = context.keeper.beforeLastLoss();
      int at = before == null ? -1 : Replicas.arbiter(before, before.replicas(key.encoded()));
      return before != null && at >= 0 && Replicas.isSameArbiter(before, at, state, key.encoded());
    }

    private Version generation(FleetState state) {
      return state.view().generationOf(context.cacheName);
    }

    /** Whether what a node may still run of a request made under an earlier state can be seen by nobody. */
    private boolean isShutOut(FleetState before, int arbiter, FleetState now) {
      int at = now.view().indexOf(before.name(arbiter));
      return at < 0 || now.isOut(at) || !Arrays.equals(context.wireKey(now, at, key), context.wireKey(before, arbiter, key));
    }

    private @Nullable Boolean afterLoss(FleetState state, int arbiter, NodeException failure, Failures failures, Deadline within) {
      try {
        boolean fenced = false;
        FleetState now = state;
        for (int tries = 0; tries < MAX_FENCES && !fenced; tries++) {
          int at = now.view().indexOf(state.name(arbiter));
          if (state.copies() > 1) {
            context.keeper.fence(now, at, within);
          } else {
            context.keeper.suspect(now, at, failure, within);
          }
          FleetState then = context.keeper.latest();
          fenced = isShutOut(state, arbiter, then);
          if (then == now) {
            break;
          }
          now = then;
        }
        boolean found = verified(failures, within, false);
        if (found || fenced) {
          return found ? Boolean.TRUE : null;
        }
      } catch (FleetUnavailableException e) {
        throw new OutcomeUnknown(e, envelope);
      }
      throw new OutcomeUnknown(failures.unavailable("the reply to a conditional write was lost, and its server could not be shut out"), envelope);
    }

    /**
     * Whether the copies that are up have this write, or one that was built on it; if so all get it.
     *
     * @param wasThere whether they all had it a moment ago, so that others who have been there since have built on it as a rule
     */
    private boolean verified(Failures failures, Deadline within, boolean wasThere) {
      Found found = reads.readForUpdate(key, within);
      Envelope there = found.envelope();
      if (there == null) {
        return removes;
      }
      if (there.header().version().equals(version) || there.conditionalWrites().contains(version)) {
        Already already = new Already(found.state(), found.index(), true, generation(found.state()));
        writes.spread(key, bytes(found), there.header(), already, failures, within);
        return true;
      }
      if (!there.header().version().isAfter(version)) {
        return false;
      }
      List<Version> known = there.conditionalWrites();
      boolean reachesBack = known.stream().anyMatch(write -> !write.isAfter(version));
      if (reachesBack || wasThere) {
        return !reachesBack;
      }
      throw failures.unavailable("a conditional write was overtaken by later ones before it could be confirmed");
    }

    private byte[] bytes(Found found) {
      byte[] bytes = found.bytes();
      return bytes == null ? envelope : bytes;
    }

    /** A look and a plain write, kept apart from others of this JVM only, which the caller sees to. */
    private @Nullable Boolean withoutConditions(FleetState state, int arbiter, Failures failures, Deadline within) {
      Found there = reads.readAt(state, arbiter, key, within);
      if (there == null) {
        return null;
      }
      Version expected = prior == null ? null : prior.version();
      Version found = there.version();
      boolean same = prior == null ? there.live() == null : expected == null ? found == null : expected.equals(found);
      if (!same) {
        return Boolean.FALSE;
      }
      writes.spread(key, envelope, header, Already.NOWHERE, failures, within);
      return Boolean.TRUE;
    }
  }
}
