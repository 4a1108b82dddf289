package org.jdance.internal.client.view;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Guard;
import org.jspecify.annotations.Nullable;

/**
 * A view with all that operations need of it. Immutable, but for when each node was last heard to have it.
 *
 * <p>Indexes are places in the view's list of nodes.
 */
public final class FleetState {

  private final View view;
  private final byte[] envelope;
  private final Guard guard;
  private final List<MemberNode> nodes;
  private final Seats seats;
  private final @Nullable Seats next;
  private final MemberState[] states;
  private final AtomicLongArray heard;

  /** Whether each node that fails is waited for all the same, since it will be marked out if it goes on. */
  private final boolean[] spareable;

  private volatile boolean distrusted;

  FleetState(View view, byte[] envelope, byte[] viewKey, List<MemberNode> nodes, Seats seats, @Nullable Seats next, long longAgo) {
    this.view = view;
    this.envelope = envelope;
    this.guard = Guard.of(viewKey, envelope);
    this.nodes = List.copyOf(nodes);
    this.seats = seats;
    this.next = next;
    this.states = view.members().stream().map(Member::state).toArray(MemberState[]::new);
    this.heard = new AtomicLongArray(nodes.size());
    this.spareable = new boolean[nodes.size()];
    for (int i = 0; i < heard.length(); i++) {
      heard.set(i, longAgo);
      spareable[i] = view.canSpare(List.of(i));
    }
  }

  /** The view. */
  public View view() {
    return view;
  }

  /** The record as nodes keep it. */
  byte[] envelope() {
    return envelope;
  }

  /** What a node answers to a look at its stamp while it has this view. */
  public long mark() {
    return guard.mark();
  }

  /** What goes along with each request made under this view. */
  public Guard guard() {
    return guard;
  }

  /** How many nodes there are, whatever their state. */
  public int size() {
    return states.length;
  }

  /** The node at this place. */
  public MemberNode node(int index) {
    return nodes.get(index);
  }

  /** The name of the node at this place. */
  public String name(int index) {
    return view.members().get(index).name();
  }

  /** Where a key's copies are read and decided on, the first choice first, whatever the state of the nodes. */
  public int[] replicas(byte[] key) {
    return seats.order(key);
  }

  /** Where a key's copies are written: the replicas, then those of the list that is to follow, if there is one. */
  public int[] holders(byte[] key) {
    int[] now = seats.order(key);
    Seats coming = next;
    if (coming == null) {
      return now;
    }
    return IntStream.concat(Arrays.stream(now), Arrays.stream(coming.order(key))).distinct().toArray();
  }

  /** Whether a node has this key by the list that is to follow alone. */
  public boolean isComing(int index, byte[] key) {
    return next != null && Arrays.stream(seats.order(key)).noneMatch(at -> at == index);
  }

  /** The change that began the list that is to follow, or null if there is none. */
  public @Nullable Version planned() {
    Plan plan = view.plan();
    return plan == null ? null : plan.since();
  }

  /** Whether a node has to be filled: it is cold, or has not yet got all that the list to follow gives it. */
  public boolean isToFill(int index) {
    Member member = view.members().get(index);
    return member.isCold() || (member.isUp() && PlanSteps.isAwaited(view, member));
  }

  /** Whether a node is in the list that is to follow. */
  public boolean isWanted(int index) {
    Plan plan = view.plan();
    return plan != null && plan.contains(name(index));
  }

  /** Whether a node belongs to no list any more. */
  public boolean hasLeft(int index) {
    return PlanSteps.hasLeft(view, view.members().get(index));
  }

  /** Whether the node is read. */
  public boolean isUp(int index) {
    return states[index] == MemberState.UP;
  }

  /** Whether the node is neither read nor written. */
  public boolean isOut(int index) {
    return states[index] == MemberState.OUT;
  }

  /** Whether the node is written but not read. */
  public boolean isCold(int index) {
    return states[index] == MemberState.COLD;
  }

  /** How many copies each entry has at least; while another list is to follow, one more, since some entries have. */
  public int copies() {
    return view.layout().copies() + (next == null ? 0 : 1);
  }

  /** A node answered a request that was sent at {@code sentNanos} with the mark of this view. */
  public void confirm(int index, long sentNanos) {
    if (sentNanos - heard.get(index) > 0) {
      heard.set(index, sentNanos);
    }
    nodes.get(index).answered();
    nodes.get(index).sample(sentNanos);
  }

  /** Whether every node that is not out was heard within this time, but for those that fail and cannot be spared. */
  boolean isFresh(long nowNanos, long withinNanos) {
    if (distrusted) {
      return false;
    }
    for (int i = 0; i < states.length; i++) {
      if (states[i] != MemberState.OUT && nowNanos - heard.get(i) > withinNanos && !isLeftAlone(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a node is not asked for a while, since it fails and cannot be marked out. */
  boolean isLeftAlone(int index) {
    return !spareable[index] && nodes.get(index).isBroken();
  }

  /** Whether some node that is not out has not failed since it answered last. */
  boolean answers() {
    for (int i = 0; i < states.length; i++) {
      if (states[i] != MemberState.OUT && !nodes.get(i).hasFailed()) {
        return true;
      }
    }
    return false;
  }

  /** From now on no reply under this state counts: a node of it is about to begin a new life. */
  void distrust() {
    distrusted = true;
  }

  boolean isDistrusted() {
    return distrusted;
  }

  /** Whether a node that is not out was not yet seen with its incarnation. */
  boolean hasUnplanted() {
    return view.members().stream().anyMatch(member -> !member.planted() && !member.isOut());
  }

  boolean isHeard(int index, long nowNanos, long withinNanos) {
    return nowNanos - heard.get(index) <= withinNanos;
  }
}
