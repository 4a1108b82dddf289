package org.jdance.internal.node.memcached;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.RequestCheck;
import org.jdance.internal.transport.Pipelines;
import org.jspecify.annotations.Nullable;

/** Makes of many keys as few multi-key gets as there must be, over one connection. */
final class BatchRead {

  private BatchRead() {}

  static List<Pending<ReadReply>> submit(
      String node, List<byte[]> keys, RequestCheck check, Pipelines pipelines, @Nullable Guard guard, Opaque opaques, Deadline within) {
    List<Pending<ReadReply>> replies = new ArrayList<>(keys.size());
    List<BatchRequest> batches = new ArrayList<>(1 + keys.size() / MemcachedNode.MAX_KEYS_AT_ONCE);
    int from = 0;
    while (from < keys.size()) {
      int to = Math.min(keys.size(), from + MemcachedNode.MAX_KEYS_AT_ONCE);
      addBatch(node, keys.subList(from, to), check, batches, replies);
      from = to;
    }
    if (guard != null && !batches.isEmpty()) {
      batches.get(batches.size() - 1).lookBehind(WireKeys.encode(guard.key()), opaques.next());
    }
    pipelines.submitAll(batches, within);
    return replies;
  }

  private static void addBatch(
      String node, List<byte[]> keys, RequestCheck check, List<BatchRequest> batches, List<Pending<ReadReply>> replies) {
    List<byte[]> wireKeys = new ArrayList<>(keys.size());
    NodeException[] refusals = new NodeException[keys.size()];
    for (int i = 0; i < refusals.length; i++) {
      refusals[i] = check.ofKey(keys.get(i));
      if (refusals[i] == null) {
        wireKeys.add(WireKeys.encode(keys.get(i)));
      }
    }
    BatchRequest batch = new BatchRequest(node, wireKeys);
    if (!wireKeys.isEmpty()) {
      batches.add(batch);
    }
    AtomicInteger wanted = new AtomicInteger(wireKeys.size());
    int index = 0;
    for (NodeException refusal : Arrays.asList(refusals)) {
      replies.add(refusal != null ? Pending.failed(refusal) : new BatchPart(node, batch, index++, wanted));
    }
  }
}
