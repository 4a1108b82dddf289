package org.jdance.internal.client.view;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jdance.internal.entry.Version;

/**
 * What one client was told of its fleet.
 *
 * @param namespace what all keys begin with
 * @param layout how keys are placed
 * @param members the nodes as configured, by name where their order means nothing; state and life are of no meaning
 * @param lease how long a view may be used without a word from each of its nodes
 * @param durable whether the servers lose nothing when they restart
 * @param giveUp how long a server that lost its memory waits for one that does not answer and might have kept it
 */
public record FleetOptions(String namespace, Layout layout, List<Member> members, Duration lease, boolean durable, Duration giveUp) {

  public FleetOptions {
    members =
        layout.placement().equals(Layout.RENDEZVOUS)
            ? members.stream().sorted(Comparator.comparing(Member::name)).toList()
            : List.copyOf(members);
  }

  /** A node as configured. */
  public static Member member(String name, String address, int weight, String zone) {
    return new Member(name, address, weight, zone, MemberState.UP, new Version(0, 0), false, "");
  }
}
