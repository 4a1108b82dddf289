package org.jdance.internal.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.round.NewerWrite;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * Fills one cold node in one of its lives: every copy that it should have, from each node that is up, unless it has the same or a later version
 * already, with what is left of its life; page by page. A page is read and written within one deadline, which is far less than a tombstone lives, so
 * that nothing is copied that was removed longer ago than the tombstone is kept.
 */
final class FleetRefill {

  /** How a step ended. */
  enum Step {
    /** There is more to do. */
    MORE,
    /** Everything is copied. */
    DONE,
    /** The node is not to be filled in this life any more. */
    OVER
  }

  /** So many pages that fail in a row end this attempt. */
  static final int MAX_FAILURES = 8;

  private final String namespace;
  private final ViewKeeper keeper;
  private final HybridClock clock;
  private final TimeSource time;
  private final String target;
  private final Version incarnation;
  private final @Nullable Version planned;

  /** The nodes that were up when the refill began, in their lives: if one is lost, so may be what only it could have told. */
  private Map<String, Version> sources = Map.of();

  private final List<RefillSource> left = new ArrayList<>();
  private @Nullable CacheLives lives;
  private int failures;
  private long copied;
  private long seen;

  FleetRefill(String namespace, ViewKeeper keeper, HybridClock clock, TimeSource time, String target, Version incarnation, @Nullable Version planned) {
    this.namespace = namespace;
    this.keeper = keeper;
    this.clock = clock;
    this.time = time;
    this.target = target;
    this.incarnation = incarnation;
    this.planned = planned;
  }

  String target() {
    return target;
  }

  Version incarnation() {
    return incarnation;
  }

  /** The change of the fleet's list that the node is filled for, or null. */
  @Nullable Version planned() {
    return planned;
  }

  /** How many entries were written to the node. */
  long copied() {
    return copied;
  }

  /** How many copies were looked at. */
  long seen() {
    return seen;
  }

  /** Copies one page. */
  Step page(Deadline within) {
    FleetState state = keeper.usable(within);
    int at = state.view().indexOf(target);
    if (at < 0
        || !state.isToFill(at)
        || !Objects.equals(state.planned(), planned)
        || !state.view().members().get(at).incarnation().equals(incarnation)) {
      return Step.OVER;
    }
    if (!isBegun(state)) {
      begin(state, at);
    }
    if (left.isEmpty()) {
      return Step.DONE;
    }
    if (!attempt(state, at, within)) {
      return ++failures > MAX_FAILURES ? Step.OVER : Step.MORE;
    }
    failures = 0;
    return left.isEmpty() ? Step.DONE : Step.MORE;
  }

  private boolean isBegun(FleetState state) {
    return !sources.isEmpty() && sources.equals(up(state, target));
  }

  private static Map<String, Version> up(FleetState state, String target) {
    Map<String, Version> up = new LinkedHashMap<>();
    for (Member member : state.view().members()) {
      if (member.isUp() && member.isSeated() && !member.name().equals(target)) {
        up.put(member.name(), member.incarnation());
      }
    }
    return up;
  }

  /**
   * From the beginning; more nodes that are up than at first cost a repetition, which is rare. A server that cannot compare versions is gone over
   * twice: a write that was under way when its entry was copied has arrived by then.
   */
  private void begin(FleetState state, int at) {
    sources = up(state, target);
    left.clear();
    boolean listed = FleetListing.nodesList(state);
    if (state.isUp(at)) {
      left.add(new Leftovers(listed ? new ListedCopies(namespace, target) : new IndexedCopies(namespace, keeper, clock, time, target, true, state)));
    }
    for (int pass = isWeak(state.node(at).node()) ? 2 : 1; pass > 0; pass--) {
      if (listed) {
        sources.keySet().forEach(source -> left.add(new ListedCopies(namespace, source)));
      } else {
        left.add(new IndexedCopies(namespace, keeper, clock, time, target, false, state));
      }
    }
  }

  /** Whether the page is done. */
  private boolean attempt(FleetState state, int at, Deadline within) {
    RefillSource source = left.get(0);
    List<RefillPiece> pieces;
    try {
      pieces = source.page(state, within);
    } catch (NodeException e) {
      int lister = source.lister() == null ? -1 : state.view().indexOf(source.lister());
      if (lister >= 0) {
        keeper.suspect(state, lister, e, within);
      }
      return false;
    } catch (FleetUnavailableException e) {
      return false;
    }
    if (pieces == null) {
      left.remove(0);
      return true;
    }
    Map<Integer, List<RefillPiece>> bySource = new LinkedHashMap<>();
    pieces.forEach(piece -> bySource.computeIfAbsent(piece.source(), absent -> new ArrayList<>()).add(piece));
    for (Map.Entry<Integer, List<RefillPiece>> group : bySource.entrySet()) {
      if (source instanceof Leftovers && planned != null) {
        if (!swept(state, at, group.getValue(), planned, within)) {
          return false;
        }
        continue;
      }
      List<Copy> copies = read(state, at, group.getKey(), group.getValue(), within);
      if (copies == null || !write(state, at, copies, within)) {
        return false;
      }
    }
    seen += pieces.size();
    source.advance();
    return true;
  }

  /** What the target should have of these; null if it has to be read again. */
  private @Nullable List<Copy> read(FleetState state, int at, int source, List<RefillPiece> pieces, Deadline within) {
    long sent = time.nanos();
    Deadline share = within.share(2);
    List<Copy> copies = new ArrayList<>();
    try {
      List<Pending<ReadReply>> reading =
          state.node(source).node().readAll(pieces.stream().map(RefillPiece::sourceKey).toList(), state.guard(), share);
      long stamp = Guard.UNTOLD;
      for (int i = 0; i < reading.size(); i++) {
        ReadReply reply = reading.get(i).await(share);
        stamp = reply.stamp() == Guard.UNTOLD ? stamp : reply.stamp();
        byte[] value = reply.value();
        if (value != null && EntryFormat.decode(value) instanceof Envelope envelope && isPlacedAt(state, at, envelope)) {
          copies.add(new Copy(pieces.get(i), value, envelope.header()));
        }
      }
      return keeper.acceptTold(state, source, stamp, sent, within) ? copies : null;
    } catch (NodeException e) {
      keeper.suspect(state, source, e, within);
      return null;
    }
  }

  private static boolean isPlacedAt(FleetState state, int at, Envelope envelope) {
    for (int index : state.holders(envelope.key())) {
      if (index == at) {
        return true;
      }
    }
    return false;
  }

  /** Whether the target has none of these any more that it is not read for and that were there before the list to follow was wanted. */
  private boolean swept(FleetState state, int at, List<RefillPiece> pieces, Version since, Deadline within) {
    Node node = state.node(at).node();
    Deadline share = within.share(2);
    try {
      List<Pending<ReadReply>> reading = node.readAll(pieces.stream().map(RefillPiece::sourceKey).toList(), state.guard(), share);
      List<Pending<WriteReply>> deleting = new ArrayList<>();
      for (int i = 0; i < reading.size(); i++) {
        ReadReply reply = reading.get(i).await(share);
        byte[] value = reply.value();
        if (value != null
            && EntryFormat.decode(value) instanceof Envelope envelope
            && since.isAfter(envelope.header().version())
            && state.isComing(at, envelope.key())) {
          byte[] key = pieces.get(i).sourceKey();
          NodeToken token = reply.token();
          deleting.add(
              token == null || !node.capabilities().conditionalWrites()
                  ? node.delete(key, state.guard(), share)
                  : node.deleteIfMatches(key, token, state.guard(), share));
        }
      }
      for (Pending<WriteReply> one : deleting) {
        if (one.await(share).outcome() == NodeOutcome.OTHER_STAMP) {
          return false;
        }
      }
      return true;
    } catch (NodeException e) {
      keeper.suspect(state, at, e, within);
      return false;
    }
  }

  /** Whether the target has all of these, or later ones. */
  private boolean write(FleetState state, int at, List<Copy> copies, Deadline within) {
    CacheLives current = lives;
    if (current == null || current.state() != state) {
      current = new CacheLives(namespace, state);
      lives = current;
    }
    Node node = state.node(at).node();
    long sent = time.nanos();
    Deadline share = within.share(2);
    List<byte[]> keys = new ArrayList<>(copies.size());
    for (Copy copy : copies) {
      keys.add(WireKeys.join(current.prefix(copy.piece.cachePart(), at), copy.piece.tail()));
    }
    List<NewerWrite> writes = new ArrayList<>(copies.size());
    try {
      // Where the server cannot compare, what is there already is looked at first.
      List<@Nullable Version> there = isWeak(node) ? versions(node, keys, share) : List.of();
      for (int i = 0; i < copies.size(); i++) {
        Copy copy = copies.get(i);
        Version present = there.isEmpty() ? null : there.get(i);
        long life = FleetContext.timeToLive(copy.header, state.copies(), time);
        if (life > 1 && (present == null || copy.header.version().isAfter(present))) {
          writes.add(NewerWrite.begin(node, keys.get(i), copy.bytes, life, state.guard(), share));
        }
      }
      for (NewerWrite write : writes) {
        write.proceed(share);
      }
      long stamp = Guard.UNTOLD;
      long stored = 0;
      for (NewerWrite write : writes) {
        WriteReply reply = write.finish(share);
        if (reply.outcome() == NodeOutcome.OTHER_STAMP) {
          keeper.acceptTold(state, at, reply.stamp(), sent, within);
          return false;
        }
        stamp = reply.stamp() == Guard.UNTOLD ? stamp : reply.stamp();
        stored += reply.outcome() == NodeOutcome.STORED ? 1 : 0;
      }
      copied += stored;
      keeper.figures().fills.add(stored);
      return writes.isEmpty() || keeper.acceptTold(state, at, stamp, sent, within);
    } catch (NodeException e) {
      keeper.suspect(state, at, e, within);
      return false;
    }
  }

  private static boolean isWeak(Node node) {
    return !node.capabilities().ifNewer() && !node.capabilities().conditionalWrites();
  }

  private static List<@Nullable Version> versions(Node node, List<byte[]> keys, Deadline within) {
    List<@Nullable Version> versions = new ArrayList<>(keys.size());
    for (Pending<ReadReply> one : node.readAll(keys, within)) {
      byte[] value = one.await(within).value();
      EntryHeader header = value == null ? null : EntryHeader.read(value);
      versions.add(header == null ? null : header.version());
    }
    return versions;
  }

  /** What was read of one copy. */
  private static final class Copy {
    final RefillPiece piece;
    final byte[] bytes;
    final EntryHeader header;

    Copy(RefillPiece piece, byte[] bytes, EntryHeader header) {
      this.piece = piece;
      this.bytes = bytes;
      this.header = header;
    }
  }
}
