package org.jdance.internal.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that, as a rule, one client at a time fills a node: an entry with a short life at the first node that is up. It only saves work: two
 * that fill one node do no harm. Where servers have no conditional writes everybody has the lock.
 */
final class RefillLock {

  /** How long it is held without a sign of life. */
  static final long LIFE_MILLIS = 5_000;

  private static final long RENEW_NANOS = TimeUnit.MILLISECONDS.toNanos(LIFE_MILLIS / 3);

  private final byte[] namespacePrefix;
  private final byte[] owner;
  private final TimeSource time;
  private long heldSince;

  RefillLock(String namespace, long owner, TimeSource time) {
    this.namespacePrefix = WireKeys.namespacePrefix(namespace);
    this.owner = ByteBuffer.allocate(Long.BYTES).putLong(owner).array();
    this.time = time;
  }

  /** Whether this client has it now. */
  boolean acquire(FleetState state, String target, Version incarnation, Deadline within) {
    Node node = keeper(state);
    if (node == null || !node.capabilities().conditionalWrites()) {
      return node != null;
    }
    byte[] key = key(target, incarnation);
    try {
      Deadline share = within.share(3);
      boolean got =
          node.write(NodeWrite.ifAbsent(key, owner, LIFE_MILLIS), share).await(share).outcome() == NodeOutcome.STORED
              || Arrays.equals(owner, node.read(key, share).await(share).value());
      heldSince = time.nanos();
      return got;
    } catch (NodeException e) {
      return false;
    }
  }

  /** Holds it longer; to be called between pages. */
  void renew(FleetState state, String target, Version incarnation, Deadline within) {
    Node node = keeper(state);
    if (node != null && node.capabilities().conditionalWrites() && time.nanos() - heldSince > RENEW_NANOS) {
      heldSince = time.nanos();
      try {
        Deadline share = within.share(3);
        node.write(NodeWrite.always(key(target, incarnation), owner, LIFE_MILLIS), share).await(share);
      } catch (NodeException e) {
        // Another may fill the node as well: work done twice.
        heldSince -= RENEW_NANOS;
      }
    }
  }

  private static @Nullable Node keeper(FleetState state) {
    for (int i = 0; i < state.size(); i++) {
      if (state.isUp(i)) {
        return state.node(i).node();
      }
    }
    return null;
  }

  private byte[] key(String target, Version incarnation) {
    byte[] name = ("!fill/" + WireKeys.cachePart(target) + "/" + Long.toHexString(incarnation.stamp())).getBytes(StandardCharsets.US_ASCII);
    return WireKeys.join(namespacePrefix, name);
  }
}
