package org.jdance.internal.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.round.NewerWrite;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a client finds the view when it begins: it asks all nodes of its configuration and takes the latest answer; where none of those that answer
 * has one, the fleet is new, and the client makes the first.
 *
 * <p>In the first view, nodes that do not answer are out: they hold nothing that anybody who could be asked knows of.
 */
final class ViewDiscovery {

  private static final Logger LOG = LoggerFactory.getLogger(ViewDiscovery.class);

  /** From this time on an attempt in vain has waited for something; servers that are down say so at once. */
  private static final long WORTH_ANOTHER_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ViewKeeper keeper;
  private final FleetOptions options;
  private final Members members;
  private final HybridClock clock;
  private final byte[] viewKey;
  private final TimeSource time;

  ViewDiscovery(ViewKeeper keeper, FleetOptions options, Members members, HybridClock clock, byte[] viewKey, TimeSource time) {
    this.keeper = keeper;
    this.options = options;
    this.members = members;
    this.clock = clock;
    this.viewKey = viewKey;
    this.time = time;
  }

  void run(ViewChange change, Deadline within) {
    for (int round = 0; round < ViewKeeper.MAX_ROUNDS; round++) {
      long sent = time.nanos();
      Answers answers = askPatiently(sent, within);
      View latest = answers.latest;
      if (latest != null && answers.envelope != null) {
        keeper.adopt(latest, answers.envelope);
        return;
      }
      if (create(answers, sent, within)) {
        change.plant(keeper.current(), within);
        return;
      }
    }
    throw new FleetUnavailableException("the servers' record of the fleet kept changing while it was looked for", false, null);
  }

  /** Asks once more where nobody answered but there was something to wait for, as on a machine that is busy starting up. */
  private Answers askPatiently(long sent, Deadline within) {
    try {
      return ask(sent, within);
    } catch (FleetUnavailableException e) {
      if (time.nanos() - sent < WORTH_ANOTHER_LOOK_NANOS || within.remainingNanos() < WORTH_ANOTHER_LOOK_NANOS) {
        throw e;
      }
      return ask(time.nanos(), within);
    }
  }

  private Answers ask(long sent, Deadline within) {
    List<Pending<ReadReply>> asked = new ArrayList<>();
    for (Member member : options.members()) {
      Node node = members.nodeOf(member).node();
      node.expect(null);
      asked.add(node.read(viewKey, within));
    }
    Answers answers = new Answers();
    Deadline share = within.share(2);
    for (int i = 0; i < asked.size(); i++) {
      String name = options.members().get(i).name();
      try {
        byte[] value = asked.get(i).await(share).value();
        View found = ViewFormat.decode(value, viewKey);
        if (value != null && found == null) {
          throw ViewKeeper.unreadable(name);
        }
        answers.reached.add(i);
        if (found != null && found.isAfter(answers.latest)) {
          answers.latest = found;
          answers.envelope = value;
        }
      } catch (NodeException e) {
        if (e.kind() == Kind.ABANDONED) {
          throw e;
        }
        answers.failures.add(e);
      }
    }
    if (answers.reached.isEmpty()) {
      NodeException first = answers.failures.get(0);
      long millis = TimeUnit.NANOSECONDS.toMillis(time.nanos() - sent);
      FleetUnavailableException all =
          new FleetUnavailableException("no server of the fleet answered after " + millis + " ms: " + first.getMessage(), false, first);
      answers.failures.stream().skip(1).forEach(all::addSuppressed);
      throw all;
    }
    return answers;
  }

  /** Makes the first view; false if somebody else was quicker. */
  private boolean create(Answers answers, long sent, Deadline within) {
    List<Member> first = new ArrayList<>();
    for (int i = 0; i < options.members().size(); i++) {
      Member reborn = options.members().get(i).reborn(clock.next());
      first.add(answers.reached.contains(i) ? reborn : reborn.with(MemberState.OUT));
    }
    View view = new View(clock.next(), options.layout(), first, Map.of(), View.NEVER, null);
    byte[] envelope = ViewFormat.encode(view, viewKey);
    int arbiter = ViewDecision.arbiter(view, view);
    Node decides = members.nodeOf(first.get(arbiter)).node();
    if (!plantFirst(decides, envelope, within)) {
      return false;
    }
    List<NewerWrite> others = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      if (i != arbiter && !first.get(i).isOut()) {
        others.add(NewerWrite.begin(members.nodeOf(first.get(i)).node(), viewKey, envelope, Node.NO_EXPIRY, within));
      }
    }
    FleetState state = keeper.adopt(view, envelope);
    state.confirm(arbiter, sent);
    for (NewerWrite other : others) {
      try {
        other.finish(within.share(2));
      } catch (NodeException e) {
        LOG.debug("A node does not take the first record of the fleet; it is judged when its lease is renewed.", e);
      }
    }
    return true;
  }

  private boolean plantFirst(Node node, byte[] envelope, Deadline within) {
    Deadline share = within.share(2);
    try {
      NodeWrite write =
          node.capabilities().conditionalWrites()
              ? NodeWrite.ifAbsent(viewKey, envelope, Node.NO_EXPIRY)
              : NodeWrite.always(viewKey, envelope, Node.NO_EXPIRY);
      return node.write(write, share).await(share).outcome() == NodeOutcome.STORED;
    } catch (NodeException e) {
      if (within.hasPassed()) {
        throw new FleetUnavailableException("the first record of the fleet could not be written: " + e.getMessage(), true, e);
      }
      return false;
    }
  }

  /** What the nodes said. */
  private static final class Answers {
    final List<Integer> reached = new ArrayList<>();
    final List<NodeException> failures = new ArrayList<>();
    @Nullable View latest;
    byte @Nullable [] envelope;
  }
}
