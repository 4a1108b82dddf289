package org.jdance.internal.client;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.entry.DecodedEntry;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.KeyedEntry;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.ListingKind;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All entries of a cache, page by page: from the nodes' own listings where every node has a complete one, else by the index of keys. */
final class FleetListing {

  private static final Logger LOG = LoggerFactory.getLogger(FleetListing.class);

  /** About how many keys are asked for at once. */
  static final int PAGE = 500;

  private final FleetContext context;
  private final FleetReads reads;
  private final FleetBulk bulk;
  private final EntryCodec codec;
  private final KeyIndex index;

  FleetListing(FleetContext context, FleetReads reads, FleetBulk bulk, EntryCodec codec, KeyIndex index) {
    this.context = context;
    this.reads = reads;
    this.bulk = bulk;
    this.codec = codec;
    this.index = index;
  }

  /** Whether all nodes that may be read can list what they hold. */
  static boolean nodesList(FleetState state) {
    for (int i = 0; i < state.size(); i++) {
      if (state.node(i).node().capabilities().listing() != ListingKind.COMPLETE) {
        return false;
      }
    }
    return true;
  }

  Iterator<KeyedEntry> entries(FleetBulk.Deadlines deadlines) {
    FleetState state = context.keeper.usable(deadlines.next());
    return nodesList(state) ? new ByNodes(state, deadlines) : new ByIndex(deadlines);
  }

  /** Pages of entries one after the other. */
  private abstract static class Pages implements Iterator<KeyedEntry> {
    final Queue<KeyedEntry> ready = new ArrayDeque<>();

    /** Adds the entries of the next page to those that are ready, perhaps none; false if there is no next page. */
    abstract boolean turn();

    @Override
    public final boolean hasNext() {
      while (ready.isEmpty()) {
        if (!turn()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public final KeyedEntry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }
  }

  /** Asks one node after the other; an entry is taken from the first that tells of it. */
  private final class ByNodes extends Pages {
    /** The state of the last page: what a node lists counts only while it is trusted. */
    private FleetState state;
    private final FleetBulk.Deadlines deadlines;
    private final Set<ByteBuffer> told = new HashSet<>();
    private int at;
    private @Nullable ListCursor cursor;

    ByNodes(FleetState state, FleetBulk.Deadlines deadlines) {
      this.state = state;
      this.deadlines = deadlines;
    }

    @Override
    boolean turn() {
      Deadline within = deadlines.next();
      FleetState now = context.keeper.usable(within);
      if (!generation(now).equals(generation(state))) {
        // All entries that were there when the listing began are gone.
        return false;
      }
      state = now;
      while (at < state.size() && !state.isUp(at)) {
        next(null);
      }
      if (at >= state.size()) {
        return false;
      }
      try {
        page(state.node(at).node(), within);
      } catch (NodeException e) {
        boolean looked = context.keeper.suspect(state, at, e, within);
        if (!context.keeper.latest().isOut(at)) {
          // Still one of those whose entries may be nowhere else: once more, or not at all.
          if (!looked || ++failures > MAX_FAILURES) {
            Failures all = new Failures(context.time);
            all.add(e);
            throw all.unavailable("the entries of one server could not be listed");
          }
          return true;
        }
        next(null);
      }
      return true;
    }

    private static final int MAX_FAILURES = 3;
    private int failures;
    private int moved;

    private Version generation(FleetState of) {
      return of.view().generationOf(context.cacheName);
    }

    private void page(Node node, Deadline within) {
      byte[] prefix = context.prefix(state, at);
      KeyPage page = node.list(prefix, cursor, PAGE, within).await(within);
      Map<ByteBuffer, byte[]> fresh = new LinkedHashMap<>();
      for (byte[] wireKey : page.keys()) {
        ByteBuffer tail = ByteBuffer.wrap(Arrays.copyOfRange(wireKey, prefix.length, wireKey.length));
        if (!told.contains(tail)) {
          fresh.put(tail, wireKey);
        }
      }
      long sent = context.time.nanos();
      List<Pending<ReadReply>> reading = node.readAll(List.copyOf(fresh.values()), state.guard(), within);
      long stamp = Guard.UNTOLD;
      List<byte[]> values = new ArrayList<>(reading.size());
      for (Pending<ReadReply> one : reading) {
        ReadReply reply = one.await(within);
        stamp = reply.stamp() == Guard.UNTOLD ? stamp : reply.stamp();
        byte[] value = reply.value();
        if (value != null) {
          values.add(value);
        }
      }
      if (reads.accepted(state, at, stamp, sent, within)) {
        told.addAll(fresh.keySet());
        values.forEach(this::add);
        next(page.next());
      } else if (++moved > FleetReads.MAX_ROUNDS) {
        throw new Failures(context.time).unavailable("the servers' state kept changing while a cache was listed");
      }
    }

    private void next(@Nullable ListCursor following) {
      cursor = following;
      if (following == null) {
        at++;
      }
    }

    private void add(byte[] bytes) {
      DecodedEntry decoded = EntryFormat.decode(bytes);
      if (decoded instanceof Envelope envelope) {
        Object key = codec.key(envelope.key());
        StoredEntry entry = key == null ? null : codec.entry(new Found(state, at, bytes, envelope, null));
        if (key != null && entry != null) {
          ready.add(new KeyedEntry(key, entry));
        }
      }
    }
  }

  /** Reads what the index tells of. */
  private final class ByIndex extends Pages {
    private final FleetBulk.Deadlines deadlines;
    private @Nullable Iterator<ByteBuffer> keys;

    ByIndex(FleetBulk.Deadlines deadlines) {
      this.deadlines = deadlines;
    }

    @Override
    boolean turn() {
      Iterator<ByteBuffer> all = keys;
      if (all == null) {
        all = index.keys(deadlines).iterator();
        keys = all;
      }
      List<EntryKey> page = new ArrayList<>();
      List<Object> objects = new ArrayList<>();
      while (all.hasNext() && page.size() < PAGE) {
        byte[] encoded = all.next().array();
        Object key = codec.key(encoded);
        if (key != null) {
          page.add(EntryKey.of(encoded, key));
          objects.add(key);
        }
      }
      if (page.isEmpty()) {
        return all.hasNext();
      }
      List<Found> found = bulk.readAll(page, deadlines);
      for (int i = 0; i < found.size(); i++) {
        StoredEntry entry = codec.entry(found.get(i));
        if (entry != null) {
          ready.add(new KeyedEntry(objects.get(i), entry));
        }
      }
      return true;
    }
  }

  /** Deletes what an earlier generation left behind, as far as the deadline allows; nobody reads it any more. */
  void sweep(FleetState earlier, Deadline within) {
    for (int i = 0; i < earlier.size(); i++) {
      Node node = earlier.node(i).node();
      if (!earlier.isUp(i) || node.capabilities().listing() == ListingKind.NONE) {
        continue;
      }
      try {
        sweep(node, context.prefix(earlier, i), within);
      } catch (NodeException e) {
        LOG.debug("Node {}: what an earlier generation left there stays until it expires or is evicted.", earlier.name(i), e);
      }
    }
  }

  private static void sweep(Node node, byte[] prefix, Deadline within) {
    ListCursor cursor = null;
    for (int pages = 0; pages < MAX_SWEPT_PAGES && !within.hasPassed(); pages++) {
      KeyPage page = node.list(prefix, cursor, PAGE, within).await(within);
      List<Pending<?>> deleting = new ArrayList<>();
      for (byte[] key : page.keys()) {
        deleting.add(node.delete(key, within));
      }
      for (Pending<?> one : deleting) {
        one.await(within);
      }
      cursor = page.next();
      if (cursor == null) {
        return;
      }
    }
  }

  private static final int MAX_SWEPT_PAGES = 20;
}
