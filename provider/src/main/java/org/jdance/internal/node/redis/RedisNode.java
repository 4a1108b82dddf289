package org.jdance.internal.node.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.ListingKind;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
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
import org.jdance.internal.transport.Greeting;
import org.jdance.internal.transport.Pipelines;
import org.jdance.internal.transport.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node on a server of Redis or Valkey. Making one does no I/O. */
public final class RedisNode implements Node {

  /** The longest value that Redis takes unless configured otherwise. */
  public static final int MAX_VALUE_BYTES = 512 << 20;

  /** The longest key; Redis takes longer ones, which would serve nobody. */
  public static final int MAX_KEY_BYTES = 64 << 10;

  /** How many reads go in one MGET: the server serves nobody else meanwhile. */
  static final int MAX_KEYS_PER_READ = 256;

  /** How many writes go in one command, for the same reason. */
  static final int MAX_WRITES_TOGETHER = 128;

  /** How many bytes of values one command of several writes begins to exceed at most. */
  static final int MAX_BYTES_TOGETHER = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RedisNode.class);

  private final Endpoint endpoint;
  private final String name;
  private final RequestCheck check;
  private final Pipelines pipelines;
  private volatile NodeCapabilities capabilities;
  private volatile @Nullable String expected;

  /** A node of the server at this endpoint. */
  public RedisNode(Endpoint endpoint, ConnectionSettings settings) {
    this(endpoint, settings, MAX_VALUE_BYTES);
  }

  /** A node that refuses values that are longer than this. */
  RedisNode(Endpoint endpoint, ConnectionSettings settings, int maxValueBytes) {
    this.endpoint = endpoint;
    this.name = endpoint.name();
    this.capabilities = capabilities(maxValueBytes, true);
    this.check = new RequestCheck(name, capabilities);
    this.pipelines = new Pipelines(endpoint, settings, new RedisProtocol(settings, maxValueBytes));
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
    return pipelines.submit(new IdentifyRequest(name), within);
  }

  @Override
  public void expect(@Nullable String process) {
    expected = process;
  }

  @Override
  public Pending<Long> readMark(byte[] key, Deadline within) {
    return submit(check.ofKey(key), new MarkRequest(name, expected, key), within);
  }

  @Override
  public Pending<ReadReply> read(byte[] key, @Nullable Guard guard, Deadline within) {
    return submit(check.ofKey(key), new GetRequest(name, expected, guard, key), within);
  }

  @Override
  public Pending<ReadReply> readAndTouch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within) {
    return submit(check.ofTouch(key, touch), TouchRequest.reading(name, expected, guard, key, touch), within);
  }

  @Override
  public Pending<WriteReply> write(NodeWrite write, @Nullable Guard guard, Deadline within) {
    return submit(check.ofWrite(write), single(write, guard), within);
  }

  @Override
  public Pending<WriteReply> touch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within) {
    return submit(check.ofTouch(key, touch), TouchRequest.of(name, expected, guard, key, touch), within);
  }

  @Override
  public Pending<WriteReply> delete(byte[] key, @Nullable Guard guard, Deadline within) {
    return submit(check.ofKey(key), new UnlinkRequest(name, expected, guard, key), within);
  }

  @Override
  public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, @Nullable Guard guard, Deadline within) {
    return submit(check.ofDeleteIfMatches(key), new VersionedRequest(name, expected, guard, key, token, null), within);
  }

  @Override
  public Pending<KeyPage> list(byte[] prefix, @Nullable ListCursor from, int pageSize, Deadline within) {
    if (pageSize <= 0) {
      throw new IllegalArgumentException("A page has a positive size, not " + pageSize);
    }
    if (from != null && !(from instanceof RedisCursor)) {
      throw new IllegalArgumentException("The cursor comes from another kind of node");
    }
    return submit(check.ofList(), new ScanRequest(name, expected, prefix, (RedisCursor) from, pageSize), within);
  }

  @Override
  public List<Pending<ReadReply>> readAll(List<byte[]> keys, @Nullable Guard guard, Deadline within) {
    List<Pending<ReadReply>> replies = new ArrayList<>(keys.size());
    List<RedisRequest<?>> requests = new ArrayList<>();
    List<byte[]> together = new ArrayList<>();
    MultiGetRequest request = null;
    AtomicInteger wanted = new AtomicInteger();
    for (byte[] key : keys) {
      NodeException refusal = check.ofKey(key);
      if (refusal != null) {
        replies.add(Pending.failed(refusal));
        continue;
      }
      if (request == null || together.size() == MAX_KEYS_PER_READ) {
        together = new ArrayList<>(Math.min(keys.size(), MAX_KEYS_PER_READ));
        request = new MultiGetRequest(name, expected, null, together);
        wanted = new AtomicInteger();
        requests.add(request);
      }
      replies.add(new BatchPart<>(request, together.size(), wanted));
      together.add(key);
      wanted.incrementAndGet();
    }
    submitAll(requests, guard, within);
    return replies;
  }

  @Override
  public List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, @Nullable Guard guard, Deadline within) {
    List<Pending<WriteReply>> replies = new ArrayList<>(writes.size());
    List<RedisRequest<?>> requests = new ArrayList<>();
    int from = 0;
    while (from < writes.size()) {
      NodeWrite first = writes.get(from);
      NodeException refusal = check.ofWrite(first);
      int to = from + 1;
      if (refusal != null) {
        replies.add(Pending.failed(refusal));
      } else {
        to = endOfGroup(writes, from);
        if (to == from + 1) {
          RedisRequest<WriteReply> request = single(first, first.condition() == WriteCondition.Simple.ALWAYS ? null : guard);
          requests.add(request);
          replies.add(request);
        } else {
          List<NodeWrite> group = List.copyOf(writes.subList(from, to));
          RedisRequest<Object[]> request =
              first.condition() == WriteCondition.Simple.IF_NEWER
                  ? NewerRequest.of(name, expected, guard, group)
                  : new MultiSetRequest(name, expected, null, group);
          AtomicInteger wanted = new AtomicInteger(group.size());
          requests.add(request);
          for (int i = 0; i < group.size(); i++) {
            replies.add(new BatchPart<>(request, i, wanted));
          }
        }
      }
      from = to;
    }
    submitAll(requests, guard, within);
    return replies;
  }

  @Override
  public int inFlight() {
    return pipelines.inFlight();
  }

  @Override
  public void close() {
    pipelines.close();
  }

  @Override
  public String toString() {
    return "RedisNode[" + name + " at " + endpoint.address() + "]";
  }

  /** Where the writes end that go in one command with the first. */
  private int endOfGroup(List<NodeWrite> writes, int from) {
    NodeWrite first = writes.get(from);
    boolean ifNewer = first.condition() == WriteCondition.Simple.IF_NEWER;
    int to = from;
    long bytes = 0;
    while (to < writes.size()
        && to - from < MAX_WRITES_TOGETHER
        && bytes < MAX_BYTES_TOGETHER
        && writes.get(to).condition() == first.condition()
        && (ifNewer || isForEver(writes.get(to)))
        && check.ofWrite(writes.get(to)) == null) {
      bytes += writes.get(to).value().length;
      to++;
    }
    return Math.max(to, from + 1);
  }

  private static boolean isForEver(NodeWrite write) {
    return write.condition() == WriteCondition.Simple.ALWAYS && !Lives.isMortal(write.timeToLiveMillis());
  }

  private RedisRequest<WriteReply> single(NodeWrite write, @Nullable Guard guard) {
    if (write.condition() instanceof WriteCondition.IfToken condition) {
      return new VersionedRequest(name, expected, guard, write.key(), condition.token(), write);
    }
    if (write.condition() == WriteCondition.Simple.IF_NEWER) {
      return NewerRequest.of(name, expected, guard, write);
    }
    return guard != null && write.condition() == WriteCondition.Simple.IF_ABSENT
        ? new AbsentRequest(name, expected, guard, write)
        : new SetRequest(name, expected, guard, write);
  }

  private void submitAll(List<RedisRequest<?>> requests, @Nullable Guard guard, Deadline within) {
    if (guard != null && !requests.isEmpty()) {
      requests.get(requests.size() - 1).lookBehind(guard);
    }
    pipelines.submitAll(requests, within);
  }

  private <T> Pending<T> submit(@Nullable NodeException refusal, RedisRequest<T> request, Deadline within) {
    return refusal != null ? Pending.failed(refusal) : pipelines.submit(request, within);
  }

  private static NodeCapabilities capabilities(int maxValueBytes, boolean tellsProcess) {
    NodeCapabilities.Builder builder =
        NodeCapabilities.builder(MAX_KEY_BYTES, maxValueBytes)
            .conditionalWrites()
            .ifNewer()
            .touch(TouchKind.DEADLINE)
            .listing(ListingKind.COMPLETE)
            .emptyValues()
            .expiry(1)
            .refusesOtherStamps();
    return tellsProcess ? builder.tellsProcess().build() : builder.build();
  }

  /** What the transport asks of this node. */
  private final class RedisProtocol implements Protocol, RedisGreeting.Listener {

    /** How many values of the largest kind fit in one reply. */
    private static final int LARGEST_VALUES_IN_A_REPLY = 4;

    private final ConnectionSettings settings;
    private final int maxValueBytes;
    private final AtomicBoolean warned = new AtomicBoolean();

    RedisProtocol(ConnectionSettings settings, int maxValueBytes) {
      this.settings = settings;
      this.maxValueBytes = maxValueBytes;
    }

    @Override
    public Greeting greeting() {
      return new RedisGreeting(name, settings, this);
    }

    @Override
    public Object newParser() {
      return new RespReader(MAX_VALUE_BYTES);
    }

    @Override
    public long maxReplyBytes() {
      return LARGEST_VALUES_IN_A_REPLY * (long) MAX_VALUE_BYTES;
    }

    @Override
    public void dropsSilently(String policy, String maxMemory) {
      if (warned.compareAndSet(false, true)) {
        LOG.warn(
            "Node {}: the server drops entries without a word when it holds {} bytes (maxmemory-policy {}). Copies can then be missing"
                + " from one server while others have them. If entries must stay until they expire, set maxmemory-policy noeviction and enough maxmemory",
            name,
            maxMemory,
            policy);
      }
    }

    @Override
    public void tellsNoProcess() {
      if (capabilities.tellsProcess()) {
        capabilities = capabilities(maxValueBytes, false);
        LOG.warn(
            "Node {}: the server does not let this user ask which process it is, so a restart with old data goes unnoticed; grant +info",
            name);
      }
    }
  }
}
