package org.jdance.internal.node.memcached;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.RequestCheck;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.TouchKind;
import org.jdance.internal.node.WriteCondition;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.internal.transport.Pipelines;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A memcached server.
 *
 * <p>A write or deletion under a token goes over the connection that gave the token; where that is gone the token matches nothing, and nothing is
 * sent. In a batch of writes, those whose tokens come from different connections have no order among each other. A batch of reads does not tell what
 * is left of a life.
 */
public final class MemcachedNode implements Node {

  /** No server keeps larger items. */
  static final int MAX_ITEM_BYTES = 1 << 30;

  /** How many keys one multi-key get asks for. */
  static final int MAX_KEYS_AT_ONCE = 100;

  private static final Logger LOG = LoggerFactory.getLogger(MemcachedNode.class);

  private final String name;
  private final Pipelines pipelines;
  private final Opaque opaques = new Opaque();
  private final ReentrantLock learning = new ReentrantLock();
  private volatile NodeCapabilities capabilities = capabilities(MAX_ITEM_BYTES - Session.ITEM_OVERHEAD_BYTES, true);
  private @Nullable ServerFacts facts;
  private volatile boolean closed;

  /**
   * A node. The first request connects it.
   *
   * @throws IllegalArgumentException if the credentials cannot be sent to a memcached server
   */
  public MemcachedNode(Endpoint endpoint, ConnectionSettings settings) {
    this.name = endpoint.name();
    Credentials.check(name, settings);
    this.pipelines = new Pipelines(endpoint, settings, new MemcachedProtocol(name, settings, this::learn));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public NodeCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Pending<String> identify(Deadline within) {
    return pipelines.submit(new PingRequest(name), within);
  }

  @Override
  public void expect(@Nullable String process) {
    // The server does not tell.
  }

  @Override
  public Pending<Long> readMark(byte[] key, Deadline within) {
    NodeException refusal = check().ofKey(key);
    if (refusal != null) {
      return Pending.failed(refusal);
    }
    byte[] wireKey = WireKeys.encode(key);
    MarkRequest flags = new MarkRequest(name, wireKey, opaques.next());
    MarkPending mark = new MarkPending(name, flags, () -> pipelines.submit(new ReadRequest(name, wireKey, opaques.next(), null), within));
    pipelines.submit(flags, within);
    return mark;
  }

  @Override
  public Pending<ReadReply> read(byte[] key, @Nullable Guard guard, Deadline within) {
    NodeException refusal = check().ofKey(key);
    return refusal != null
        ? Pending.failed(refusal)
        : submit(new ReadRequest(name, WireKeys.encode(key), opaques.next(), null), guard, within);
  }

  @Override
  public Pending<ReadReply> readAndTouch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within) {
    NodeException refusal = check().ofTouch(key, touch);
    return refusal != null
        ? Pending.failed(refusal)
        : submit(new ReadRequest(name, WireKeys.encode(key), opaques.next(), touch), guard, within);
  }

  @Override
  public Pending<WriteReply> write(NodeWrite write, @Nullable Guard guard, Deadline within) {
    NodeException refusal = check().ofWrite(write);
    if (refusal != null) {
      return Pending.failed(refusal);
    }
    if (!(write.condition() instanceof WriteCondition.IfToken condition)) {
      return submit(new WriteRequest(name, WireKeys.encode(write.key()), opaques.next(), write, null), guard, within);
    }
    return condition.token() instanceof MemcachedToken token
        ? submitOver(token, new WriteRequest(name, WireKeys.encode(write.key()), opaques.next(), write, token), guard, within)
        : Pending.done(WriteReply.of(NodeOutcome.TOKEN_MISMATCH));
  }

  @Override
  public Pending<WriteReply> touch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within) {
    NodeException refusal = check().ofTouch(key, touch);
    return refusal != null
        ? Pending.failed(refusal)
        : submit(new TouchRequest(name, WireKeys.encode(key), opaques.next(), touch.timeToLiveMillis()), guard, within);
  }

  @Override
  public Pending<WriteReply> delete(byte[] key, @Nullable Guard guard, Deadline within) {
    NodeException refusal = check().ofKey(key);
    return refusal != null
        ? Pending.failed(refusal)
        : submit(new DeleteRequest(name, WireKeys.encode(key), opaques.next(), null), guard, within);
  }

  @Override
  public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, @Nullable Guard guard, Deadline within) {
    NodeException refusal = check().ofDeleteIfMatches(key);
    if (refusal != null) {
      return Pending.failed(refusal);
    }
    return token instanceof MemcachedToken own
        ? submitOver(own, new DeleteRequest(name, WireKeys.encode(key), opaques.next(), own), guard, within)
        : Pending.done(WriteReply.of(NodeOutcome.TOKEN_MISMATCH));
  }

  @Override
  public Pending<KeyPage> list(byte[] prefix, @Nullable ListCursor from, int pageSize, Deadline within) {
    if (pageSize <= 0) {
      throw new IllegalArgumentException("A page has a positive size, not " + pageSize);
    }
    if (from != null) {
      throw new IllegalArgumentException("The cursor comes from another kind of node");
    }
    return Pending.failed(NodeException.notRun(Kind.UNSUPPORTED, name, "this server cannot list its keys"));
  }

  @Override
  public List<Pending<ReadReply>> readAll(List<byte[]> keys, @Nullable Guard guard, Deadline within) {
    return BatchRead.submit(name, keys, check(), pipelines, guard, opaques, within);
  }

  @Override
  public List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, @Nullable Guard guard, Deadline within) {
    List<Pending<WriteReply>> replies = new ArrayList<>(writes.size());
    List<WriteRequest> requests = new ArrayList<>(writes.size());
    RequestCheck check = check();
    Session over = null;
    boolean together = true;
    for (NodeWrite write : writes) {
      NodeException refusal = check.ofWrite(write);
      MemcachedToken token = write.condition() instanceof WriteCondition.IfToken condition && condition.token() instanceof MemcachedToken own ? own : null;
      if (refusal != null) {
        replies.add(Pending.failed(refusal));
      } else if (token == null && write.condition() instanceof WriteCondition.IfToken) {
        replies.add(Pending.done(WriteReply.of(NodeOutcome.TOKEN_MISMATCH)));
      } else {
        over = over == null && token != null ? token.session() : over;
        together &= token == null || token.session() == over;
        WriteRequest request = new WriteRequest(name, WireKeys.encode(write.key()), opaques.next(), write, token);
        requests.add(request);
        replies.add(request);
      }
    }
    if (guard != null && together && !requests.isEmpty()) {
      requests.get(requests.size() - 1).lookBehind(WireKeys.encode(guard.key()), opaques.next());
    }
    if (over == null) {
      pipelines.submitAll(requests, within);
    } else if (!together || refusal(within) != null || !pipelines.submitAllOver(over, requests, within)) {
      submitOver(over, requests, replies, within);
    }
    return replies;
  }

  @Override
  public int inFlight() {
    return pipelines.inFlight();
  }

  @Override
  public void close() {
    closed = true;
    pipelines.close();
  }

  private RequestCheck check() {
    return new RequestCheck(name, capabilities);
  }

  private <T> Pending<T> submit(MetaRequest<T> request, @Nullable Guard guard, Deadline within) {
    lookBehind(request, guard);
    return pipelines.submit(request, within);
  }

  private void lookBehind(MetaRequest<?> request, @Nullable Guard guard) {
    if (guard != null) {
      request.lookBehind(WireKeys.encode(guard.key()), opaques.next());
    }
  }

  private Pending<WriteReply> submitOver(MemcachedToken token, MetaRequest<WriteReply> request, @Nullable Guard guard, Deadline within) {
    lookBehind(request, guard);
    NodeException refusal = refusal(within);
    if (refusal != null) {
      return Pending.failed(refusal);
    }
    return pipelines.submitOver(token.session(), request, within) ? request : Pending.done(WriteReply.of(NodeOutcome.TOKEN_MISMATCH));
  }

  /** Submits writes some of which have tokens over the tokens' connections, those without over the first, if it is there, so that the order stays. */
  private void submitOver(Session first, List<WriteRequest> requests, List<Pending<WriteReply>> replies, Deadline within) {
    NodeException refusal = refusal(within);
    for (WriteRequest request : requests) {
      Session over = request.session();
      if (refusal != null) {
        replace(replies, request, Pending.failed(refusal));
      } else if (over != null && !pipelines.submitOver(over, request, within)) {
        replace(replies, request, Pending.done(WriteReply.of(NodeOutcome.TOKEN_MISMATCH)));
      } else if (over == null && !pipelines.submitOver(first, request, within)) {
        pipelines.submit(request, within);
      }
    }
  }

  private static void replace(List<Pending<WriteReply>> replies, WriteRequest request, Pending<WriteReply> by) {
    replies.set(replies.indexOf(request), by);
  }

  private @Nullable NodeException refusal(Deadline within) {
    if (closed) {
      return NodeException.notRun(Kind.ABANDONED, name, "the node is closed");
    }
    return within.hasPassed() ? NodeException.notRun(Kind.TIMEOUT, name, "the deadline had passed before the request was sent") : null;
  }

  private void learn(ServerFacts seen) {
    learning.lock();
    try {
      if (seen.equals(facts)) {
        return;
      }
      facts = seen;
      capabilities =
          capabilities(
              Math.min(capabilities.maxValueBytes(), seen.itemBytes() - Session.ITEM_OVERHEAD_BYTES),
              capabilities.conditionalWrites() && seen.conditionalWrites());
      LOG.info("Node {} is memcached {} with items of up to {} bytes. {}{}", name, seen.version(), seen.itemBytes(),
          seen.evicts() ? "It drops what was not used for longest when its memory is full, without a sign: give it enough." : "",
          seen.conditionalWrites() ? "" : " It runs without CAS, so that no conditional operation is atomic.");
    } finally {
      learning.unlock();
    }
  }

  private static NodeCapabilities capabilities(int maxValueBytes, boolean conditionalWrites) {
    NodeCapabilities.Builder builder =
        NodeCapabilities.builder(WireKeys.MAX_KEY_BYTES, maxValueBytes)
            .touch(TouchKind.TIME_TO_LIVE)
            .emptyValues()
            .expiry(Lifetimes.GRANULARITY_MILLIS)
            .tellsRemainingLife();
    return conditionalWrites ? builder.conditionalWritesByConnection().build() : builder.build();
  }
}
