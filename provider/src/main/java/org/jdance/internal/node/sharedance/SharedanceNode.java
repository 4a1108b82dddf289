package org.jdance.internal.node.sharedance;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.RequestCheck;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.internal.transport.oneshot.Exchange;
import org.jdance.internal.transport.oneshot.OneShotClient;
import org.jdance.internal.transport.oneshot.OneShotRequest;
import org.jspecify.annotations.Nullable;

/**
 * A Sharedance server: it stores, fetches and deletes, and can do nothing else.
 *
 * <p><b>A miss is weak.</b> To a fetch of what is not there, to one that failed inside the server, and to one whose server was killed at the wrong
 * moment, the answer is the same: nothing. So is that to a deletion of what is not there. A reply that begins an envelope and is shorter than it says
 * is a failure, {@link Kind#UNREACHABLE}; the server may hold it so, since the original stores what fits when its disk is full.
 *
 * <p>All entries of a server live as long after their last store as its own option says, 30 minutes if nobody chose; this node cannot ask it nor
 * change that. It has no passwords and no encryption.
 *
 * <p>Each request has a connection of its own, so requests that are submitted before others were answered run in any order; only writes of one key in
 * one batch keep theirs. A batch has at most {@link OneShotClient#MAX_CONNECTIONS} of its requests under way at once, the others follow while replies
 * are awaited.
 */
public final class SharedanceNode implements Node {

  /** The longest value: below the server's limit of a request by more than any key and header. */
  private static final int MAX_VALUE_BYTES = 33_000_000;

  private static final int MAX_KEY_BYTES = 64 << 10;

  private final String name;
  private final NodeCapabilities capabilities;
  private final RequestCheck check;
  private final Answers answers;
  private final OneShotClient client;
  private final boolean raw;
  private volatile boolean closed;

  /** A node whose keys are any bytes, escaped or hashed to what the server has for keys, and whose values are envelopes. Does no I/O. */
  public SharedanceNode(Endpoint endpoint, ConnectionSettings settings) {
    this(endpoint, settings, false);
  }

  private SharedanceNode(Endpoint endpoint, ConnectionSettings settings, boolean raw) {
    if (endpoint.tls()) {
      throw new IllegalArgumentException("Node " + endpoint.name() + ": a Sharedance server has no TLS");
    }
    this.name = endpoint.name();
    this.raw = raw;
    this.capabilities = NodeCapabilities.builder(raw ? WireKeys.MAX_BYTES : MAX_KEY_BYTES, MAX_VALUE_BYTES).build();
    this.check = new RequestCheck(name, capabilities);
    this.answers = new Answers(name, raw);
    this.client = new OneShotClient(endpoint, settings);
  }

  /**
   * A node that shares its server with other clients, such as PHP's: keys are carried as they are, or refused as {@link Kind#UNSUPPORTED} where the
   * server has no such keys, and values are any bytes. Does no I/O.
   */
  public static SharedanceNode raw(Endpoint endpoint, ConnectionSettings settings) {
    return new SharedanceNode(endpoint, settings, true);
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
    return closed ? Pending.failed(NodeException.notRun(Kind.ABANDONED, name, "the node is closed")) : Pending.done("");
  }

  @Override
  public void expect(@Nullable String process) {
    // The server does not tell.
  }

  @Override
  public Pending<Long> readMark(byte[] key, Deadline within) {
    NodeException refused = objection(key);
    return refused != null ? Pending.failed(refused) : submit(Requests.fetch(wire(key)), answers::mark, within);
  }

  @Override
  public Pending<ReadReply> read(byte[] key, @Nullable Guard guard, Deadline within) {
    NodeException refused = objection(key);
    if (refused != null) {
      return Pending.failed(refused);
    }
    Pending<Long> mark = mark(guard, within);
    return marked(submit(Requests.fetch(wire(key)), answers::fetched, within), mark, ReadReply::under);
  }

  @Override
  public Pending<ReadReply> readAndTouch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within) {
    return unsupported(check.ofTouch(key, touch));
  }

  @Override
  public Pending<WriteReply> write(NodeWrite write, @Nullable Guard guard, Deadline within) {
    NodeException refused = objection(write);
    if (refused != null) {
      return Pending.failed(refused);
    }
    Pending<Long> mark = mark(guard, within);
    return marked(submit(Requests.store(wire(write.key()), write.value()), answers::stored, within), mark, WriteReply::under);
  }

  @Override
  public Pending<WriteReply> touch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within) {
    return unsupported(check.ofTouch(key, touch));
  }

  @Override
  public Pending<WriteReply> delete(byte[] key, @Nullable Guard guard, Deadline within) {
    NodeException refused = objection(key);
    if (refused != null) {
      return Pending.failed(refused);
    }
    Pending<Long> mark = mark(guard, within);
    return marked(submit(Requests.delete(wire(key)), answers::deleted, within), mark, WriteReply::under);
  }

  @Override
  public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, @Nullable Guard guard, Deadline within) {
    return unsupported(check.ofDeleteIfMatches(key));
  }

  @Override
  public Pending<KeyPage> list(byte[] prefix, @Nullable ListCursor from, int pageSize, Deadline within) {
    if (pageSize <= 0 || from != null) {
      throw new IllegalArgumentException("A page has a positive size, and begins where a page of this node ended, which has none");
    }
    return unsupported(check.ofList());
  }

  @Override
  public List<Pending<ReadReply>> readAll(List<byte[]> keys, @Nullable Guard guard, Deadline within) {
    List<Pending<ReadReply>> replies = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      replies.add(read(key, replies.size() == keys.size() - 1 ? guard : null, within));
    }
    return replies;
  }

  @Override
  public List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, @Nullable Guard guard, Deadline within) {
    List<Pending<WriteReply>> replies = new ArrayList<>(writes.size());
    Map<ByteBuffer, Exchange> latest = new HashMap<>();
    Pending<Long> mark = writes.isEmpty() ? null : mark(guard, within);
    for (NodeWrite write : writes) {
      NodeException refused = objection(write);
      if (refused != null) {
        replies.add(Pending.failed(refused));
        continue;
      }
      byte[] wireKey = wire(write.key());
      ByteBuffer key = ByteBuffer.wrap(wireKey);
      Exchange exchange = client.submit(Requests.store(wireKey, write.value()), within, latest.get(key));
      latest.put(key, exchange);
      Pending<WriteReply> writing = new AnsweredExchange<>(name, exchange, answers::stored);
      replies.add(replies.isEmpty() ? marked(writing, mark, WriteReply::under) : writing);
    }
    return replies;
  }

  @Override
  public int inFlight() {
    return client.inFlight();
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }

  @Override
  public String toString() {
    return "Sharedance node " + name;
  }

  /** Asks for the stamp's mark: the server has no second request on a connection, so this one goes beside the other over one of its own. */
  private @Nullable Pending<Long> mark(@Nullable Guard guard, Deadline within) {
    return guard == null ? null : readMark(guard.key(), within);
  }

  private static <T> Pending<T> marked(Pending<T> request, @Nullable Pending<Long> mark, MarkedExchange.Marking<T> marking) {
    return mark == null ? request : new MarkedExchange<>(request, mark, marking);
  }

  private <T> Pending<T> submit(OneShotRequest request, Function<byte[], T> meaning, Deadline within) {
    return new AnsweredExchange<>(name, client.submit(request, within, null), meaning);
  }

  private byte[] wire(byte[] key) {
    return raw ? key : WireKeys.of(key);
  }

  private @Nullable NodeException objection(NodeWrite write) {
    NodeException refused = check.ofWrite(write);
    return refused != null || !raw ? refused : rawObjection(write.key());
  }

  private @Nullable NodeException objection(byte[] key) {
    NodeException refused = check.ofKey(key);
    return refused != null || !raw ? refused : rawObjection(key);
  }

  private @Nullable NodeException rawObjection(byte[] key) {
    String what = WireKeys.objectionToRaw(key);
    return what == null ? null : NodeException.notRun(Kind.UNSUPPORTED, name, what);
  }

  private static <T> Pending<T> unsupported(@Nullable NodeException refused) {
    if (refused == null) {
      throw new IllegalStateException("The check of a request lets through what this node has not got");
    }
    return Pending.failed(refused);
  }
}
