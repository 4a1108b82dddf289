package org.jdance.internal.client.raw;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import org.jdance.CacheConfigurationException;
import org.jdance.CacheGuarantees;
import org.jdance.CacheGuarantees.Atomicity;
import org.jdance.CacheSerializationException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.CacheOptions;
import org.jdance.internal.client.FailurePolicy;
import org.jdance.internal.client.placement.Placement;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose servers hold nothing but keys and values, {@code encoding=raw}: Strings in UTF-8 or byte arrays, under the String key itself, so
 * that PHP and other clients read and write the same entries.
 *
 * <p>Each write goes to all of a key's nodes and counts when one has it; each read is answered by the first node that has an answer. No versions, no
 * expiry, no view: two nodes may disagree, conditional operations are atomic among the threads of this JVM only, and nothing can be listed or
 * cleared.
 */
public final class RawStore implements EntryStore {

  private static final CacheGuarantees GUARANTEES = new CacheGuarantees(Atomicity.WITHIN_JVM, false, false, true, false, false);

  private static final int STRIPES = 256;

  private final String cacheName;
  private final List<Node> nodes;
  private final Placement placement;
  private final boolean text;
  private final Duration timeout;
  private final FailurePolicy policy;
  private final TimeSource time;
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  /**
   * A store.
   *
   * @param nodes the nodes in the order of the placement's, closed with the store
   * @param valueType {@code String} or {@code byte[]}
   * @throws CacheConfigurationException if the cache has another value type
   */
  public RawStore(
      String cacheName, List<Node> nodes, Placement placement, Class<?> valueType, CacheOptions options, TimeSource time) {
    if (valueType != String.class && valueType != byte[].class) {
      throw new CacheConfigurationException(
          "Cache " + cacheName + ": jdance.encoding=raw keeps values of type String or byte[], not " + valueType.getName()
              + "; give the cache's configuration one of these as its value type, by setTypes.");
    }
    this.cacheName = cacheName;
    this.nodes = List.copyOf(nodes);
    this.placement = placement;
    this.text = valueType == String.class;
    this.timeout = options.timeout();
    this.policy = options.policy();
    this.time = time;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  @Override
  public CacheGuarantees guarantees() {
    return GUARANTEES;
  }

  @Override
  public Deadline newDeadline() {
    return Deadline.after(time, timeout);
  }

  @Override
  public Payload payload(Object value) {
    byte[] bytes = text && value instanceof String string ? string.getBytes(StandardCharsets.UTF_8) : value instanceof byte[] array ? array.clone() : null;
    if (bytes == null) {
      throw new CacheSerializationException(
          "Cache " + cacheName + ": jdance.encoding=raw keeps " + (text ? "String" : "byte[]") + " values, not " + value.getClass().getName() + ".");
    }
    return new RawPayload(bytes, text);
  }

  @Override
  public Object ownKey(Object key) {
    wireKey(key);
    return key;
  }

  @Override
  public @Nullable StoredEntry read(Object key, Deadline within) {
    byte[] wireKey = wireKey(key);
    NodeException failure = null;
    boolean answered = false;
    for (int index : placement.order(wireKey)) {
      try {
        Deadline share = within.share(2);
        byte[] value = nodes.get(index).read(wireKey, share).await(share).value();
        answered = true;
        if (value != null) {
          return entry(value);
        }
      } catch (NodeException e) {
        failure = failed(failure, e);
      }
    }
    if (!answered && failure != null) {
      throwUnlessMissing(failure);
    }
    return null;
  }

  @Override
  public @Nullable StoredEntry readAndTouch(Object key, long now, long newDeadline, Deadline within) {
    return read(key, within);
  }

  @Override
  public Map<Object, StoredEntry> readAll(Set<?> keys, Deadline within) {
    Map<Object, StoredEntry> found = new HashMap<>();
    for (Object key : keys) {
      StoredEntry entry = read(key, newDeadline());
      if (entry != null) {
        found.put(key, entry);
      }
    }
    return found;
  }

  @Override
  public void write(Object key, Payload payload, long deadline, Deadline within) {
    byte[] value = ((RawPayload) payload).bytes();
    // Two writes of one JVM at once could leave the copies different.
    ReentrantLock stripe = stripe(key);
    lock(stripe, within);
    try {
      onAll(wireKey(key), within, (node, wireKey) -> node.write(NodeWrite.always(wireKey, value, Node.NO_EXPIRY), within));
    } finally {
      stripe.unlock();
    }
  }

  @Override
  public void writeAll(Map<Object, Payload> payloads, long deadline, Deadline within) {
    payloads.forEach((key, payload) -> write(key, payload, deadline, newDeadline()));
  }

  @Override
  public boolean compareAndSet(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    ReentrantLock stripe = stripe(key);
    lock(stripe, within);
    try {
      StoredEntry there = read(key, within);
      byte[] expectedBytes = expected == null ? null : ((RawPayload) expected.payload()).bytes();
      byte[] bytes = there == null ? null : ((RawPayload) there.payload()).bytes();
      if (!Arrays.equals(expectedBytes, bytes)) {
        return false;
      }
      if (payload != null) {
        write(key, payload, deadline, within);
      } else if (there != null) {
        onAll(wireKey(key), within, (node, wireKey) -> node.delete(wireKey, within));
      }
      return true;
    } finally {
      stripe.unlock();
    }
  }

  @Override
  public void touch(Object key, StoredEntry seen, long newDeadline, Deadline within) {
    // A raw entry has no deadline of its own.
  }

  @Override
  public void clear(Deadline within) {
    throw notListed("cannot be cleared");
  }

  @Override
  public Iterator<KeyedEntry> entries() {
    throw notListed("cannot be listed");
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
  }

  private UnsupportedOperationException notListed(String what) {
    return new UnsupportedOperationException(
        "Cache " + cacheName + " " + what + ": under jdance.encoding=raw the servers do not know which keys are this cache's; remove the keys by name.");
  }

  private void onAll(byte[] wireKey, Deadline within, Command command) {
    List<Pending<WriteReply>> sent = new ArrayList<>();
    for (int index : placement.order(wireKey)) {
      sent.add(command.send(nodes.get(index), wireKey));
    }
    NodeException failure = null;
    int done = 0;
    Deadline share = within.share(1);
    for (Pending<WriteReply> one : sent) {
      try {
        one.await(share);
        done++;
      } catch (NodeException e) {
        failure = failed(failure, e);
      }
    }
    if (done == 0 && failure != null) {
      throwUnlessMissing(failure);
    }
  }

  private static NodeException failed(@Nullable NodeException before, NodeException now) {
    if (now.kind() == NodeException.Kind.ABANDONED) {
      throw now;
    }
    if (before != null) {
      now.addSuppressed(before);
    }
    return now;
  }

  private void throwUnlessMissing(NodeException failure) {
    if (policy == FailurePolicy.THROW || failure.kind() == NodeException.Kind.UNSUPPORTED) {
      throw new CacheException("Cache " + cacheName + ": no server of the key answered: " + failure.getMessage() + ".", failure);
    }
  }

  private ReentrantLock stripe(Object key) {
    return stripes[Math.floorMod(Arrays.hashCode(wireKey(key)), STRIPES)];
  }

  private void lock(ReentrantLock stripe, Deadline within) {
    try {
      if (stripe.tryLock(Math.max(0, within.remainingNanos()), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CacheException("Cache " + cacheName + ": another update of the same entry was still under way when the deadline passed.");
  }

  private byte[] wireKey(Object key) {
    if (key instanceof String string) {
      return string.getBytes(StandardCharsets.UTF_8);
    }
    throw new CacheSerializationException(
        "Cache " + cacheName + ": jdance.encoding=raw has String keys only, not " + key.getClass().getName() + ".");
  }

  private @Nullable StoredEntry entry(byte[] value) {
    if (text) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      } catch (CharacterCodingException e) {
        return null;
      }
    }
    return new StoredEntry(new RawPayload(value, text), StoredEntry.ETERNAL);
  }

  /** Something that is sent to each node of a key. */
  @FunctionalInterface
  private interface Command {
    Pending<WriteReply> send(Node node, byte[] wireKey);
  }
}
