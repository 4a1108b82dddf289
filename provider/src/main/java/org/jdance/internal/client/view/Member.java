package org.jdance.internal.client.view;

import org.jdance.internal.entry.Version;

/**
 * A node as the view has it.
 *
 * @param name the name that places keys; the same for all clients
 * @param address where it is and what kind of server, without credentials
 * @param weight its share of the keys beside the others'; 0 for a node that is not, or no longer, in the list that is in force
 * @param zone what it may fail together with; empty if nothing is said
 * @param state whether it is read and written
 * @param incarnation the life of what it holds: another one whenever that cannot be trusted any more
 * @param planted whether the node has been seen with this incarnation; before, having no stamp means nothing
 * @param process the server's process in which the incarnation was planted; empty where the server does not tell
 */
public record Member(
    String name, String address, int weight, String zone, MemberState state, Version incarnation, boolean planted, String process) {

  /** Whether the node is read. */
  public boolean isUp() {
    return state == MemberState.UP;
  }

  /** Whether the node is neither read nor written. */
  public boolean isOut() {
    return state == MemberState.OUT;
  }

  /** Whether the node is written but not read, since it lacks what it missed. */
  public boolean isCold() {
    return state == MemberState.COLD;
  }

  /** Whether the node is in the list that says which nodes are read. */
  public boolean isSeated() {
    return weight > 0;
  }

  /** The same node in a list to come: out, until it is taken in. */
  Member joining(Version newIncarnation) {
    return new Member(name, address, 0, zone, MemberState.OUT, newIncarnation, false, "");
  }

  Member seated(int newWeight, String newZone) {
    return new Member(name, address, newWeight, newZone, state, incarnation, planted, process);
  }

  Member with(MemberState newState) {
    return new Member(name, address, weight, zone, newState, incarnation, planted, process);
  }

  /** The same node, seen with its incarnation in this process. */
  Member plantedIn(String newProcess) {
    return new Member(name, address, weight, zone, state, incarnation, true, newProcess);
  }

  /** The same node back in a new life, which begins empty in this process. */
  Member returned(Version newIncarnation, String newProcess) {
    return new Member(name, address, weight, zone, MemberState.COLD, newIncarnation, true, newProcess);
  }

  /** The same node in a new life that nothing is known of yet. */
  Member reborn(Version newIncarnation) {
    return new Member(name, address, weight, zone, MemberState.UP, newIncarnation, false, "");
  }
}
