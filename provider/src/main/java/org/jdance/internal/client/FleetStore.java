package org.jdance.internal.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import org.jdance.CacheGuarantees;
import org.jdance.CacheGuarantees.Atomicity;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.FleetDrops.Standing;
import org.jdance.internal.client.FleetUpdates.Successor;
import org.jdance.internal.client.drops.Drop;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.entry.ChangeEvent;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.RemoteStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Swapped;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.serial.Serialization;
import org.jspecify.annotations.Nullable;

/** The entries of one cache on a fleet of servers, each on as many of them as the fleet's redundancy says. */
public final class FleetStore implements RemoteStore {

  /** The place of an entry that no server has told of. */
  private static final int NOWHERE = -1;

  private final String cacheName;
  private final Duration timeout;
  private final Outages outages;
  private final TimeSource time;
  private final FleetContext context;
  private final EntryCodec codec;
  private final FleetReads reads;
  private final FleetWrites writes;
  private final FleetUpdates updates;
  private final FleetTouches touches;
  private final FleetBulk bulk;
  private final KeyIndex index;
  private final FleetListing listing;
  private final FleetKind kind;
  private final FleetDrops drops;
  private final int maxValueBytes;
  private final Runnable onClose;
  private final @Nullable FleetEvents events;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A store for one cache.
   *
   * @param fleet what all caches on the fleet share; closed by its owner
   * @param onClose gives back what the store does not own
   */
  public FleetStore(
      String cacheName, FleetDrops fleet, Serialization serialization, CacheOptions options, TimeSource time, Runnable onClose) {
    this(cacheName, fleet, serialization, options, null, time, onClose);
  }

  /**
   * The same, where changes may be told to other JVMs.
   *
   * @param events what is told and heard, or null
   */
  public FleetStore(
      String cacheName,
      FleetDrops fleet,
      Serialization serialization,
      CacheOptions options,
      @Nullable FleetEvents events,
      TimeSource time,
      Runnable onClose) {
    this.events = events;
    this.onClose = onClose;
    this.maxValueBytes = options.maxValueBytes();
    this.cacheName = cacheName;
    this.timeout = options.timeout();
    this.outages = new Outages(cacheName, options.policy(), fleet.figures());
    this.time = time;
    this.kind = fleet.kind();
    this.drops = fleet;
    CacheParts parts = fleet.parts(cacheName);
    this.context = parts.context;
    this.codec = new EntryCodec(serialization);
    this.reads = parts.reads;
    this.writes = parts.writes;
    this.updates = parts.updates;
    this.touches = parts.touches;
    this.bulk = parts.bulk;
    this.index = parts.index;
    this.listing = new FleetListing(context, reads, bulk, codec, index);
    if (outages.mayDrop()) {
      context.versionAlways();
    }
  }

  @Override
  public CacheGuarantees guarantees() {
    Atomicity atomicity = kind.conditionalWrites() ? Atomicity.BETWEEN_JVMS : Atomicity.WITHIN_JVM;
    return new CacheGuarantees(atomicity, true, false, true, false, false);
  }

  @Override
  public Deadline newDeadline() {
    return Deadline.after(time, timeout);
  }

  @Override
  public Payload payload(Object value) {
    FleetPayload payload = codec.payload(value);
    if (payload.length() > maxValueBytes) {
      throw new CacheException(
          "Cache " + cacheName + ": a value of " + payload.length() + " bytes is over jdance.max-value-size, which is " + maxValueBytes + ".");
    }
    return payload;
  }

  @Override
  public Object ownKey(Object key) {
    return codec.ownKey(key);
  }

  @Override
  public @Nullable StoredEntry read(Object key, Deadline within) {
    EntryKey entryKey = codec.key(key);
    Standing standing = drops.standing(cacheName, entryKey, false, within);
    if (standing != null) {
      return answer(standing);
    }
    // As the other reads, without an object for what is done most.
    try {
      Found found = reads.read(entryKey, within);
      updates.seen(entryKey, found);
      return codec.entry(found);
    } catch (FleetUnavailableException | NodeException e) {
      outages.throwUnlessMissing(e);
      return null;
    }
  }

  @Override
  public @Nullable StoredEntry readForUpdate(Object key, Deadline within) {
    EntryKey entryKey = codec.key(key);
    return outages.looking(
        () -> {
          requireDelivered(drops.standing(cacheName, entryKey, true, within) != null);
          return codec.entry(reads.readForUpdate(entryKey, within));
        });
  }

  @Override
  public @Nullable StoredEntry remembered(Object key) {
    // What was dropped has to be delivered first, which a look sees to.
    Found found = drops.isEmpty() ? updates.guess(codec.key(key)) : null;
    return found == null ? null : codec.entry(found);
  }

  @Override
  public void forget(Object key) {
    updates.remembered().forget(codec.key(key));
  }

  @Override
  public @Nullable StoredEntry readAndTouch(Object key, long now, long newDeadline, Deadline within) {
    EntryKey entryKey = codec.key(key);
    Standing standing = drops.standing(cacheName, entryKey, false, within);
    if (standing != null) {
      return answer(standing);
    }
    return outages.reading(() -> codec.entry(touches.readAndTouch(entryKey, now, newDeadline, within)));
  }

  @Override
  public Map<Object, StoredEntry> readAll(Set<?> keys, Deadline within) {
    List<Object> objects = new ArrayList<>(keys.size());
    List<EntryKey> entryKeys = new ArrayList<>(keys.size());
    Map<Object, StoredEntry> entries = new HashMap<>(keys.size() * 2);
    for (Object key : keys) {
      EntryKey entryKey = codec.key(key);
      Standing standing = drops.standing(cacheName, entryKey, false, within);
      if (standing == null) {
        objects.add(key);
        entryKeys.add(entryKey);
      } else {
        put(entries, key, answer(standing));
      }
    }
    List<Found> found = outages.reading(() -> bulk.readAll(entryKeys, this::newDeadline), List.<Found>of());
    for (int i = 0; i < found.size(); i++) {
      put(entries, objects.get(i), codec.entry(found.get(i)));
    }
    return entries;
  }

  private static void put(Map<Object, StoredEntry> entries, Object key, @Nullable StoredEntry entry) {
    if (entry != null) {
      entries.put(key, entry);
    }
  }

  @Override
  public void write(Object key, Payload payload, long deadline, Deadline within) {
    EntryKey entryKey = codec.key(key);
    updates.remembered().forget(entryKey);
    byte[] bytes = ((FleetPayload) payload).bytes();
    Drop before = drops.remembered(cacheName, entryKey);
    outages.writing(
        () -> {
          requireDelivered(drops.isCleared(cacheName, false, within));
          noting(List.of(entryKey), within, () -> writes.put(entryKey, bytes, deadline, within));
          drops.superseded(before);
        },
        failure -> remember(entryKey, bytes, deadline, failure));
  }

  @Override
  public void writeAll(Map<Object, Payload> payloads, long deadline, Deadline within) {
    List<EntryKey> keys = new ArrayList<>(payloads.size());
    List<byte[]> values = new ArrayList<>(payloads.size());
    payloads.forEach(
        (key, payload) -> {
          keys.add(codec.key(key));
          values.add(((FleetPayload) payload).bytes());
        });
    FleetBulk.Progress progress = new FleetBulk.Progress();
    List<@Nullable Drop> before = keys.stream().<@Nullable Drop>map(key -> drops.remembered(cacheName, key)).toList();
    outages.writing(
        () -> {
          requireDelivered(drops.isCleared(cacheName, false, within));
          noting(keys, within, () -> bulk.putAll(keys, values, deadline, this::newDeadline, progress));
          before.forEach(drops::superseded);
        },
        failure -> {
          for (int i = progress.done; i < keys.size(); i++) {
            int at = i - progress.done;
            byte[] sent = at < progress.sent.size() ? progress.sent.get(at) : null;
            drops.remember(cacheName, keys.get(i), sent, values.get(i), deadline, false);
          }
        });
  }

  @Override
  public boolean compareAndSet(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    return swap(key, expected, payload, deadline, within) != null;
  }

  @Override
  public boolean compareAndSet(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, List<ChangeEvent> told, Deadline within) {
    EntryKey entryKey = codec.key(key);
    NodeWrite.Notice notice =
        events == null || told.isEmpty() ? null : new NodeWrite.Notice(events.channel(), events.message(entryKey, told));
    return swap(entryKey, expected, payload, deadline, notice, within) != null;
  }

  @Override
  public boolean tellsSuccessors() {
    return true;
  }

  @Override
  public @Nullable Swapped swap(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    return swap(codec.key(key), expected, payload, deadline, null, within);
  }

  private @Nullable Swapped swap(
      EntryKey entryKey,
      @Nullable StoredEntry expected,
      @Nullable Payload payload,
      long deadline,
      NodeWrite.@Nullable Notice notice,
      Deadline within) {
    Found prior = expected == null ? null : (Found) expected.token();
    byte[] bytes = payload == null ? null : ((FleetPayload) payload).bytes();
    Drop before = drops.remembered(cacheName, entryKey);
    Successor successor = new Successor();
    boolean[] dropped = new boolean[1];
    boolean swapped =
        outages.deciding(
            () -> {
              requireDelivered(drops.isCleared(cacheName, true, within));
              boolean[] done = new boolean[1];
              Runnable swap = () -> done[0] = updates.swap(entryKey, prior, bytes, deadline, notice, successor, within);
              if (bytes == null) {
                swap.run();
              } else {
                noting(List.of(entryKey), within, swap);
              }
              if (done[0]) {
                drops.superseded(before);
              }
              return done[0];
            },
            failure -> {
              dropped[0] = true;
              remember(entryKey, bytes, deadline, failure);
            });
    if (!swapped) {
      return null;
    }
    return successor.isKnown && !dropped[0]
        ? new Swapped(true, payload == null ? null : new StoredEntry(payload, deadline, successor.found))
        : Swapped.UNKNOWN;
  }

  @Override
  public @Nullable StoredEntry asRead(Payload payload, long deadline) {
    Payload read = ((FleetPayload) payload).asRead();
    return read == null ? null : new StoredEntry(read, deadline);
  }

  @Override
  public void hear(ChangeEvent.Listener listener) {
    if (events == null) {
      throw new UnsupportedOperationException("Cache " + cacheName + ": its servers do not carry events.");
    }
    events.begin(codec, listener);
  }

  @Override
  public boolean mayDrop(CacheException failure) {
    return outages.mayDrop(failure);
  }

  @Override
  public void drop(Object key, @Nullable Payload payload, long deadline, CacheException failure) {
    EntryKey entryKey = codec.key(key);
    updates.remembered().forget(entryKey);
    Throwable cause = failure.getCause();
    remember(entryKey, payload == null ? null : ((FleetPayload) payload).bytes(), deadline, cause == null ? failure : cause);
  }

  @Override
  public void touch(Object key, StoredEntry seen, long newDeadline, Deadline within) {
    Version version = seen.token() instanceof KnownVersion known ? known.version() : null;
    if (version != null && newDeadline != seen.deadline()) {
      EntryKey entryKey = codec.key(key);
      outages.writing(() -> touches.touch(entryKey, version, newDeadline, within), shorterLife -> {});
    }
  }

  @Override
  public int noticeHash(Object key) {
    Integer readable = WireKeys.noticeHash(key);
    return readable != null ? readable : WireKeys.noticeHash(codec.key(key).tail(), 0);
  }

  @Override
  public StoredEntry kept(StoredEntry entry, Payload payload) {
    return new StoredEntry(payload, entry.deadline(), new KnownVersion.Alone(version(entry)));
  }

  @Override
  public boolean isStored(StoredEntry entry) {
    return !(entry.token() instanceof Found found) || found.index() != NOWHERE;
  }

  @Override
  public int storedBytes(StoredEntry entry) {
    return entry.token() instanceof Found found && found.bytes() != null ? found.bytes().length : 0;
  }

  @Override
  public boolean isLater(StoredEntry entry, StoredEntry than) {
    Version version = version(entry);
    Version other = version(than);
    return version != null && (other == null || version.isAfter(other));
  }

  @Override
  public boolean isLatest(Object key, StoredEntry entry, Deadline within) {
    EntryKey entryKey = codec.key(key);
    return outages.reading(
        () -> {
          if (drops.standing(cacheName, entryKey, false, within) != null) {
            return false;
          }
          Envelope live = reads.read(entryKey, within).live();
          return live != null && live.header().deadline() == entry.deadline() && live.header().version().equals(version(entry));
        },
        false);
  }

  private static @Nullable Version version(StoredEntry entry) {
    return entry.token() instanceof KnownVersion known ? known.version() : null;
  }

  @Override
  public void clear(Deadline within) {
    List<Drop> before = drops.remembered(cacheName);
    outages.writing(
        () -> {
          FleetState state = context.keeper.usable(within);
          context.keeper.newGeneration(cacheName, within);
          before.forEach(drops::superseded);
          listing.sweep(state, within);
        },
        failure -> drops.rememberCleared(cacheName));
  }

  @Override
  public Iterator<KeyedEntry> entries() {
    boolean dropped = !drops.isEmpty();
    Iterator<KeyedEntry> all =
        outages.reading(
            () -> {
              requireDelivered(drops.isCleared(cacheName, true, newDeadline()));
              return listing.entries(this::newDeadline);
            },
            Collections.emptyIterator());
    return new Entries(all, dropped);
  }

  /** Nothing of its own: connections and view are the fleet's, entries stay on the servers. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (events != null) {
        events.end();
      }
      onClose.run();
    }
  }

  /** What a read of an entry answers of which the servers do not know the latest. */
  private @Nullable StoredEntry answer(Standing standing) {
    Drop drop = standing.drop;
    FleetState state = context.keeper.answering();
    if (state == null && !outages.mayDrop()) {
      return outages.reading(FleetStore::undelivered);
    }
    // Where no server answers every read misses. Where some do, other entries are found, and that this one is absent could mean something.
    return drop != null && state != null && EntryFormat.decode(drop.envelope(), drop.key()) instanceof Envelope envelope
        ? codec.entry(new Found(state, NOWHERE, drop.envelope(), envelope, null))
        : null;
  }

  private static void requireDelivered(boolean standing) {
    if (standing) {
      undelivered();
    }
  }

  private static @Nullable StoredEntry undelivered() {
    throw new FleetUnavailableException("what was dropped before, while no copy was reachable, could not be delivered yet", false, null);
  }

  private void remember(EntryKey key, byte @Nullable [] payload, long deadline, Throwable failure) {
    byte[] sent = Outages.unwritten(failure);
    // A page of the index of keys may be what was not written: then nothing of the entry was sent.
    boolean own = sent != null && EntryFormat.decode(sent, key.encoded()) instanceof Envelope;
    drops.remember(cacheName, key, own ? sent : null, payload, deadline, Outages.maybeSent(failure));
  }

  /** Notes the keys at the same time, where servers cannot list, and once more if the cache was cleared or pages were lost meanwhile. */
  private void noting(List<EntryKey> keys, Deadline within, Runnable write) {
    if (kind.listing()) {
      write.run();
      return;
    }
    IndexNotes.Note note = index.begin(keys, within);
    boolean written = false;
    try {
      write.run();
      written = true;
    } finally {
      if (!written) {
        note.giveUp(within);
      }
    }
    try {
      KeyIndex.Lives noted = note.finish(within);
      for (int attempt = 0; attempt < FleetReads.MAX_ROUNDS && !index.isCurrent(noted); attempt++) {
        noted = index.note(keys, within);
      }
    } catch (FleetUnavailableException e) {
      throw new FleetUnavailableException("the entry was written, but not noted for listings: " + e.getMessage(), true, e);
    }
  }

  /** What is listed, but for what this JVM dropped of it: from the first drop on each entry is looked at once more. */
  private final class Entries implements Iterator<KeyedEntry> {
    private final Iterator<KeyedEntry> all;
    private boolean dropped;
    private @Nullable KeyedEntry next;

    Entries(Iterator<KeyedEntry> all, boolean dropped) {
      this.all = all;
      this.dropped = dropped;
    }

    @Override
    public boolean hasNext() {
      // Before anything is read: what is delivered meanwhile was not when the page was read.
      dropped |= !drops.isEmpty();
      while (next == null && outages.reading(all::hasNext, false)) {
        KeyedEntry listed = outages.reading(() -> all.hasNext() ? all.next() : null);
        next = listed == null ? null : present(listed);
      }
      return next != null;
    }

    @Override
    public KeyedEntry next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      KeyedEntry answered = next;
      next = null;
      return answered;
    }

    private @Nullable KeyedEntry present(KeyedEntry listed) {
      StoredEntry entry = dropped ? read(listed.key(), newDeadline()) : listed.entry();
      return entry == null ? null : new KeyedEntry(listed.key(), entry);
    }
  }
}
