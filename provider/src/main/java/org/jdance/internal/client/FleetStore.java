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
import org.jdance.internal.client.FleetUpdates.Successor;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.RemoteStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Swapped;
import org.jdance.internal.serial.Serialization;
import org.jspecify.annotations.Nullable;

/** The entries of one cache on a fleet of servers, each on as many of them as the fleet's redundancy says. */
public final class FleetStore implements RemoteStore {

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
  private final int maxValueBytes;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A store for one cache.
   *
   * @param namespace what its keys begin with
   * @param cacheName the cache
   * @param keeper the fleet's view, shared by all caches on it and closed by its owner
   * @param clock what versions are made by, the keeper's own
   * @param kind what all nodes of the fleet can do
   * @param onClose gives back what the store does not own
   */
  public FleetStore(
      String namespace,
      String cacheName,
      ViewKeeper keeper,
      HybridClock clock,
      Serialization serialization,
      CacheOptions options,
      FleetKind kind,
      TimeSource time,
      Runnable onClose) {
    this.onClose = onClose;
    this.maxValueBytes = options.maxValueBytes();
    this.cacheName = cacheName;
    this.timeout = options.timeout();
    this.outages = new Outages(cacheName, options.policy());
    this.time = time;
    this.kind = kind;
    this.context = new FleetContext(namespace, cacheName, keeper, clock, kind.conditionalWrites(), time);
    this.codec = new EntryCodec(serialization);
    this.reads = new FleetReads(context, new DecodeCounts(cacheName, time));
    this.writes = new FleetWrites(context, reads);
    this.updates = new FleetUpdates(context, reads, writes);
    this.touches = new FleetTouches(context, reads);
    this.bulk = new FleetBulk(context, reads, writes);
    this.index = new KeyIndex(context, reads, writes, updates, bulk, clock.next().stamp() ^ clock.next().writer());
    this.listing = new FleetListing(context, reads, bulk, codec, index);
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
    return outages.reading(() -> codec.entry(reads.read(entryKey, within)));
  }

  @Override
  public @Nullable StoredEntry readForUpdate(Object key, Deadline within) {
    EntryKey entryKey = codec.key(key);
    return outages.looking(() -> codec.entry(reads.readForUpdate(entryKey, within)));
  }

  @Override
  public @Nullable StoredEntry remembered(Object key) {
    Found found = updates.remembered().find(codec.key(key));
    return found == null ? null : codec.entry(found);
  }

  @Override
  public void forget(Object key) {
    updates.remembered().forget(codec.key(key));
  }

  @Override
  public @Nullable StoredEntry readAndTouch(Object key, long now, long newDeadline, Deadline within) {
    EntryKey entryKey = codec.key(key);
    return outages.reading(() -> codec.entry(touches.readAndTouch(entryKey, now, newDeadline, within)));
  }

  @Override
  public Map<Object, StoredEntry> readAll(Set<?> keys, Deadline within) {
    List<Object> objects = new ArrayList<>(keys);
    List<EntryKey> entryKeys = new ArrayList<>(objects.size());
    objects.forEach(key -> entryKeys.add(codec.key(key)));
    return outages.reading(
        () -> {
          List<Found> found = bulk.readAll(entryKeys, this::newDeadline);
          Map<Object, StoredEntry> entries = new HashMap<>(found.size() * 2);
          for (int i = 0; i < found.size(); i++) {
            StoredEntry entry = codec.entry(found.get(i));
            if (entry != null) {
              entries.put(objects.get(i), entry);
            }
          }
          return entries;
        },
        Map.of());
  }

  @Override
  public void write(Object key, Payload payload, long deadline, Deadline within) {
    EntryKey entryKey = codec.key(key);
    updates.remembered().forget(entryKey);
    outages.writing(
        () ->
            noting(
                List.of(entryKey),
                within,
                () -> writes.put(entryKey, ((FleetPayload) payload).bytes(), deadline, within)));
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
    outages.writing(() -> noting(keys, within, () -> bulk.putAll(keys, values, deadline, this::newDeadline)));
  }

  @Override
  public boolean compareAndSet(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    return swap(key, expected, payload, deadline, within) != null;
  }

  @Override
  public boolean tellsSuccessors() {
    return true;
  }

  @Override
  public @Nullable Swapped swap(
      Object key, @Nullable StoredEntry expected, @Nullable Payload payload, long deadline, Deadline within) {
    EntryKey entryKey = codec.key(key);
    Found prior = expected == null ? null : (Found) expected.token();
    byte[] bytes = payload == null ? null : ((FleetPayload) payload).bytes();
    Successor successor = new Successor();
    boolean swapped =
        outages.deciding(
            () -> {
              boolean[] done = new boolean[1];
              Runnable swap = () -> done[0] = updates.swap(entryKey, prior, bytes, deadline, successor, within);
              if (bytes == null) {
                swap.run();
              } else {
                noting(List.of(entryKey), within, swap);
              }
              return done[0];
            });
    if (!swapped) {
      return null;
    }
    return successor.isKnown ? new Swapped(true, payload == null ? null : new StoredEntry(payload, deadline, successor.found)) : Swapped.UNKNOWN;
  }

  @Override
  public @Nullable StoredEntry asRead(Payload payload, long deadline) {
    Payload read = ((FleetPayload) payload).asRead();
    return read == null ? null : new StoredEntry(read, deadline);
  }

  @Override
  public boolean mayDrop(CacheException failure) {
    return outages.mayDrop(failure);
  }

  @Override
  public void touch(Object key, StoredEntry seen, long newDeadline, Deadline within) {
    Version version = seen.token() instanceof KnownVersion known ? known.version() : null;
    if (version != null && newDeadline != seen.deadline()) {
      EntryKey entryKey = codec.key(key);
      outages.writing(() -> touches.touch(entryKey, version, newDeadline, within));
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
    outages.writing(
        () -> {
          FleetState before = context.keeper.usable(within);
          context.keeper.newGeneration(cacheName, within);
          listing.sweep(before, within);
        });
  }

  @Override
  public Iterator<KeyedEntry> entries() {
    Iterator<KeyedEntry> all = outages.reading(() -> listing.entries(this::newDeadline), Collections.emptyIterator());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return outages.reading(all::hasNext, false);
      }

      @Override
      public KeyedEntry next() {
        KeyedEntry next = outages.reading(() -> all.hasNext() ? all.next() : null);
        if (next == null) {
          throw new NoSuchElementException();
        }
        return next;
      }
    };
  }

  /** Nothing of its own: connections and view are the fleet's, entries stay on the servers. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      onClose.run();
    }
  }

  /** Notes the keys first, where servers cannot list, and once more if the cache was cleared or pages were lost meanwhile. */
  private void noting(List<EntryKey> keys, Deadline within, Runnable write) {
    if (kind.listing()) {
      write.run();
      return;
    }
    KeyIndex.Noted noted = index.note(keys, within);
    write.run();
    for (int attempt = 0; attempt < FleetReads.MAX_ROUNDS && !index.isCurrent(noted); attempt++) {
      try {
        noted = index.note(keys, within);
      } catch (FleetUnavailableException e) {
        throw new FleetUnavailableException("the entry was written, but not noted for listings: " + e.getMessage(), true, e);
      }
    }
  }
}
