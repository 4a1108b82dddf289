package org.jdance.internal.client.view;

import java.util.List;
import java.util.stream.Collectors;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;

/** The record of a fleet as it stands on its servers, read past all clients. */
public final class StoredView {

  private final View view;

  private StoredView(View view) {
    this.view = view;
  }

  /** The latest that any of these servers has, or null if none answers with one. */
  public static @Nullable StoredView latest(String namespace, List<Node> nodes, Deadline within) {
    byte[] key = WireKeys.view(namespace);
    View latest = null;
    int silent = 0;
    for (Node node : nodes) {
      try {
        Deadline share = within.share(nodes.size() + 1);
        View found = ViewFormat.decode(node.read(key, share).await(share).value(), key);
        if (found != null && found.isAfter(latest)) {
          latest = found;
        }
      } catch (NodeException e) {
        silent++;
      }
    }
    return latest == null || silent == nodes.size() ? null : new StoredView(latest);
  }

  /** Whether all servers are read and written. */
  public boolean isWhole() {
    return view.members().stream().allMatch(Member::isUp);
  }

  /** Whether a server is being filled. */
  public boolean hasCold() {
    return view.members().stream().anyMatch(Member::isCold);
  }

  @Override
  public String toString() {
    return view.members().stream().map(member -> member.name() + " " + member.state()).collect(Collectors.joining(", "));
  }
}
